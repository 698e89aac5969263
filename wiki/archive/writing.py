"""Which files is an archive of the wiki made of? Only what everybody may read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from districts.models import Topic
from pictures.models import Picture
from text.gone_pictures import without_gone
from text.pictures import numbers_in
from versions.models import AbstractRevision
from wiki.archive.files import README
from wiki.archive.pages import ArchivedPage
from wiki.archive.pictured import files_of
from wiki.exporting import source_of
from wiki.models import Article, Revision

State = AbstractRevision.State
_BATCH = 50
#: What stands beside the files for whoever finds them: German, as the articles are.
_SAID = Path(__file__).with_name("LIESMICH.txt")


def count() -> int:
    """Return how many articles an archive has."""
    return int(_published().count())


def files() -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of all files: what it is, the articles, and the pictures in them."""
    yield README, _SAID.read_bytes()
    slugs = dict(Topic.objects.values_list("pk", "slug"))
    pictured: set[int] = set()
    for revision in _published().iterator(chunk_size=_BATCH):
        page = _page(revision, slugs)
        pictured |= numbers_in(page.body)
        yield page.name, page.written().encode()
    pictures: Any = Picture.objects.shared().live().order_by("pk")
    for pk in sorted(pictured):
        picture = pictures.filter(pk=pk).first()
        if picture is not None:
            yield from files_of(picture)


def _published() -> Any:
    rows = Revision.objects.published().filter(article__in=Article.objects.live())
    rows = rows.filter(text_hidden=False).select_related("article__district")
    rows = rows.defer("html", "plain", "toc")
    return rows.order_by("article__language", "article__district__slug", "article__slug")


def _page(revision: Revision, slugs: dict[int, str]) -> ArchivedPage:
    article = revision.article
    return ArchivedPage(
        title=article.title,
        slug=article.slug,
        language=article.language,
        district=article.district.slug if article.district else None,
        topics=tuple(sorted(slugs[pk] for pk in revision.topics if pk in slugs)),
        authors=", ".join(_authors(article)),
        changed=revision.created,
        revision=revision.number,
        body=without_gone(revision.body),
        translation_of=source_of(article),
    )


def _authors(article: Article) -> list[str]:
    """Return who wrote an article, the first one first; hidden and erased names are left out."""
    rows = Revision.objects.filter(
        article=article, state__in=[State.LIVE, State.ACCEPTED], author_hidden=False
    )
    names = rows.order_by("number").values_list("author__name", "author_name")
    return list(dict.fromkeys(name or other for name, other in names if name or other))
