"""What a reader may see of the directory, and how a choice of districts and topics reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from accounts.models import User
from accounts.person import Person
from community import trust
from districts import entries
from districts.modules import Module
from districts.modules.in_use import Decided, InUse, SwitchableQuerySet

if TYPE_CHECKING:  # the models import this module
    from districts.models import (  # noqa: F401
        Actor,
        CouncilPaper,
        Date,
        District,
        Entry,
        Need,
        Network,
        Project,
        Topic,
    )

M = TypeVar("M", bound="Entry")


class EntryQuerySet(SwitchableQuerySet[M]):
    """Reads that every kind of entry shares."""

    @property
    def module(self) -> Module:
        """That of the kind."""
        return entries.of(self.model).module

    @property
    def used(self) -> Q:
        """Condition: the town of the entry has not switched it off."""
        return used(self.model)

    def with_usage(self) -> Self:
        """Read along whether what an entry belongs to is on or resting in its town."""
        return self.annotate(decided=Decided("city", module=self.module))

    def live(self) -> Self:
        """Return what everybody may see."""
        return self.filter(is_public(self.model))

    def visible_to(self, user: Person) -> Self:
        """Return what this reader may see: the live, what is held of one's own, for moderators all.

        Whoever reviews in a district or topic sees what is held there, too. What belongs to a
        module that is off is seen by nobody.
        """
        if user is None or not isinstance(user, User):
            return self.live()
        if trust.may(user, "see_hidden", trust.EVERYWHERE):
            return self.in_use()
        held = Q(state="held")
        own = held & (Q(created_by=user) | self._reviewed_by(user))
        return self.in_use().filter(Q(state="live") | own)

    def _reviewed_by(self, user: User) -> Q:
        """Condition: `user` may decide about it, as `trust_scopes` and `trust.may` have it."""
        places = Q(pk__in=links(self.model, "districts", pk__in=trust.reviewed(user, "district")))
        topics = Q(pk__in=links(self.model, "topics", pk__in=trust.reviewed(user, "topic")))
        return places | topics

    def in_districts(self, districts: Iterable["District"]) -> Self:
        """Return what belongs to any of these districts; the city-wide belongs to all of a city.

        Annotates `nearness`: 0 for a district's own, 1 for the city-wide, to rank by.
        """
        chosen = list(districts)
        own = links(self.model, "districts", pk__in=[district.pk for district in chosen])
        nearness = Case(When(pk__in=own, then=Value(0)), default=Value(1))
        return self.annotate(nearness=nearness).filter(pk__in=own.union(self._city_wide(chosen)))

    def _city_wide(self, districts: Iterable["District"]) -> Any:
        """Return the keys of what belongs to all of the cities of these districts.

        For a union of keys: a database looks these up, where it reads all rows for an OR.
        """
        cities = {district.city_id for district in districts}
        rows = self.model._default_manager.filter(city_wide=True, city__in=cities)
        return rows.order_by().values("pk")

    def with_places(self) -> Self:
        """Fetch along what cards show: the city, and the districts with theirs."""
        return self.select_related("city").prefetch_related(self._places("districts"))

    def _places(self, relation: str) -> Any:
        districts: Any = self.model._meta.get_field(relation).related_model
        rows = districts._default_manager.select_related("city").order_by("name", "pk")
        return Prefetch(relation, rows)

    def on_topics(self, topics: Iterable["Topic"]) -> Self:
        """Return what is on any of these topics."""
        return self.filter(pk__in=links(self.model, "topics", pk__in=[t.pk for t in topics]))


def used(model: type[Any], at: str = "") -> Q:
    """Condition: the town has not switched off what an entry belongs to; `at` leads to the entry
    from another row ("actor__").
    """
    return Q(InUse(f"{at}city", module=entries.of(model).module))


def is_public(model: type[Any], at: str = "") -> Q:
    """Condition: everybody may see an entry; `at` leads to it from another row ("actor__")."""
    return Q(**{f"{at}state": "live"}) & used(model, at)


def columns_of(model: type[models.Model], relation: str) -> tuple[str, str]:
    """Return the names of the two columns of a many-to-many table: ours and theirs."""
    field: Any = model._meta.get_field(relation)
    return field.m2m_field_name(), field.m2m_reverse_field_name()


def link_rows(rows: models.QuerySet[Any], relation: str) -> models.QuerySet[Any]:
    """Return the rows of a many-to-many table that belong to `rows`."""
    field: Any = rows.model._meta.get_field(relation)
    source, _target = columns_of(rows.model, relation)
    table: models.QuerySet[Any] = field.remote_field.through._default_manager.filter(
        **{f"{source}__in": rows.order_by().values("pk")}
    )
    return table


def links(model: type[models.Model], relation: str, **target: Any) -> models.QuerySet[Any]:
    """Return the primary keys of our side whose other side fulfils the filters."""
    field: Any = model._meta.get_field(relation)
    ours, theirs = columns_of(model, relation)
    filters = {f"{theirs}__{name}": value for name, value in target.items()}
    table = field.remote_field.through._default_manager
    found: models.QuerySet[Any] = table.filter(**filters).values(ours)
    return found


def names_of(model: type[models.Model], relation: str, pks: list[int]) -> dict[int, list[str]]:
    """Return the names of what these rows are linked with, in order, without making objects."""
    field: Any = model._meta.get_field(relation)
    ours, theirs = columns_of(model, relation)
    rows = field.remote_field.through._default_manager.filter(**{f"{ours}__in": pks})
    found: dict[int, list[str]] = {}
    name = f"{theirs}__name"
    for pk, text in rows.order_by(name).values_list(ours, name):
        found.setdefault(pk, []).append(text)
    return found


class ActorQuerySet(EntryQuerySet["Actor"]):
    """Reads of actors."""

    def listed(self) -> Self:
        """Leave out the committees and offices of council information systems."""
        return self.filter(council_body=False)


class ProjectQuerySet(EntryQuerySet["Project"]):
    """Reads of projects."""


class NetworkQuerySet(EntryQuerySet["Network"]):
    """Reads of networks."""


class DateQuerySet(EntryQuerySet["Date"]):
    """Reads of dates."""

    def in_districts(self, districts: Iterable["District"]) -> Self:
        """Return what belongs to any of these districts, or is a guest there at a single time."""
        chosen = list(districts)
        keys = [district.pk for district in chosen]
        own = links(self.model, "districts", pk__in=keys)
        guest = links(self.model, "hosts", pk__in=keys)
        nearness = Case(When(Q(pk__in=own) | Q(pk__in=guest), then=Value(0)), default=Value(1))
        found = own.union(guest, self._city_wide(chosen))
        return self.annotate(nearness=nearness).filter(pk__in=found)

    def with_hosts(self) -> Self:
        """Fetch along the districts in which single times take place."""
        return self.prefetch_related(self._places("hosts"))

    def with_hosts_of_single_times(self) -> list["Date"]:
        """Return the rows; hosts are fetched along where there are any, most dates have none."""
        found = list(self)
        changed = [entry for entry in found if entry.changes]
        models.prefetch_related_objects(changed, self._places("hosts"))
        return found

    def for_single_times(self, dates: Iterable["Date"]) -> None:
        """Fetch for dates, where they have single times, the districts in which these are."""
        changed = [entry for entry in dates if entry.changes]
        models.prefetch_related_objects(changed, self._places("districts"), self._places("hosts"))

    def upcoming(self, now: datetime) -> Self:
        """Return what has not ended at `now`."""
        return self.filter(Q(last_end__isnull=True) | Q(last_end__gte=now))

    def past(self, now: datetime) -> Self:
        """Return what has ended before `now`."""
        return self.filter(last_end__lt=now)


class PaperQuerySet(EntryQuerySet["CouncilPaper"]):
    """Reads of council papers."""

    def newest_first(self) -> Self:
        """Order by date, undated last."""
        return self.order_by(F("date").desc(nulls_last=True), "-pk")


class NeedQuerySet(EntryQuerySet["Need"]):
    """Reads of what is wanted."""

    def open(self) -> Self:
        """Return what has not been found yet."""
        return self.filter(found_at__isnull=True)
