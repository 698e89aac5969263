"""What a form of the admin says, in words: as it was sent, and as it would be filled now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.forms import (
    BaseForm,
    BaseModelFormSet,
    BooleanField,
    BoundField,
    Field,
    FileField,
    HiddenInput,
    ModelChoiceField,
)
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import capfirst
from wagtail.rich_text import RichText

from cms.admin.hidden_titles import name_of
from text.whole_numbers import whole_number

#: A box that is ticked.
CHOSEN = "✓"
#: Fields whose value says nothing to a reader.
SILENT = frozenset({"comment_notifications", "id", "ORDER", "DELETE"})


@dataclass(frozen=True)
class Difference:
    """One field that the two want to be different."""

    label: str
    theirs: str
    mine: str


def differences(form: BaseForm, request: HttpRequest) -> list[Difference]:
    """Compare a form as it would be filled now with what was sent."""
    found = [
        Difference(str(bound.label), _now(bound), _sent(bound.field, request, bound.html_name))
        for bound in form
        if bound.name not in SILENT
    ]
    found += [
        Difference(_label_of(formset), _rows_now(formset), _rows_sent(formset, request))
        for formset in getattr(form, "formsets", {}).values()
    ]
    return [one for one in found if one.theirs != one.mine]


def _label_of(formset: BaseModelFormSet[Any, Any]) -> str:
    return str(capfirst(formset.model._meta.verbose_name_plural)) if formset.model else ""


def _now(bound: BoundField) -> str:
    return _words(bound.field, bound.value())


def _sent(field: Field, request: HttpRequest, name: str) -> str:
    try:
        value = field.widget.value_from_datadict(request.POST, request.FILES, name)
    except (KeyError, ValueError, TypeError, AttributeError):
        return ""  # a stream without its counter, say
    if isinstance(field, FileField):
        # Without a new file the old one stays.
        return str(value.name) if isinstance(value, UploadedFile) else _words(field, field.initial)
    return _words(field, value)


def _words(field: Field, value: object) -> str:
    """Return the value of a field as a person would read it; never fails on bad input."""
    if isinstance(field, FileField):
        return ""
    if isinstance(field, BooleanField):
        return CHOSEN if field.to_python(value) else ""
    try:
        if isinstance(field, ModelChoiceField):
            return "\n".join(_chosen(field, value))
        value = field.to_python(value)
    except (ValidationError, ValueError, TypeError):
        return _plain(value)
    for key, label in getattr(field, "choices", None) or ():
        if not isinstance(label, list | tuple) and str(key) == str(value):
            return str(label) if value not in (None, "") else ""
    return _plain(value)


def _chosen(field: ModelChoiceField[Any], value: object) -> Iterator[str]:
    many = value if isinstance(value, list | tuple | QuerySet) else [value]
    for one in many:
        if one in (None, ""):
            continue
        thing = one if isinstance(one, Model) else field.to_python(one)
        if isinstance(thing, QuerySet):
            yield from (name_of(part) for part in thing)
        else:
            yield name_of(thing)


def _plain(value: object) -> str:
    return "\n".join(line.strip() for line in _lines(value) if line.strip())


def _lines(value: object) -> Iterator[str]:
    """Walk through what blocks hold: streams, lists, fields of a block, rich text, things."""
    if value is None or value == "":
        return
    if isinstance(value, RichText):
        yield from _without_tags(value.source)
    elif isinstance(value, bool):
        yield CHOSEN if value else ""
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _lines(part)
    elif isinstance(value, str):
        yield from _without_tags(value) if "<" in value else value.splitlines()
    elif hasattr(value, "block") and hasattr(value, "value"):  # one block of a stream
        yield from _lines(value.value)
    elif hasattr(value, "__iter__") and not isinstance(value, Model):
        for part in value:
            yield from _lines(part)
    else:
        yield name_of(value)


def _without_tags(html: str) -> list[str]:
    for end in ("</p>", "</li>", "</h2>", "</h3>", "</h4>", "<br/>", "<br>"):
        html = html.replace(end, f"{end}\n")
    return unescape(strip_tags(html)).splitlines()


def _rows_now(formset: BaseModelFormSet[Any, Any]) -> str:
    return "\n".join(
        _row((form[name].field, form[name].value()) for name in form.fields if name not in SILENT)
        for form in formset.initial_forms
    )


def _rows_sent(formset: BaseModelFormSet[Any, Any], request: HttpRequest) -> str:
    count = whole_number(request.POST.get(f"{formset.prefix}-TOTAL_FORMS")) or 0
    rows = []
    for number in range(min(count, formset.absolute_max)):
        start = f"{formset.prefix}-{number}"
        if request.POST.get(f"{start}-DELETE"):
            continue
        fields = formset.empty_form.fields
        rows.append(
            _row(
                (
                    field,
                    field.widget.value_from_datadict(
                        request.POST, request.FILES, f"{start}-{name}"
                    ),
                )
                for name, field in fields.items()
                if name not in SILENT
            )
        )
    return "\n".join(rows)


def _row(pairs: Iterable[tuple[Field, object]]) -> str:
    words = [
        _words(field, value) for field, value in pairs if not isinstance(field.widget, HiddenInput)
    ]
    return ", ".join(word for word in words if word)
