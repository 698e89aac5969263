"""How is an article written as one file of an archive, and read again?

An archived article is one revision: the published one, with the names of all who wrote it. What an
article of a line of JSON has to be (`wiki.exchange`), it has to be, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from pictures.licences import Licence
from text.files import Unreadable
from wiki.archive import front_matter
from wiki.exchange import ImportedArticle, read_article
from wiki.models import GENERAL
from wiki.services.import_rules import NAME_LENGTH

LICENCE = Licence.BY_SA
#: Stands for the names that an imported revision has no room for.
_MORE = " u. a."


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """An article of an archive: its place among the files, and what is told of it."""

    title: str
    slug: str
    language: str
    district: str | None
    topics: tuple[str, ...]
    authors: str
    changed: datetime
    revision: int
    body: str
    translation_of: str = ""

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.language}/{self.district or GENERAL}/{self.slug}.md"

    def written(self) -> str:
        """Return its file."""
        head: dict[str, object] = {
            "title": self.title,
            "slug": self.slug,
            "language": self.language,
            "district": self.district,
            "topics": list(self.topics),
            "licence": LICENCE.value,
            "authors": self.authors,
            "changed": self.changed.astimezone(UTC).isoformat(),
            "revision": self.revision,
        }
        if self.translation_of:
            head["translation_of"] = self.translation_of
        return front_matter.written(head, self.body)

    def as_import(self, body: str, summary: str) -> ImportedArticle:
        """Return what creates it where it is missing. Raises `Unreadable`."""
        revision = {
            "number": self.revision,
            "author": _fitting(self.authors),
            "created": self.changed.isoformat(),
            "summary": summary,
            "body": body,
        }
        head = {
            "title": self.title,
            "slug": self.slug,
            "language": self.language,
            "district": self.district,
            "topics": list(self.topics),
            "translation_of": self.translation_of,
        }
        return read_article({**head, "revisions": [revision]})


def read_page(name: str, file: str) -> ArchivedPage:
    """Return the article of a file. Raises `Unreadable`, also where its name says otherwise."""
    head, body = front_matter.read(file)
    if head.get("licence") != LICENCE.value:
        raise Unreadable(_("articles are taken over on the terms of CC BY-SA 4.0 only"))
    revision = {
        "number": head.get("revision"),
        "author": head.get("authors"),
        "created": head.get("changed"),
        "summary": "",
        "body": body,
    }
    article = read_article({**_of_article(head), "revisions": [revision]})
    page = ArchivedPage(
        title=article.title,
        slug=article.slug,
        language=article.language,
        district=article.district,
        topics=article.topics,
        authors=article.revisions[0].author,
        changed=article.revisions[0].created,
        revision=article.revisions[0].number,
        body=body,
        translation_of=article.translation_of,
    )
    if page.name != name:
        raise Unreadable(_("its head says that it is %(name)s") % {"name": page.name})
    return page


def _of_article(head: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "slug", "language", "district", "topics", "translation_of")
    return {name: head[name] for name in names if name in head}


def _fitting(authors: str) -> str:
    """Return as many whole names as an imported revision has room for."""
    if len(authors) <= NAME_LENGTH:
        return authors
    kept = authors[: NAME_LENGTH - len(_MORE) + 1].rpartition(", ")[0]
    return (kept or authors[: NAME_LENGTH - len(_MORE)]) + _MORE
