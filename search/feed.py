"""A question as a feed: whoever follows it learns of every new answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from search import contract
from search.request import Hit, SearchRequest

#: What XML cannot say, not even escaped. People paste such signs, and PDFs hold them.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def sayable(text: str) -> str:
    """Return a text without signs that XML cannot hold."""
    return _UNSAYABLE.sub(" ", text)


class SearchFeed(Feed):  # type: ignore[type-arg]  # not subscriptable at run time
    """The newest hits of one question."""

    feed_type = Atom1Feed

    def __init__(self, request: SearchRequest, parameters: str) -> None:
        """Take the question, and the parameters of its address as they were given."""
        self.request = request
        self.parameters = f"?{parameters}" if parameters else ""

    def title(self) -> str:
        if self.request.query:
            return _("New for “%(query)s”") % {"query": sayable(self.request.query)}
        return _("New in the search")

    def link(self) -> str:
        # Atom takes it for the name of the feed, so no two questions may share it.
        return f"{reverse('search:results')}{self.parameters}"

    def feed_url(self) -> str:
        return f"{reverse('search:feed')}{self.parameters}"

    def items(self) -> Iterable[Hit]:
        return contract.find(self.request).hits

    def item_title(self, item: Hit) -> str:
        return sayable(item.title)

    def item_description(self, item: Hit) -> str:
        return sayable(item.summary)

    def item_link(self, item: Hit) -> str:
        return item.url

    def item_updateddate(self, item: Hit) -> datetime | None:
        return item.updated_at
