"""What the API of the wiki answers; answers are made by these, so they cannot differ."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from districts.api_schemas import ListedOut


class Head(Schema):
    """The published revision of an article."""

    number: int
    id: int


class ArticleRow(Schema):
    """An article in a list."""

    id: int
    title: str
    slug: str
    language: str
    district: str | None
    topics: list[str]
    url: str
    head: Head
    updated_at: datetime
    authors: list[str]


class ArticleOut(ArticleRow):
    """An article with its text, as it was written and as it is shown."""

    body: str
    html: str


class ArticleMade(ArticleOut):
    """A new article; `status` "pending" when it waits for review."""

    status: str


class ArticleList(ListedOut[ArticleRow]):
    """A page of a list of articles."""


class RevisionRow(Schema):
    """A revision in a list; `size` and `sha256` are null where its text is hidden."""

    id: int
    number: int
    author: str
    created: datetime
    summary: str
    minor: bool
    status: str
    parents: list[int]
    size: int | None
    sha256: str | None


class RevisionOut(RevisionRow):
    """A revision with its text; empty where that is hidden."""

    title: str
    body: str


class RevisionList(ListedOut[RevisionRow]):
    """A page of the history of an article, newest first."""


class SavedOut(Schema):
    """What became of a change: the number of its revision, and the head after it."""

    status: str
    revision: int
    head: Head | None
