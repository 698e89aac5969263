"""What does a form say about a field that is empty or wrong? Which field it is, and what to enter.

Django's own messages say neither ("This field is required."). They are put into words here, for
every form that is drawn with our components, allauth's as well; what our forms say themselves
stays as it is. Which message is Django's own is told by its code, and by the field, which may have
its own words for that code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from text.translatable import Words

register = template.Library()

#: By the type of a field: what is to be done with it. The first that fits counts.
_EMPTY: tuple[tuple[Any, Words], ...] = (
    (forms.BooleanField, _("Please tick “%(label)s”.")),
    (forms.FileField, _("Please choose a file at “%(label)s”.")),
    (forms.MultipleChoiceField, _("Please choose at least one entry at “%(label)s”.")),
    (forms.ModelMultipleChoiceField, _("Please choose at least one entry at “%(label)s”.")),
    ((forms.ChoiceField, forms.ModelChoiceField), _("Please choose an entry at “%(label)s”.")),
)
_SHAPES: tuple[tuple[Any, Words], ...] = (
    (forms.EmailField, _("Please enter a mail address at “%(label)s”, like name@example.org.")),
    (forms.URLField, _("Please enter an address at “%(label)s”, like https://www.example.org.")),
    (forms.DateTimeField, _("Please enter day and time at “%(label)s”, like 24.12.2026 18:30.")),
    (forms.DateField, _("Please enter a day at “%(label)s”, like 24.12.2026.")),
    (forms.TimeField, _("Please enter a time at “%(label)s”, like 18:30.")),
    (
        (forms.FloatField, forms.DecimalField),
        _("Please enter a number at “%(label)s”, like 12.5."),
    ),
    (forms.IntegerField, _("Please enter a whole number at “%(label)s”, like 12.")),
)
_FILL_IN = _("Please fill in “%(label)s”.")
_CHOOSE = _("Please choose one of the entries that are offered at “%(label)s”.")
_OF_CODES: dict[str, Words] = {
    "max_length": _(
        "“%(label)s” is too long: %(show_value)s signs, and %(limit_value)s fit. Please shorten it."
    ),
    "min_length": _(
        "“%(label)s” is too short: please enter at least %(limit_value)s signs, not %(show_value)s."
    ),
    "max_value": _("Please enter a number up to %(limit_value)s at “%(label)s”."),
    "min_value": _("Please enter a number from %(limit_value)s on at “%(label)s”."),
    "null_characters_not_allowed": _(
        "“%(label)s” holds a sign that nobody can see. Please type it anew."
    ),
    "invalid_choice": _CHOOSE,
    "invalid_list": _CHOOSE,
    "invalid_pk_value": _CHOOSE,
}
_UNSEEN = _(
    "A part of this form that you do not see has not arrived whole. Please copy what you have "
    "typed and open the page anew."
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message about a field; `names_it` tells whether it says which field it is about."""

    text: str
    names_it: bool

    def __str__(self) -> str:
        return self.text


@register.filter
def said(bound: BoundField) -> list[Said]:
    """Return what is to be said about a field of a form, in the reader's language."""
    found = bound.form.errors.as_data().get(bound.name, ())
    return [_said(bound, error) for error in found]


def _said(bound: BoundField, error: ValidationError) -> Said:
    words = _words(bound.field, error)
    if words is None:
        text = " ".join(error.messages)
        return Said(text, str(bound.label) in text)
    if bound.is_hidden and not bound.field.label:
        return Said(str(_UNSEEN), names_it=True)
    return Said(str(words) % {**(error.params or {}), "label": bound.label}, names_it=True)


def _words(field: forms.Field, error: ValidationError) -> Words | None:
    """Return our words for a message of Django; None for a message that is our own."""
    if not _is_djangos(field, error):
        return None
    if error.code == "required":
        return _first(field, (*_EMPTY, *_SHAPES)) or _FILL_IN
    if error.code in {"invalid", "invalid_date", "invalid_time"}:
        return _first(field, _SHAPES)
    return _OF_CODES.get(error.code or "")


def _is_djangos(field: forms.Field, error: ValidationError) -> bool:
    """Whether Django has said it: in its fields' words, or in those of its validators."""
    usual: dict[str, Any] = {}
    for one in reversed(type(field).__mro__):
        if one.__module__.startswith("django."):
            usual.update(getattr(one, "default_error_messages", {}))
    code = error.code or ""
    own = field.error_messages.get(code)
    if code in usual or own is not None:
        return str(own) == str(usual.get(code)) and _same(error, own)
    return code in _OF_CODES or any(
        _same(error, getattr(check, "message", None)) for check in field.validators
    )


def _same(error: ValidationError, message: object) -> bool:
    return message is not None and str(error.message) == str(message)


def _first(field: forms.Field, rows: tuple[tuple[Any, Words], ...]) -> Words | None:
    return next((words for kind, words in rows if isinstance(field, kind)), None)
