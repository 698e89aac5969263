"""How are lists narrowed, and how many of each choice are there?

A facet is a filter whose choices carry counts. Values of one facet are joined (OR), facets narrow
each other (AND), and the counts of a facet ignore its own choice: they say what one would see. All
counts of a page come from one query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from districts.models import District, Topic
from districts.querysets import columns_of, link_rows, links
from text.fold import fold

Rows = QuerySet[Any]
#: Nobody chooses more by hand; a longer address is an attack or a mistake.
MOST_VALUES = 50
_SLUG = re.compile(r"[a-z0-9_-]{1,180}")
_WORDS = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,120}")
#: Names of the columns of a count: which facet, which value, how it reads, how many.
COLUMNS = ("facet", "value", "label", "n")
#: A counted value: value, label, how many.
Counted = tuple[str, str, int]
#: Parts two names in one column; no name holds it.
SEPARATOR = "\x1f"


class SlugsField(forms.Field):
    """Several slugs, as addresses carry them (`?topic=a&topic=b`)."""

    widget = forms.MultipleHiddenInput
    pattern = _SLUG

    def clean(self, value: Any) -> list[str]:
        """Return each slug once, or raise `ValidationError`."""
        values = [str(item) for item in value or () if str(item)]
        if len(values) > MOST_VALUES:
            raise ValidationError(_("These are too many choices at once."), code="too_many")
        for item in values:
            if not self.pattern.fullmatch(item):
                raise ValidationError(
                    _("“%(value)s” is not a choice here."),
                    code="unknown",
                    params={"value": item[:40]},
                )
        return list(dict.fromkeys(values))


class WordsField(SlugsField):
    """Several values that are words of their own (`?type=Antrag`)."""

    pattern = _WORDS


@dataclass(frozen=True, slots=True)
class Scope:
    """The districts and topics a reader chose, looked up once for all filters."""

    districts: tuple[District, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def topics_and_children(self) -> tuple[int, ...]:
        """Primary keys of the chosen topics and of what lies below them."""
        found = [topic.pk for topic in self.topics]
        found += [child.pk for topic in self.topics for child in topic.children.all()]
        return tuple(dict.fromkeys(found))


class Facet(django_filters.Filter):
    """Base of all facets."""

    field_class = SlugsField
    #: Fixed choices in their order, as value and words; None where the data says what there is.
    choices: Mapping[str, str | Promise] | None = None

    def filter(self, qs: Rows, value: Any) -> Rows:
        """Return what any of the chosen values matches."""
        return self.narrow(qs, value) if value else qs

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return what any of `values` matches."""
        raise NotImplementedError

    def counts(self, qs: Rows) -> list[Rows]:
        """Return querysets that yield `COLUMNS`; the label may be empty where `choices` say it."""
        raise NotImplementedError

    def labelled(self, rows: Sequence[Counted], scope: Scope) -> list[Counted]:
        """Return counted values with the words people read."""
        return list(rows)

    def row(self, qs: Rows, value: Any, label: Any, n: Any) -> Rows:
        """Shape a queryset into `COLUMNS`."""
        text = CharField()
        named = qs.order_by().annotate(
            facet=Value(str(self.field_name), output_field=text), value=value, label=label
        )
        counted: Rows = named.values("facet", "value", "label").annotate(n=n)
        return counted.values_list(*COLUMNS)


