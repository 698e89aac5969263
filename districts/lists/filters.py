"""By what can each list be narrowed? The same filters serve pages, calendar and API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

import pagecache
from districts.lists.facets import (
    MOST_VALUES,
    ChoiceFacet,
    ChosenPlaces,
    FacetFilter,
    FlagFacet,
    RangeFacet,
    Rows,
    WordsFacet,
    YearFacet,
)
from districts.lists.relation_facets import (
    DistrictFacet,
    HostFacet,
    LinkFacet,
    SectorFacet,
    TopicFacet,
)
from districts.models import (
    Actor,
    CouncilPaper,
    Date,
    DateKind,
    District,
    Effort,
    Network,
    Project,
    Purpose,
    Reach,
    Reason,
    Sector,
    Status,
    Topic,
)
from pagecache.shared import kept

#: "Funding ends soon" means within so many days: long enough to look for the next money.
SOON = timedelta(days=180)
COSTS = {
    "frei": (_("no costs to start"), Q(cost_base=0)),
    "bis-500": (_("up to 500 euros"), Q(cost_base__gt=0, cost_base__lte=500)),
    "bis-5000": (_("up to 5,000 euros"), Q(cost_base__gt=500, cost_base__lte=5000)),
    "mehr": (_("more than 5,000 euros"), Q(cost_base__gt=5000)),
}


def _funding_ends_soon(today: date) -> Q:
    return Q(funded_until__gte=today, funded_until__lte=today + SOON)


class EntryFilter(django_filters.FilterSet):
    """District and topic, which every kind has."""

    district = DistrictFacet(field_name="district", label=_("District"))
    topic = TopicFacet(field_name="topic", label=_("Topic"))

    @property
    def facets(self) -> dict[str, FacetFilter]:
        """Return the facets by the name they have in addresses."""
        return {name: f for name, f in self.filters.items() if isinstance(f, FacetFilter)}

    @classmethod
    def reads(cls) -> frozenset[str]:
        """Return the fields of an entry on which it depends what is counted."""
        facets = (one for one in cls.base_filters.values() if isinstance(one, FacetFilter))
        return frozenset().union(*(facet.reads for facet in facets))

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """Return what the address says of each facet, each value once, known or not."""
        data: Any = self.data if self.is_bound else QueryDict()
        values = {name: dict.fromkeys(filter(None, data.getlist(name))) for name in self.facets}
        return {name: list(found) for name, found in values.items() if found}

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Return what is set, by facet: what does not exist is set as well, and matches nothing."""
        return {name: values[:MOST_VALUES] for name, values in self.asked.items()}

    @cached_property
    def named(self) -> dict[str, dict[str, str]]:
        """Return the chosen values that exist, by facet, each with its words."""
        return {
            name: self.facets[name].named(self._readable(name), self.queryset, self.scope)
            for name in self.chosen
        }

    @cached_property
    def scope(self) -> ChosenPlaces:
        """Look up the chosen districts and topics; a query each, or one where they are kept."""
        places, topics = self._readable("district"), self._readable("topic")
        if not places and not topics:
            return ChosenPlaces()
        words = repr((places, topics))
        return kept("districts:scope", words, lambda: _scope(places, topics)) or ChosenPlaces()

    def _readable(self, name: str) -> list[str]:
        pattern = self.facets[name].pattern
        return [value for value in self.chosen.get(name, ()) if pattern.fullmatch(value)]

    def existing(self, name: str) -> list[str]:
        """Return the chosen values of a facet that exist."""
        return [value for value in self.chosen[name] if value in self.named[name]]

    def narrowed(self, *, without: Iterable[str] = ()) -> Rows:
        """Return the rows all filters leave, but for those in `without`."""
        rows: Rows = self.queryset
        for name in self.chosen:
            if name in without:
                continue
            values = self.existing(name)
            rows = self.facets[name].narrow(rows, values) if values else rows.none()
        return rows


def _scope(places: list[str], topics: list[str]) -> ChosenPlaces:
    pagecache.shows_only()  # names of places and topics belong to every page
    districts = District.objects.filter(slug__in=places).select_related("city")
    family = Topic.objects.filter(Q(slug__in=topics) | Q(parent__slug__in=topics))
    found = list(family) if topics else []
    chosen = {topic.pk: topic for topic in found if topic.slug in topics}
    return ChosenPlaces(
        tuple(districts) if places else (),
        tuple(chosen.values()),
        tuple(topic for topic in found if topic.parent_id in chosen),
    )


class ProjectFilter(EntryFilter):
    """Filters of projects."""

    status = ChoiceFacet(
        field_name="status", label=_("Status"), column="status", choices=dict(Status.choices)
    )
    failed_because = RangeFacet(
        field_name="failed_because",
        label=_("Why it did not hold"),
        ranges={
            value: (words, Q(status=Status.FAILED, failed_because__contains=value))
            for value, words in Reason.choices
        },
    )
    effort = ChoiceFacet(
        field_name="effort", label=_("Effort"), column="effort", choices=dict(Effort.choices)
    )
    cost = RangeFacet(field_name="cost", label=_("Cost to start"), ranges=COSTS)
    sector = SectorFacet(
        field_name="sector",
        label=_("Who takes part"),
        relation="actors",
        choices=dict(Sector.choices),
    )
    target_group = LinkFacet(
        field_name="target_group", label=_("Target group"), relation="target_groups"
    )
    transferable = FlagFacet(
        field_name="transferable",
        label=_("Can be taken over"),
        condition=Q(transferable=True),
        words=_("can be taken over"),
    )
    funding = FlagFacet(
        field_name="funding",
        label=_("Funding"),
        condition=_funding_ends_soon(date.min),  # which field it reads; the day comes with each set
        words=_("funding ends soon"),
        value="ending",
    )

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Filters are copied for every set, so the condition may depend on the day.
        self.filters["funding"].conditions = {"ending": _funding_ends_soon(timezone.localdate())}


class ActorFilter(EntryFilter):
    """Filters of actors."""

    sector = ChoiceFacet(
        field_name="sector", label=_("Sector"), column="sector", choices=dict(Sector.choices)
    )
    cooperation = FlagFacet(
        field_name="cooperation",
        label=_("Cooperation"),
        condition=Q(open_to_cooperation=True),
        words=_("open to cooperation"),
    )

    class Meta:
        model = Actor
        fields: list[str] = []


class DateFilter(EntryFilter):
    """Filters of dates."""

    district = HostFacet(field_name="district", label=_("District"))
    topic = TopicFacet(field_name="topic", label=_("Topic"))
    kind = ChoiceFacet(
        field_name="kind", label=_("Kind"), column="kind", choices=dict(DateKind.choices)
    )
    open_to = FlagFacet(
        field_name="open_to",
        label=_("For whom"),
        condition=Q(open_to_all=True),
        words=_("open to everybody"),
        value="all",
    )

    class Meta:
        model = Date
        fields: list[str] = []


class NetworkFilter(EntryFilter):
    """Filters of networks."""

    purpose = RangeFacet(
        field_name="purpose",
        label=_("What it is for"),
        ranges={value: (words, Q(purposes__contains=value)) for value, words in Purpose.choices},
    )
    reach = ChoiceFacet(
        field_name="reach", label=_("Reach"), column="reach", choices=dict(Reach.choices)
    )

    class Meta:
        model = Network
        fields: list[str] = []


class PaperFilter(EntryFilter):
    """Filters of council papers."""

    type = WordsFacet(field_name="type", label=_("Type"), column="paper_type")
    year = YearFacet(field_name="year", label=_("Year"), column="date")

    class Meta:
        model = CouncilPaper
        fields: list[str] = []
