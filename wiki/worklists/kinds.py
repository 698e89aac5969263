"""The six lists: what each is called, what it says, which rows it has, and what is done there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from districts.models import District
from text.languages import EASY_LANGUAGE
from text.translatable import Words
from wiki.addresses import article_url, new_url
from wiki.models import Article
from wiki.module import takes_new
from wiki.querysets import ArticleQuerySet
from wiki.worklists import articles, wanted
from wiki.worklists.items import WorkItem
from wiki.worklists.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One row: what it stands for, is about, where, why listed, and the address where it is done.

    `url` is "" for what is not there yet, `act_url` where nothing is written at present.
    """

    item: WorkItem
    title: str
    url: str
    where: str
    note: str
    act_url: str


@dataclass(frozen=True)
class WorkList(ABC):
    """One list: its slug in addresses, title, what it is and what to do, the name of the act."""

    slug: str
    title: Words
    lead: Words
    act: Words

    @abstractmethod
    def rows(self, narrowing: Narrowing, language: str) -> QuerySet[Any, Any]:
        """Return the rows that a reader of this language sees, in their order."""

    @abstractmethod
    def is_open_for(self, item: WorkItem) -> bool:
        """Say whether something is on the list, and may be written."""

    @abstractmethod
    def line(self, row: object, narrowing: Narrowing, language: str) -> WorkLine:
        """Return a row as it is shown."""


@dataclass(frozen=True)
class UnfinishedArticles(WorkList):
    """Public articles of which something is still to be done.

    `waiting` says which, `done_at` where it is done, `note` why a row is listed. `language` is that
    of the articles, where it is not the reader's.
    """

    waiting: Callable[[ArticleQuerySet], ArticleQuerySet]
    done_at: Callable[[Article], str]
    note: Callable[[Article], str] = lambda _article: ""
    language: str = ""

    def rows(self, narrowing: Narrowing, language: str) -> QuerySet[Article]:
        """Return the articles that wait."""
        public = Article.objects.live().filter(language=self.language or language)
        waiting = self.waiting(public).with_place()
        return narrowing.narrowed(waiting, topics="topics")

    def is_open_for(self, item: WorkItem) -> bool:
        """Say whether an article waits, whichever language it has."""
        rows = Article.objects.live().filter(pk=item.article or 0)
        if self.language:
            rows = rows.filter(language=self.language)
        found = self.waiting(rows).with_place().first()
        return found is not None and not found.rests

    def line(self, row: object, narrowing: Narrowing, language: str) -> WorkLine:
        """Return an article as it is shown."""
        assert isinstance(row, Article)
        return WorkLine(
            item=WorkItem(article=row.pk),
            title=row.title,
            url=article_url(row),
            where=row.district.name if row.district else "",
            note=self.note(row),
            act_url="" if row.rests else self.done_at(row),
        )


@dataclass(frozen=True)
class WantedArticles(WorkList):
    """What others lead to and nobody has written."""

    def rows(self, narrowing: Narrowing, language: str) -> QuerySet[Any, Any]:
        """Return what is wanted; see `wanted.rows`."""
        return wanted.rows(narrowing, language)

    def is_open_for(self, item: WorkItem) -> bool:
        """Say whether a public page leads to it."""
        place = District.objects.filter(pk=item.district or 0).first()
        asked = wanted.links(item.language).filter(title_words=item.title_words)
        return asked.filter(district=item.district).exists() and takes_new(place)

    def line(self, row: object, narrowing: Narrowing, language: str) -> WorkLine:
        """Return a wanted article as it is shown."""
        assert isinstance(row, dict)
        place = narrowing.by_key.get(row["district"])
        words = ngettext("%(n)s page leads here", "%(n)s pages lead here", row["pages"])
        return WorkLine(
            item=WorkItem(None, row["district"], language, row["title_words"]),
            title=row["title"],
            url="",
            where=place.name if place else "",
            note=words % {"n": row["pages"]},
            act_url=new_url(place, row["title"], language) if takes_new(place) else "",
        )


def _edit(article: Article) -> str:
    return article_url(article, "bearbeiten/")


def _look_for(article: Article) -> str:
    """Return the search for pages that could lead to an article."""
    asked = urlencode({"q": article.title, "kind": "article"})
    return f"{reverse('search:results')}?{asked}"


def _in_easy_language(article: Article) -> str:
    return f"{new_url(article.district, '', EASY_LANGUAGE)}&uebersetzung={article.pk}"


def _last_seen(article: Article) -> str:
    seen = article.seen_at  # type: ignore[attr-defined]  # annotated by articles.due
    return _("Last looked at on %(day)s") % {"day": date_format(seen, "DATE_FORMAT")}


WANTED = WantedArticles(
    "gewuenscht",
    gettext_lazy("Wanted articles"),
    gettext_lazy("Other pages lead to these, but nobody has written them yet. Do you know?"),
    gettext_lazy("Begin this article"),
)
IN_EASY_LANGUAGE = UnfinishedArticles(
    "ohne-leichte-sprache",
    gettext_lazy("Not in easy language yet"),
    gettext_lazy("Some people need short sentences. Tell them what stands in these articles."),
    gettext_lazy("Write it in easy language"),
    articles.without_easy_language,
    _in_easy_language,
    language=settings.LANGUAGE_CODE,
)
LISTS: tuple[WorkList, ...] = (
    WANTED,
    UnfinishedArticles(
        "kurz",
        gettext_lazy("To be continued"),
        gettext_lazy("These are only a beginning. Write down what else you know."),
        gettext_lazy("Go on writing"),
        articles.short,
        _edit,
    ),
    UnfinishedArticles(
        "veraltet",
        gettext_lazy("To be checked"),
        gettext_lazy(
            "Nobody has looked at these for a long time. Read one, then change it, or press "
            "“Still right” there."
        ),
        gettext_lazy("Bring up to date"),
        articles.due,
        _edit,
        _last_seen,
    ),
    UnfinishedArticles(
        "verwaist",
        gettext_lazy("Not linked yet"),
        gettext_lazy(
            "No other article leads here, so that hardly anybody finds these. Look for one that "
            "fits, and link from there."
        ),
        gettext_lazy("Look for pages that fit"),
        articles.unlinked,
        _look_for,
    ),
    UnfinishedArticles(
        "ohne-bild",
        gettext_lazy("Without a picture"),
        gettext_lazy("A photo says at once what it is about. Put one in."),
        gettext_lazy("Put in a picture"),
        articles.without_picture,
        _edit,
    ),
    IN_EASY_LANGUAGE,
)
