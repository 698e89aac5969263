"""A question as a feed: whoever follows it learns of every new answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from search import contract
from search.request import Hit, SearchRequest
from text.atom import AtomFeed, in_language, named


class SearchFeed(AtomFeed):
    """The newest hits of one question."""

    def __init__(self, request: SearchRequest, parameters: str) -> None:
        """Take the question, and the parameters of its address as they were given."""
        self.request = request
        self.parameters = f"?{parameters}" if parameters else ""

    def title(self) -> str:
        if self.request.query:
            return _("New for “%(query)s”") % {"query": self.request.query}
        return _("New in the search")

    def link(self) -> str:
        return f"{reverse('search:results')}{self.parameters}"

    def feed_guid(self, obj: None) -> str:
        return named(in_language(f"search?{self.question()}"))

    def question(self) -> str:
        """Return what was asked, the same for the same question: no two of them share a name."""
        request = self.request
        asked = {"q": request.query, **request.filters}
        if request.near:
            asked["near"] = ",".join(str(part) for part in request.near)
        pairs = [
            (name, value)
            for name, values in asked.items()
            for value in ([values] if isinstance(values, str) else sorted(values))
            if value
        ]
        return urlencode(sorted(pairs))

    def feed_url(self) -> str:
        return f"{reverse('search:feed')}{self.parameters}"

    def items(self) -> Iterable[Hit]:
        return contract.find(self.request).hits

    def item_guid(self, item: Hit) -> str:
        return named(f"{item.kind}/{item.pk}")

    def item_title(self, item: Hit) -> str:
        return item.title

    def item_description(self, item: Hit) -> str:
        return item.summary

    def item_link(self, item: Hit) -> str:
        return item.url

    def item_updateddate(self, item: Hit) -> datetime | None:
        return item.updated_at
