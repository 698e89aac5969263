"""What happens to links when an article gets a title, loses it, comes to a place or leaves it.

Texts are never touched. The rows of `Link` get their new target, and published texts whose links
lead elsewhere now lose their stored HTML: the next reader has it made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from wiki import shown
from wiki.links import Find, Key, articles_at, keys_of
from wiki.models import Article, FormerTitle, Link, Revision

#: So many rows are changed by one statement: no database takes any number of values in it.
AT_ONCE = 500


def follow(words: Collection[str], *, language: str, find: Find = articles_at) -> None:
    """Find anew where links of these words lead. Call inside the transaction of the change."""
    if not words:
        return
    there = Link.objects.filter(title_words__in=words, source__language=language)
    links = [_Row(*row) for row in there.values_list(*_Row._fields)]
    if not links:
        return
    found = find([link.keys for link in links], language)
    changed: dict[int | None, list[_Row]] = defaultdict(list)
    for link in links:
        target = next((found[key].pk for key in link.keys if key in found), None)
        if target != link.target:
            changed[target].append(link)
    for target, rows in changed.items():
        pks = [link.pk for link in rows]
        for start in range(0, len(pks), AT_ONCE):
            Link.objects.filter(pk__in=pks[start : start + AT_ONCE]).update(target=target)
    shown.links_changed(target for target in changed if target)
    forget_html({link.source for rows in changed.values() for link in rows})


def follow_new(words: Collection[str], *, language: str) -> None:
    """Find anew where links of these words lead, which led nowhere: something may be there now."""
    if not words:
        return
    asked = {"title_words__in": words, "language": language}
    new, renamed = (
        rows.filter(**asked).order_by().values_list("title_words", flat=True)
        for rows in (Article.objects.addressed(), FormerTitle.objects.all())
    )
    found = set(new.union(renamed))
    if found:
        with transaction.atomic():
            follow(found, language=language)


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


class _Row(NamedTuple):
    """What is read of a row of `Link`."""

    pk: int
    source: int
    district: int | None
    only_there: bool
    title_words: str
    target: int | None

    @property
    def keys(self) -> list[Key]:
        return keys_of(self.district, self.title_words, only_there=self.only_there)
