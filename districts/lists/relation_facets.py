"""How are lists narrowed by what an entry is linked with: places, topics, people, organisations?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from districts.lists.facets import ChosenPlaces, Counted, FacetFilter, Rows
from districts.models import City, District, Topic
from districts.querysets import columns_of, link_rows, links, used

#: Parts two names in one column; no name holds it.
SEPARATOR = "\x1f"


class RelationFacet(FacetFilter):
    """Things linked many to many; the key of a count is theirs."""

    def linked(self, qs: Rows, relation: str) -> Rows:
        """Count the rows linked to each."""
        _source, target = columns_of(qs.model, relation)
        return self.by_key(link_rows(qs, relation), f"{target}_id")

    def slugs_and_names(self, things: Rows, keys: Collection[str]) -> list[Rows]:
        """Return what the counted things are called."""
        return [self.meant(things.filter(pk__in=keys), "pk", F("slug"), F("name"))]


class LinkFacet(RelationFacet):
    """Things linked many to many that have a slug and a name (target groups)."""

    def __init__(self, *, relation: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.relation, self.fields = relation, (relation,)

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return those of the things that there are, with their names."""
        things: Any = qs.model._meta.get_field(self.relation).related_model
        return dict(things.objects.filter(slug__in=values).values_list("slug", "name"))

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows linked to one of these slugs."""
        return qs.filter(pk__in=links(qs.model, self.relation, slug__in=values))

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows linked to each."""
        return [self.linked(qs, self.relation)]

    def meanings(self, keys: Collection[str]) -> list[Rows]:
        """Return the slugs and names of the counted things."""
        things: Any = self.model._meta.get_field(self.relation).related_model
        return self.slugs_and_names(things.objects.all(), keys)


class SectorFacet(FacetFilter):
    """The sectors of the actors involved; a project without names tells none."""

    def __init__(self, *, relation: str, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.relation, self.choices = relation, choices
        self.fields = (relation, "nameless")

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with an actor of one of these sectors."""
        actors = links(qs.model, self.relation, sector__in=values, state="live")
        return qs.filter(nameless=False, pk__in=actors.filter(self._used(qs)))

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows with an actor of each sector."""
        source, target = columns_of(qs.model, self.relation)
        through = link_rows(qs.filter(nameless=False), self.relation)
        # An expression, which no index holds: SQLite would begin with every live actor and go
        # through every project for each of them, ten seconds at 8,000 and 5,000.
        through = through.annotate(actor_state=Coalesce(f"{target}__state", Value("")))
        named = through.filter(self._used(qs), actor_state="live")
        return [self.by_key(named, f"{target}__sector", Count(source, distinct=True))]

    def _used(self, qs: Rows) -> Q:
        """Condition on links: their town has not switched off actors."""
        _source, target = columns_of(qs.model, self.relation)
        return used(qs.model._meta.get_field(self.relation).related_model, f"{target}__")


class DistrictFacet(RelationFacet):
    """Districts; several are joined, what is city-wide belongs to each district of its city."""

    fields = ("districts", "city")

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return the chosen districts that there are."""
        return {district.slug: district.name for district in scope.districts}

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each district's own rows and each city's wide ones."""
        wide = qs.filter(city_wide=True, city__isnull=False)
        return [self.linked(qs, "districts"), self.by_key(wide, Concat(Value("/"), "city_id"))]

    def meanings(self, keys: Collection[str]) -> list[Rows]:
        """Return what the counted districts (`city/district`) and cities (`city/`) are called."""
        cities = [key.removeprefix("/") for key in keys if key.startswith("/")]
        districts = [key for key in keys if not key.startswith("/")]
        return [
            self.meant(
                District.objects.filter(pk__in=districts),
                "pk",
                _joined("city__slug", "/", "slug"),
                _joined("name", SEPARATOR, "city__name"),
            ),
            self.meant(
                City.objects.filter(pk__in=cities),
                Concat(Value("/"), Cast("pk", CharField())),
                _joined("slug", "/"),
                Value("", CharField()),
            ),
        ]

    def labelled(self, rows: Sequence[Counted], scope: ChosenPlaces) -> list[Counted]:
        """Add what is city-wide to each district; name the city where there are several."""
        wide = {value: n for value, _label, n in rows if value.endswith("/")}
        own: dict[str, tuple[str, int]] = {}
        for value, label, n in rows:
            if not value.endswith("/"):
                own[value] = (label, n + own.get(value, ("", 0))[1])
        for district in scope.districts:
            key = f"{district.city.slug}/{district.slug}"
            own.setdefault(key, (f"{district.name}{SEPARATOR}{district.city.name}", 0))
        several = len({value.partition("/")[0] for value in own}) > 1
        found: list[Counted] = []
        for value, (label, n) in own.items():
            city, _, slug = value.partition("/")
            name, _, city_name = label.partition(SEPARATOR)
            words = f"{name} ({city_name})" if several else name
            found.append((slug, words, n + wide.get(f"{city}/", 0)))
        return found

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return what belongs to the chosen districts."""
        entries: Any = qs
        near: Rows = entries.in_districts(self.parent.scope.districts)
        return near


class HostFacet(DistrictFacet):
    """Districts of dates, also those in which only single times take place."""

    def counts(self, qs: Rows) -> list[Rows]:
        """Count guests as well; what is city-wide counts in every district of its city already."""
        return [*super().counts(qs), self.linked(qs.filter(city_wide=False), "hosts")]


class TopicFacet(RelationFacet):
    """Topics; a topic includes those below it."""

    fields = ("topics",)

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return the chosen topics that there are."""
        return {topic.slug: topic.name for topic in scope.topics}

    def labelled(self, rows: Sequence[Counted], scope: ChosenPlaces) -> list[Counted]:
        """Keep a chosen topic in the list although nothing is left of it."""
        known = {value for value, _label, _n in rows}
        return [*rows, *((t.slug, t.name, 0) for t in scope.topics if t.slug not in known)]

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each topic's rows with those of its children, and each child's."""
        source, target = columns_of(qs.model, "topics")
        through = link_rows(qs, "topics")
        children = through.filter(**{f"{target}__parent__isnull": False})
        top = Coalesce(f"{target}__parent_id", f"{target}_id")
        return [
            self.by_key(through, top, Count(source, distinct=True)),
            self.by_key(children, f"{target}_id"),
        ]

    def meanings(self, keys: Collection[str]) -> list[Rows]:
        """Return the slugs and names of the counted topics."""
        return self.slugs_and_names(Topic.objects.all(), keys)

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return what is on the chosen topics."""
        pks = {topic.pk for topic in self.parent.scope.with_below}
        return qs.filter(pk__in=links(qs.model, "topics", pk__in=pks))


def _joined(*parts: str) -> Concat:
    """Join columns and the fixed texts between them."""
    texts = {"/", SEPARATOR}
    columns = [Value(part) if part in texts else F(part) for part in parts]
    return Concat(*columns, output_field=CharField())
