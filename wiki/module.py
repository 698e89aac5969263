"""What of the wiki's module are articles; see `districts.modules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.models import District
from districts.modules import Module
from districts.modules.own import ARTICLES
from districts.modules.states import states
from search import outbox
from text.languages import current_language, prefix
from wiki.models import Article
from wiki.searchable import ArticleSource


def start_url() -> str:
    """Return where the wiki begins, in the reader's language; "" where no town uses it."""
    start = f"{prefix(current_language())}/wiki/"
    return start if states().is_used(ARTICLES) else ""


def begin_url(title: str = "", district: str = "") -> str:
    """Return the form for an article of this title; "" where no town takes any at present.

    `district` is the slug of a place to begin with.
    """
    if not states().is_open(ARTICLES):
        return ""
    asked = {name: said for name, said in (("title", title), ("district", district)) if said}
    form = f"{prefix(current_language())}/wiki/neu/"
    return f"{form}?{urlencode(asked)}" if asked else form


def takes_new(place: District | None) -> bool:
    """Say whether articles are begun in a district's town, or in any; asked by the page, when its
    frame has looked.
    """
    return states().is_open(ARTICLES, place.city_id if place else None)


class Articles:
    """Answers `districts.modules` for articles."""

    def announce(self, module: Module, city: int | None, hidden: bool) -> None:
        """Tell search of the articles in a town."""
        if module is ARTICLES:
            rows = Article.objects.filter(district__city=city).values_list("pk", flat=True)
            outbox.changed_many(ArticleSource.kind, rows, hidden=hidden)

    def newest(self, module: Module) -> Iterator[tuple[int, datetime]]:
        """Return towns with when an article was last changed there."""
        if module is ARTICLES:
            rows = Article.objects.filter(district__isnull=False).order_by()
            yield from rows.values_list("district__city").annotate(last=Max("updated_at"))

    def first_links(self, module: Module) -> Sequence[tuple[str, str]]:
        """Return the form for a new article."""
        return [(_("Begin an article"), reverse("wiki:new"))] if module is ARTICLES else []