class ChoiceFacet(Facet):
    """A column with fixed choices."""

    def __init__(self, *, column: str, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column, self.choices = column, choices

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with one of these values in the column."""
        return qs.filter(**{f"{self.column}__in": values})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each value of the column."""
        return [self.row(qs.exclude(**{self.column: ""}), F(self.column), _empty(), Count("pk"))]


class WordsFacet(Facet):
    """A column whose own words are the choices (the type of a council paper)."""

    field_class = WordsField

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column = column

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with one of these values in the column."""
        return qs.filter(**{f"{self.column}__in": values})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each value of the column."""
        column = F(self.column)
        return [self.row(qs.exclude(**{self.column: ""}), column, column, Count("pk"))]


class YearFacet(Facet):
    """The years of a column with days."""

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column = column

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows of these years; what is no year matches nothing."""
        years = [int(value) for value in values if re.fullmatch(r"[12]\d{3}", value)]
        return qs.filter(**{f"{self.column}__year__in": years}) if years else qs.none()

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each year."""
        year = Cast(ExtractYear(self.column), CharField())
        dated = qs.filter(**{f"{self.column}__isnull": False})
        return [self.row(dated, year, year, Count("pk"))]


class FlagFacet(Facet):
    """A yes that can be asked for; it has one value."""

    def __init__(
        self, *, condition: Q, words: str | Promise, value: str = "1", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.condition, self.choices, self.value = condition, {value: words}, value

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows that fulfil the condition; any other value matches nothing."""
        return qs.filter(self.condition) if self.value in values else qs.none()

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows that fulfil the condition."""
        one = Value(self.value, output_field=CharField())
        return [self.row(qs.filter(self.condition), one, _empty(), Count("pk"))]


class RangeFacet(Facet):
    """Named ranges of a figure; each choice is a condition."""

    def __init__(self, *, ranges: Mapping[str, tuple[str | Promise, Q]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ranges = ranges
        self.choices = {value: words for value, (words, _condition) in ranges.items()}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows in any of the ranges."""
        conditions = [self.ranges[value][1] for value in values if value in self.ranges]
        if not conditions:
            return qs.none()
        whole = Q()
        for condition in conditions:
            whole |= condition
        return qs.filter(whole)

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows of each range."""
        text = CharField()
        return [
            self.row(qs.filter(condition), Value(value, output_field=text), _empty(), Count("pk"))
            for value, (_words, condition) in self.ranges.items()
        ]


class LinkFacet(Facet):
    """Things linked many to many that have a slug and a name (target groups)."""

    def __init__(self, *, relation: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.relation = relation

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows linked to one of these slugs."""
        return qs.filter(pk__in=links(qs.model, self.relation, slug__in=values))

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows linked to each."""
        source, target = columns_of(qs.model, self.relation)
        through = link_rows(qs, self.relation)
        return [
            self.row(
                through, F(f"{target}__slug"), F(f"{target}__name"), Count(source, distinct=True)
            )
        ]


class SectorFacet(Facet):
    """The sectors of the actors involved; a project without names tells none."""

    def __init__(self, *, relation: str, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.relation, self.choices = relation, choices

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with an actor of one of these sectors."""
        named = qs.filter(nameless=False)
        return named.filter(pk__in=links(qs.model, self.relation, sector__in=values, state="live"))

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows with an actor of each sector."""
        source, target = columns_of(qs.model, self.relation)
        through = link_rows(qs.filter(nameless=False), self.relation)
        # An expression, which no index holds: SQLite would begin with every live actor and go
        # through every project for each of them, ten seconds at 8,000 and 5,000.
        through = through.annotate(actor_state=Coalesce(f"{target}__state", _empty()))
        named = through.filter(actor_state="live")
        return [self.row(named, F(f"{target}__sector"), _empty(), Count(source, distinct=True))]


class DistrictFacet(Facet):
    """Districts; several are joined, what is city-wide belongs to each district of its city."""

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each district's own rows (`city/district`) and each city's wide ones (`city/`)."""
        source, target = columns_of(qs.model, "districts")
        own = self.row(
            link_rows(qs, "districts"),
            _joined(f"{target}__city__slug", "/", f"{target}__slug"),
            _joined(f"{target}__name", SEPARATOR, f"{target}__city__name"),
            Count(source, distinct=True),
        )
        wide = qs.filter(city_wide=True)
        return [own, self.row(wide, _joined("city__slug", "/"), _empty(), Count("pk"))]

    def labelled(self, rows: Sequence[Counted], scope: Scope) -> list[Counted]:
        """Add what is city-wide to each district; name the city where there are several."""
        wide = {value: n for value, _label, n in rows if value.endswith("/")}
        own = {value: (label, n) for value, label, n in rows if not value.endswith("/")}
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

    def filter(self, qs: Rows, value: Any) -> Rows:
        """Return what belongs to the chosen districts; unknown slugs match nothing."""
        if not value:
            return qs
        scope: Scope = self.parent.scope
        if not scope.districts:
            return qs.none()
        entries: Any = qs
        near: Rows = entries.in_districts(scope.districts)
        return near


class TopicFacet(Facet):
    """Topics; a topic includes those below it."""

    def labelled(self, rows: Sequence[Counted], scope: Scope) -> list[Counted]:
        """Keep a chosen topic in the list although nothing is left of it."""
        known = {value for value, _label, _n in rows}
        return [*rows, *((t.slug, t.name, 0) for t in scope.topics if t.slug not in known)]

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each topic's rows with those of its children, and each child's."""
        source, target = columns_of(qs.model, "topics")
        through = link_rows(qs, "topics")
        n = Count(source, distinct=True)
        own = Coalesce(f"{target}__parent__slug", f"{target}__slug")
        name = Coalesce(f"{target}__parent__name", f"{target}__name")
        children = through.filter(**{f"{target}__parent__isnull": False})
        return [
            self.row(through, own, name, n),
            self.row(children, F(f"{target}__slug"), F(f"{target}__name"), n),
        ]

    def filter(self, qs: Rows, value: Any) -> Rows:
        """Return what is on the chosen topics; unknown slugs match nothing."""
        if not value:
            return qs
        scope: Scope = self.parent.scope
        pks = scope.topics_and_children
        return qs.filter(pk__in=links(qs.model, "topics", pk__in=pks)) if pks else qs.none()


def _empty() -> Value:
    return Value("", output_field=CharField())


def _joined(*parts: str) -> Concat:
    """Join columns and the fixed texts between them."""
    texts = {"/", SEPARATOR}
    columns = [Value(part) if part in texts else F(part) for part in parts]
    return Concat(*columns, output_field=CharField())


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a facet as the filter panel shows it."""

    value: str
    label: str
    count: int
    selected: bool


def choices_of(
    facet: Facet, rows: Sequence[Counted], chosen: list[str], scope: Scope
) -> list[Choice]:
    """Put counted values into the order a reader expects: fixed choices as they are, else by name.

    A chosen value is shown although nothing is left of it.
    """
    counted = {value: (label, n) for value, label, n in facet.labelled(rows, scope)}
    if facet.choices is not None:
        listed = [(value, str(label)) for value, label in facet.choices.items()]
    else:
        named = {value: label for value, (label, _n) in counted.items()}
        listed = sorted(named.items(), key=lambda item: fold(item[1]))
    return [
        Choice(value, label, counted.get(value, ("", 0))[1], value in chosen)
        for value, label in listed
        if value in chosen or counted.get(value, ("", 0))[1]
    ] + [Choice(value, value, 0, True) for value in chosen if value not in dict(listed)]
