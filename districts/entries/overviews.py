"""How does a kind stand on the pages of districts, topics and other entries?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Value
from django.utils.translation import gettext_lazy as _

from text.translatable import Words

if TYPE_CHECKING:
    from districts.models import District
    from districts.pages.district_overview import DistrictLine
    from districts.panels import Loader

#: Where something stands on a district's page, from top to bottom: what comes next; what is known,
#: articles before projects; who is active; what is talked about; what is lent and wanted; papers.
DATES, KNOWLEDGE, ACTIVE, TALK, LENDING, PAPERS = 2, 4, 5, 6, 7, 8
#: On an editorial page about topics articles stand behind projects.
ARTICLES_ORDER = 20
#: So many of each group a page shows before it links to the list.
USUAL = 5
WHOLE_LIST = _("Show the whole list")
#: Two equal expressions would become one column around a window function: no words are a blank.
NO_WORDS = Value(" ")


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDistrict:
    """A section of a district's page: the first entries of a kind.

    `title`, `anchor`   its heading, and how it is linked to
    `slot`       where it stands
    `words`      an expression with a word about each entry
    `reaches`    whether its lines say how somebody is called or written to
    `moment`     the column with the moment that is told
    `by`         the column by which the first are chosen, "-" before it for the last, or an order
    `lines_by`   how they stand: "title", "moment", "-moment"
    `most`       how many of each group
    `at_most`    how many in all: the first of each group, then of the first groups more; 0 for all
    `pictured`   whether its template shows pictures (`section.pictures`, by slug)
    `group`      the column by which they stand in groups; "" for one
    `groups`     its values in their order, and what they are called
    `changes`    whether what changed last is told
    `looked_at`  puts lines right whose words depend on the moment
    """

    title: Words
    anchor: str
    slot: int
    words: Any = NO_WORDS
    reaches: bool = False
    moment: str = "updated_at"
    by: Any = "sort_key"
    lines_by: str = "title"
    most: int = USUAL
    at_most: int = 0
    pictured: bool = False
    group: str = ""
    groups: Sequence[str] = ()
    group_label: Callable[[str], str] = lambda _value: ""
    changes: bool = True
    looked_at: Callable[[list[DistrictLine], District, datetime], list[DistrictLine]] | None = None
    template: str = "districts/sections/entries.html"

    @property
    def order(self) -> Any:
        """The order by which the first of a group are chosen."""
        if not isinstance(self.by, str):
            return self.by
        return F(self.by.lstrip("-")).desc() if self.by.startswith("-") else F(self.by)

    def place_of(self, value: str) -> int:
        """Return where a group stands among the others."""
        return self.groups.index(value) if value in self.groups else len(self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTopic:
    """What the page of a topic, and an editorial page on topics, show of a kind.

    `by`      the column by which the first of each district are chosen
    `status`  the column with a status that is told
    `best`    the columns by which the first of all districts are chosen, for an editorial page
    `all_of`  what its link to the whole list says
    `order`   where the kind stands there; articles stand at `ARTICLES_ORDER`
    """

    by: str = "sort_key"
    status: str = ""
    best: tuple[str, ...] = ("sort_key",)
    all_of: Words = WHOLE_LIST
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OnEntry:
    """A panel on the page of each entry of another kind: whose, what it shows, its template.

    `load(entry, user)` returns what the template has as `panel`; None where there is nothing.
    """

    model: type[Any]
    load: Loader
    template: str
