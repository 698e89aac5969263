"""What somebody has put into a form, in the words they saw: choices by their labels.

For pages that refuse a form without showing it again: what is sent has codes and keys in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.choices import flatten_choices

from community.typed.values import Typed

R = TypeVar("R", bound=HttpResponse)


def with_labels(response: R, *bound: BaseForm) -> R:
    """Note on an answer what was chosen in these forms, for whoever adds it to the page."""
    chosen = {form.add_prefix(name): _labels(form, name) for form in bound for name in form.fields}
    response.chosen = {name: labels for name, labels in chosen.items() if labels is not None}  # type: ignore[attr-defined]
    return response


def words_of(response: HttpResponse, typed: Typed) -> list[str]:
    """Return what was typed and chosen; choices in their words, where an answer knows them."""
    chosen: dict[str, list[str]] = getattr(response, "chosen", {})
    return [
        word
        for name in typed.values
        for word in (chosen[name] if name in chosen else typed.words_in(name))
    ]


def _labels(form: BaseForm, name: str) -> list[str] | None:
    """Return what was chosen in a field; None for a field in which one types."""
    choices = getattr(form.fields[name], "choices", None)
    if choices is None:
        return None
    value = form[name].data
    given = value if isinstance(value, list | tuple) else [value]
    pairs: Iterable[tuple[Any, Any]] = flatten_choices(choices)
    labels = {str(key): str(label) for key, label in pairs}
    return [labels[str(one)] for one in given if one and str(one) in labels]
