"""To which district and topic is a work list narrowed, and what of its address is not there?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from districts.lists import unknown_values
from districts.lists.unknown_values import UnknownValue
from districts.models import District, Topic
from wiki.models import GENERAL

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Narrowing:
    """What an address asks for; `districts` and `topics` are all that may be chosen, by name.

    What is chosen and does not exist leaves nothing, as in every other list.
    """

    query: QueryDict
    districts: Sequence[District]
    topics: Sequence[Topic]

    @property
    def district(self) -> str:
        """The slug of the chosen district, `GENERAL` for what belongs to none, "" for all."""
        return self.query.get("district", "")

    @property
    def topic(self) -> str:
        """The slug of the chosen topic, "" for all."""
        return self.query.get("topic", "")

    @cached_property
    def place(self) -> District | None:
        """The chosen district; None where it is not one."""
        return next((one for one in self.districts if one.slug == self.district), None)

    @cached_property
    def on(self) -> list[Topic]:
        """The chosen topic and those below it."""
        chosen = {one.pk for one in self.topics if self.topic and one.slug == self.topic}
        return [one for one in self.topics if one.pk in chosen or one.parent_id in chosen]

    @cached_property
    def by_key(self) -> dict[int, District]:
        """Every district, by its key: rows of lists name only that."""
        return {one.pk: one for one in self.districts}

    @property
    def asked(self) -> str:
        """What is chosen, as the query of an address; "" for nothing."""
        said = {"district": self.district, "topic": self.topic}
        return urlencode({name: slug for name, slug in said.items() if slug})

    @property
    def is_known(self) -> bool:
        """Whether there is what is chosen."""
        is_place = self.district in ("", GENERAL) or self.place is not None
        return is_place and not (self.topic and not self.on)

    def narrowed(self, rows: QuerySet[M], *, topics: str) -> QuerySet[M]:
        """Return the rows in the chosen place and on the chosen topic.

        Rows have a column `district`; `topics` leads from them to the topics of an article.
        """
        if self.district == GENERAL:
            rows = rows.filter(district=None)
        elif self.district:
            rows = rows.filter(district=self.place) if self.place else rows.none()
        return rows.filter(Q(**{f"{topics}__in": self.on})) if self.topic else rows

    def unknown(self, pages: int) -> list[UnknownValue]:
        """Return what the address asks for in vain, in a list of so many pages."""
        places = {GENERAL, *(one.slug for one in self.districts)}
        slugs = {one.slug for one in self.topics}
        own = {"district": places.__contains__, "topic": slugs.__contains__}
        found = unknown_values.unknown(self.query, own=own)
        if any(one.field == "page" for one in found):
            return found
        return [*found, *unknown_values.beyond(self.query, pages)]


def read(query: QueryDict, districts: QuerySet[District]) -> Narrowing:
    """Return what an address asks for; two queries. `districts` are those to choose from."""
    places = districts.order_by("name", "pk").only("name", "slug", "city")
    return Narrowing(query, list(places), list(Topic.objects.order_by("name", "pk")))
