"""How are lists narrowed, and how many of each choice are there?

A facet is a filter whose choices carry counts. Values of one facet are joined (OR), facets narrow
each other (AND), and the counts of a facet ignore its own choice: they say what one would see. All
counts of a page come from one query.

Which filters a list has, new ones too, stands in `districts.lists.filters`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
#: Names of the columns of a count: which facet, which value, how it reads, how many.
COLUMNS = ("facet", "value", "label", "n")
#: What the database reckons such a column from.
Column = F | Func | Value
#: A counted value: value, label, how many.
Counted = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class ChosenPlaces:
    """The districts and topics a reader chose, looked up once for all filters."""

    districts: tuple[District, ...] = ()
    topics: tuple[Topic, ...] = ()

    @property
    def topics_and_children(self) -> tuple[int, ...]:
        """Primary keys of the chosen topics and of what lies below them."""
        found = [topic.pk for topic in self.topics]
        found += [child.pk for topic in self.topics for child in topic.children.all()]
        return tuple(dict.fromkeys(found))


class FacetFilter(django_filters.Filter):
    """Base of all facets."""

    #: What a value looks like; nothing else is asked of the database, which refuses some signs.
    pattern = _SLUG
    #: Fixed choices in their order, as value and words; None where the data says what there is.
    choices: Mapping[str, Words] | None = None

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return those of the values that exist, each with the words people read.

        This alone decides what is unknown. A value that exists may still match nothing. `values`
        have the right pattern, `qs` are the rows of the list before it is narrowed.
        """
        choices = self.choices or {}
        return {value: str(choices[value]) for value in values if value in choices}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return what any of `values` matches."""
        raise NotImplementedError

    def counts(self, qs: Rows) -> list[Rows]:
        """Return querysets that yield `COLUMNS`; the label may be empty where `choices` say it."""
        raise NotImplementedError

    def labelled(self, rows: Sequence[Counted], scope: ChosenPlaces) -> list[Counted]:
        """Return counted values with the words people read."""
        return list(rows)

    def row(self, qs: Rows, value: Column, label: Column, n: Count) -> Rows:
        """Shape a queryset into `COLUMNS`."""
        text = CharField()
        named = qs.order_by().annotate(
            facet=Value(str(self.field_name), output_field=text), value=value, label=label
        )
        counted: Rows = named.values("facet", "value", "label").annotate(n=n)
        return counted.values_list(*COLUMNS)


class ChoiceFacet(FacetFilter):
    """A column with fixed choices."""

    def __init__(self, *, column: str, choices: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column, self.choices = column, choices

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with one of these values in the column."""
        return qs.filter(**{f"{self.column}__in": values})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each value of the column."""
        return [self.row(qs.exclude(**{self.column: ""}), F(self.column), empty(), Count("pk"))]


class WordsFacet(FacetFilter):
    """A column whose own words are the choices (the type of a council paper)."""

    pattern = _WORDS

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column = column

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return the words that at least one row has."""
        found = self.narrow(qs, list(values)).order_by().values_list(self.column, flat=True)
        return {word: word for word in found.distinct()}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows with one of these values in the column."""
        return qs.filter(**{f"{self.column}__in": values})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each value of the column."""
        column = F(self.column)
        return [self.row(qs.exclude(**{self.column: ""}), column, column, Count("pk"))]


class YearFacet(FacetFilter):
    """The years of a column with days."""

    def __init__(self, *, column: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.column = column

    def named(self, values: Sequence[str], qs: Rows, scope: ChosenPlaces) -> dict[str, str]:
        """Return what is a year."""
        return {value: value for value in values if re.fullmatch(r"[12][0-9]{3}", value)}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows of these years."""
        return qs.filter(**{f"{self.column}__year__in": [int(value) for value in values]})

    def counts(self, qs: Rows) -> list[Rows]:
        """Count each year."""
        year = Cast(ExtractYear(self.column), CharField())
        dated = qs.filter(**{f"{self.column}__isnull": False})
        return [self.row(dated, year, year, Count("pk"))]


class FlagFacet(FacetFilter):
    """A yes that can be asked for; it has one value."""

    def __init__(self, *, condition: Q, words: Words, value: str = "1", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.condition, self.choices, self.value = condition, {value: words}, value

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows that fulfil the condition."""
        return qs.filter(self.condition)

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows that fulfil the condition."""
        one = Value(self.value, output_field=CharField())
        return [self.row(qs.filter(self.condition), one, empty(), Count("pk"))]


class RangeFacet(FacetFilter):
    """Named ranges of a figure; each choice is a condition."""

    def __init__(self, *, ranges: Mapping[str, tuple[Words, Q]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ranges = ranges
        self.choices = {value: words for value, (words, _condition) in ranges.items()}

    def narrow(self, qs: Rows, values: list[str]) -> Rows:
        """Return the rows in any of the ranges."""
        whole = Q()
        for value in values:
            whole |= self.ranges[value][1]
        return qs.filter(whole)

    def counts(self, qs: Rows) -> list[Rows]:
        """Count the rows of each range."""
        text = CharField()
        return [
            self.row(qs.filter(condition), Value(value, output_field=text), empty(), Count("pk"))
            for value, (_words, condition) in self.ranges.items()
        ]


def empty() -> Value:
    """Return the label of a value that is its own."""
    return Value("", output_field=CharField())


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
