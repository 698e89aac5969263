"""Is this question one we can answer? Parameters of an address in, a `SearchRequest` out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from search import places
from search.request import (
    MAX_FACET_VALUES,
    MAX_QUERY_LETTERS,
    MAX_QUERY_WORDS,
    MAX_SIZE,
    MAX_WINDOW,
    PAGE_SIZE,
    SORTS,
    SearchRequest,
)
from search.sources import FACETS, kinds
from text.languages import current_language

MAX_VALUE = 200


def fixed_values(facet: str) -> frozenset[str] | None:
    """Return the values of a facet that are the same for all entries; None for open-ended ones."""
    if facet == "kind":
        return kinds()
    return frozenset(dict(settings.LANGUAGES)) if facet == "language" else None


class ValuesField(forms.Field):
    """Several values under one name (`?topic=a&topic=b`), each once, in their order."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Iterable[object] | None) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(str(item) for item in value or () if item))
        if len(values) > MAX_FACET_VALUES:
            message = _("Please choose at most %(limit)d values.")
            raise ValidationError(message, params={"limit": MAX_FACET_VALUES})
        if any(len(item) > MAX_VALUE or not item.isprintable() for item in values):
            raise ValidationError(_("One of these values cannot be right."))
        return values


class PointField(forms.CharField):
    """A place as "latitude,longitude"."""

    def to_python(self, value: object) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            latitude, longitude = (float(part) for part in text.split(","))
        except ValueError:
            raise ValidationError(_("Please write a place as latitude,longitude.")) from None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValidationError(_("There is no such place on earth."))
        return latitude, longitude


class SearchForm(forms.Form):
    """The question of a search page, of its feed and of the API."""

    q = forms.CharField(
        label=_("Search words"),
        required=False,
        max_length=MAX_QUERY_LETTERS,
        error_messages={
            "max_length": _("Please search with at most %(limit_value)d signs."),
            "null_characters_not_allowed": _("The question has signs that nobody can type."),
        },
    )
    district = ValuesField(required=False)
    kind = ValuesField(required=False)
    topic = ValuesField(required=False)
    sector = ValuesField(required=False)
    status = ValuesField(required=False)
    language = ValuesField(required=False)
    near = PointField(label=_("Near"), required=False, max_length=60)
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(name, name) for name in SORTS]
    )
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=MAX_WINDOW)
    size = forms.IntegerField(
        label=_("Hits on a page"), required=False, min_value=1, max_value=MAX_SIZE
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)

    def clean_q(self) -> str:
        query = str(self.cleaned_data["q"])
        if len(query.split()) > MAX_QUERY_WORDS:
            message = _("Please search with at most %(limit)d words.")
            raise ValidationError(message, params={"limit": MAX_QUERY_WORDS})
        return query

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if (values.get("page") or 1) * (values.get("size") or PAGE_SIZE) > MAX_WINDOW:
            message = _("Only the first %(limit)d hits can be shown. Please narrow your question.")
            self.add_error("page", ValidationError(message, params={"limit": MAX_WINDOW}))
        self._refuse_unknown(values)
        return values

    def _refuse_unknown(self, values: dict[str, Any]) -> None:
        """Name facet values that nothing carries; one query for all of them."""
        chosen = {facet: values.get(facet) or () for facet in FACETS}
        open_ended = [facet for facet in FACETS if fixed_values(facet) is None and chosen[facet]]
        known = places.known((facet, v) for facet in open_ended for v in chosen[facet])
        for facet in FACETS:
            fixed = fixed_values(facet)
            for value in chosen[facet]:
                if value not in fixed if fixed else (facet, value) not in known:
                    message = _("There is nothing called “%(value)s” to choose.")
                    self.add_error(facet, ValidationError(message, params={"value": value}))

    def search_request(self, **changes: Any) -> SearchRequest:
        """Return the question; wrong parts of it are left out. Call after `is_valid()`."""
        values = self.cleaned_data
        asked: dict[str, Any] = {
            "query": values.get("q") or "",
            "filters": {facet: values[facet] for facet in FACETS if values.get(facet)},
            "language": current_language(),
            "near": values.get("near"),
            "sort": values.get("sort") or SORTS[0],
            "page": values.get("page") or 1,
            "size": values.get("size") or PAGE_SIZE,
        }
        return SearchRequest(**asked | changes)

    def first_error(self) -> tuple[str, str]:
        """Return the field and the message of the first error."""
        field, messages = next(iter(self.errors.items()))
        return field, str(messages[0])
