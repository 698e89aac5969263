"""How are lists narrowed?

A facet is a filter whose choices carry counts. Values of one facet are joined (OR), facets narrow
each other (AND), and the counts of a facet ignore its own choice: they say what one would see.

A facet either knows its values and what a row fulfils for each (`conditions`), or the data says
what values there are: then it groups rows by keys (`counts`) and tells what the keys mean
(`meanings`). How one page is counted from both stands in `districts.lists.counting`.

Which filters a list has, new ones too, stands in `districts.lists.filters`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

import django_filters
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear

from districts.models import District, Topic
from text.fold import fold
from text.translatable import Words

Rows = QuerySet[Any]
#: Nobody chooses more by hand; a longer address is an attack or a mistake.
MOST_VALUES = 50
#: Of a value that does not exist so many letters are said.
LONGEST_SAID = 40
_SLUG = re.compile(r"[a-z0-9_-]{1,180}")
_WORDS = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,120}")
#: Names of the columns of a count: which facet, which key, how many.
COUNTS = ("facet", "key", "n")
#: Names of the columns of what keys mean: which facet, which key, its value, how that reads.
MEANINGS = ("facet", "key", "value", "label")
#: What the database reckons such a column from.
Column = F | Func | Value
#: A counted value: value, label, how many.
Counted = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class ChosenPlaces:
    """The districts and topics a reader chose, looked up once for all filters.

    `below` are the topics that lie below the chosen ones; some of them may be chosen as well.
    """

    districts: tuple[District, ...] = ()
    topics: tuple[Topic, ...] = ()
    below: tuple[Topic, ...] = ()

    @property
    def with_below(self) -> tuple[Topic, ...]:
        """The chosen topics and those below them."""
        return (*self.topics, *self.below)


class FacetFilter(django_filters.Filter):
    """Base of all facets."""

    #: What a value looks like; nothing else is asked of the database, which refuses some signs.
    pattern = _SLUG
    #: Fixed choices in their order, as value and words; None where the data says what there is.
    choices: Mapping[str, Words] | None = None
    #: What a row fulfils for each value; nothing where the data says what values there are.
    conditions: Mapping[str, Q] = MappingProxyType({})
    #: The fields of an entry that it asks for besides those of its conditions.
    fields: Collection[str] = ()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Each set of filters has its own, which know alike what they can be narrowed by."""
        return copy(self)

    @property
    def reads(self) -> frozenset[str]:
        """The fields of an entry on which its counts depend."""
        return frozenset({*self.fields, *_fields_of(self.conditions.values())})

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return those of the values that exist, each with the words people read.

        This alone decides what is unknown. A value that exists may still match nothing. `values`
        have the right pattern, `qs` are the rows of the list before it is narrowed.
        """
        choices = self.choices or {}
        return {value: str(choices[value]) for value in values if value in choices}

    def any_of(self, values: Iterable[str]) -> Q:
        """Return what a row fulfils for one of these values at least."""
        return Q(*(self.conditions[value] for value in values), _connector=Q.OR)

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return what any of `values` matches; there is at least one."""
        return qs.filter(self.any_of(values))

    def counts(self, qs: Rows) -> list[Rows]:
        """Return querysets that yield `COUNTS`, where there are no conditions."""
        return []

    def meanings(self, keys: Collection[str]) -> list[Rows]:
        """Return querysets that yield `MEANINGS`; what none of them names is a value as it is."""
        return []

    def labelled(self, rows: Sequence[Counted], scope: ChosenPlaces) -> list[Counted]:
        """Return counted values with the words people read."""
        return list(rows)

    def by_key(self, rows: Rows, key: str | Column, n: Count | None = None) -> Rows:
        """Return a queryset that counts rows by a key and yields `COUNTS`."""
        said = {"facet": self._facet, "key": Cast(key, CharField())}
        counted: Rows = rows.order_by().values(**said).annotate(n=n or Count("pk"))
        return counted.values_list(*COUNTS)

    def meant(self, things: Rows, key: str | Column, value: Column, label: Column) -> Rows:
        """Return a queryset that yields `MEANINGS`, one row for each of the things."""
        said = {"facet": self._facet, "key": Cast(key, CharField()), "value": value, "label": label}
        named: Rows = things.order_by().values(**said)
        return named.values_list(*MEANINGS)

    @property
    def _facet(self) -> Value:
        return Value(str(self.field_name), output_field=CharField())


class ChoiceFacet(FacetFilter):
    """A column with fixed choices."""

    def __init__(self, *, column: str, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices
        self.conditions = {value: Q(**{column: value}) for value in choices}


class WordsFacet(FacetFilter):
    """A column whose own words are the choices (the type of a council paper)."""

    pattern = _WORDS

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column, self.fields = column, (column,)

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return the words that at least one row has."""
        found = self.narrow(qs, list(values)).order_by().values_list(self.column, flat=True)
        return {word: word for word in found.distinct()}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with one of these values in the column."""
        return qs.filter(**{f"{self.column}__in": values})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each value of the column."""
        return [self.by_key(qs.exclude(**{self.column: ""}), self.column)]


class YearFacet(FacetFilter):
    """The years of a column with days."""

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column, self.fields = column, (column,)

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return what is a year."""
        return {value: value for value in values if re.fullmatch(r"[12][0-9]{3}", value)}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows of these years."""
        return qs.filter(**{f"{self.column}__year__in": [int(value) for value in values]})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each year."""
        dated = qs.filter(**{f"{self.column}__isnull": False})
        return [self.by_key(dated, ExtractYear(self.column))]


class FlagFacet(FacetFilter):
    """A yes that can be asked for; it has one value."""

    def __init__(self, *, condition: Q, words: Words, value: str = "1", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices, self.conditions = {value: words}, {value: condition}


class RangeFacet(FacetFilter):
    """Named ranges of a figure; each choice is a condition."""

    def __init__(self, *, ranges: Mapping[str, tuple[Words, Q]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = {value: words for value, (words, _condition) in ranges.items()}
        self.conditions = {value: condition for value, (_words, condition) in ranges.items()}


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One choice of a facet as the filter panel shows it."""

    value: str
    label: str
    count: int
    selected: bool


def choices_of(
    facet: FacetFilter, rows: Sequence[Counted], chosen: list[str], scope: ChosenPlaces
) -> list[FacetChoice]:
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
        FacetChoice(value, label, counted.get(value, ("", 0))[1], value in chosen)
        for value, label in listed
        if value in chosen or counted.get(value, ("", 0))[1]
    ] + [
        FacetChoice(value, value[:LONGEST_SAID], 0, True)
        for value in chosen
        if value not in dict(listed)
    ]


def _fields_of(conditions: Iterable[Any]) -> Iterator[str]:
    """Yield the names of the fields that conditions ask for."""
    for condition in conditions:
        if isinstance(condition, Q):
            yield from _fields_of(condition.children)
        else:
            yield condition[0].partition("__")[0]
