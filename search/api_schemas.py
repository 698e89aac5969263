"""What the search answers, for the description of the API; the suite holds answers against it."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import ConfigDict


class Exact(Schema):
    """A record that has these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class TermOut(Exact):
    slug: str
    name: str


class HitOut(Exact):
    """One hit; `snippet_html` is escaped text with `<mark>` only."""

    id: str
    kind: str
    title: str
    url: str
    language: str
    districts: list[TermOut]
    topics: list[TermOut]
    updated_at: datetime | None
    snippet_html: str
    score: float


class ChoiceOut(Exact):
    value: str
    label: str
    count: int
    selected: bool


class SearchOut(Exact):
    query: str
    engine: str
    total: int
    page: int
    size: int
    took_ms: int
    did_you_mean: str | None
    results: list[HitOut]
    facets: dict[str, list[ChoiceOut]]
