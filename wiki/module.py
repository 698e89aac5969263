"""What of the wiki's module are articles; see `districts.modules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.modules import Module
from districts.modules.own import ARTICLES
from search import outbox
from wiki.models import Article
from wiki.searchable import ArticleSource


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
