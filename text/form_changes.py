"""What has somebody changed in a form, and what comes back only because the form had shown it?

A form shows less than is stored: minutes without seconds, an hour that the clock strikes twice,
the names of those who are not hidden, lines without what a browser leaves out. Writing back what
was shown would change entries that nobody changed, so only what differs from it is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from text.newlines import plain_newlines


def changed(form: forms.BaseForm) -> set[str]:
    """Return the names of the fields whose content differs from what the form had shown."""
    return {name for name in form.fields if _differs(form[name])}


def keep_untouched(form: forms.BaseForm) -> None:
    """Put back the texts that nobody has changed, as they were stored: blanks, ends of lines.

    Not those that follow from others, which the form names in `following`.
    """
    following: frozenset[str] = getattr(form, "following", frozenset())
    for name in set(form.cleaned_data) & set(form.fields) - following:
        before = form.get_initial_for_field(form.fields[name], name)
        kept = isinstance(before, str) and isinstance(form.cleaned_data[name], str)
        if kept and not _differs(form[name]):
            form.cleaned_data[name] = before


def _differs(bound: forms.BoundField) -> bool:
    field: Any = bound.field
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return bool(field.has_changed(bound.initial, bound.data))
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return _chosen(field, bound.initial) != _chosen(field, bound.data)
    shown, sent = field.prepare_value(bound.initial), bound.data
    if not isinstance(widget, forms.Select | forms.RadioSelect):
        shown = widget.format_value(shown)
    one_line = not isinstance(widget, forms.Textarea)
    return _typed(shown, one_line=one_line) != _typed(sent, one_line=one_line)


def _chosen(field: Any, values: Iterable[object] | None) -> set[str]:
    """Return the keys of the boxes that are ticked; what is no box cannot be."""
    ticked = {str(field.prepare_value(value)) for value in values or ()}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return ticked
    return ticked & {str(key) for key, _label in field.choices}


def _typed(value: object, *, one_line: bool) -> str:
    """Return a text as a browser sends it, without the blanks around it."""
    text = "" if value is None else str(value)
    text = plain_newlines(text)
    return (text.replace("\n", "") if one_line else text).strip()
