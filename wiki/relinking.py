"""What happens to links when an article gets a title, loses it, comes to a place or leaves it.

Texts are never touched. The rows of `Link` get their new target, and published texts whose links
lead elsewhere now lose their stored HTML: the next reader has it made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import F

from wiki import shown
from wiki.links import Key, articles_at, keys_of
from wiki.models import Article, Link, Revision


def follow(words: Collection[str], *, language: str) -> None:
    """Find anew where links of these words lead. Call inside the transaction of the change."""
    if not words:
        return
    rows = list(Link.objects.filter(title_words__in=words, source__language=language))
    if not rows:
        return
    found = articles_at(map(_keys, rows), language)
    changed = []
    for row in rows:
        target = next((found[key].pk for key in _keys(row) if key in found), None)
        if target != row.target_id:
            row.target_id = target
            changed.append(row)
    Link.objects.bulk_update(changed, ["target"], batch_size=500)
    shown.links_changed(row.target_id for row in changed if row.target_id)
    forget_html({row.source_id for row in changed})


def moved(article: Article) -> None:
    """Let every text that links to an article, or should, lead to where it is now.

    Links know it by its title, or by one that it had. The articles to which it leads name it, too.
    """
    words = {article.title_words}
    for rows in (article.former_titles.all(), article.backlinks.all()):
        words.update(rows.values_list("title_words", flat=True))
    follow(words, language=article.language)
    forget_html(article.backlinks.values_list("source", flat=True))
    shown.links_changed(article.links.exclude(target=None).values_list("target", flat=True))


def forget_html(articles: Iterable[int]) -> None:
    """Have the published texts of these articles rendered anew when they are next read."""
    chosen = list(articles)
    Revision.objects.filter(article__in=chosen, number=F("article__published_number")).update(
        html=None
    )
    shown.pages_changed(chosen)


def _keys(row: Link) -> list[Key]:
    return keys_of(row.district_id, row.title_words, only_there=row.only_there)
