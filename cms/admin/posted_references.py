"""Nobody puts into a text, by its key, what they may not know of.

A form of the admin sends keys: of images, documents, pages, entries, accounts; in fields, in blocks
and within rich text. Choosers offer only what somebody may see, but anything can be sent, and would
then be shown with its title on the form, in the preview and on the page. What stood there already
may stay: somebody who may see it has put it there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model
from django.forms import BaseForm, ModelChoiceField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm, MoveForm, ParentChooserForm
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.models import Page

from cms.admin.visible_things import asking, key_of, unknown

#: Every form of the admin with choosers; those of Wagtail that take no part in its model form.
FORMS: tuple[Any, ...] = (
    WagtailAdminModelForm,
    CopyForm,
    MoveForm,
    ParentChooserForm,
    RedirectForm,
)
#: Says the same of what is hidden and of what there never was.
REFUSAL = _("You cannot use this: it does not exist, or you may not see it. Choose something else.")
Reference = tuple[type[Model], Any]


def install() -> None:
    """Let every form of the admin ask before its own checks, whose words may name things."""
    for form_class in FORMS:
        if "_clean_form" not in vars(form_class):
            form_class._clean_form = _checked(form_class._clean_form)
    if not hasattr(ParentChooserForm.clean_parent_page, "asks_first"):
        ParentChooserForm.clean_parent_page = _asking_first(ParentChooserForm.clean_parent_page)


def _checked(clean: Callable[[BaseForm], None]) -> Callable[[BaseForm], None]:
    def clean_form(self: BaseForm) -> None:
        refuse_unknown(self)
        clean(self)

    return clean_form


def _asking_first(clean: Callable[[BaseForm], Any]) -> Callable[[BaseForm], Any]:
    """Ask before the check of the field itself, which names the page that it refuses."""

    def clean_parent_page(self: BaseForm) -> Any:
        if unknown(Page, [self.cleaned_data["parent_page"].pk]):
            raise ValidationError(REFUSAL)
        return clean(self)

    clean_parent_page.asks_first = True  # type: ignore[attr-defined]
    return clean_parent_page


def refuse_unknown(form: BaseForm) -> None:
    """Say at its field what somebody refers to without being allowed to know of it."""
    if asking() is None:
        return
    said = {name: set(_named_in(form, name, value)) for name, value in form.cleaned_data.items()}
    if not any(said.values()):
        return
    before = {
        reference
        for name, field in form.fields.items()
        for reference in _named_in(form, name, form.get_initial_for_field(field, name))
    }
    new = set().union(*said.values()) - before
    wrong = _unknown(new)
    for name, references in said.items():
        if references & wrong:
            form.add_error(name, _error(form.cleaned_data[name], wrong))


def _unknown(references: Iterable[Reference]) -> set[Reference]:
    keys: dict[type[Model], set[Any]] = defaultdict(set)
    for model, key in references:
        keys[model].add(key)
    return {(model, key) for model, found in keys.items() for key in unknown(model, found)}


def _named_in(form: BaseForm, name: str, value: object) -> Iterator[Reference]:
    """Yield what a field's value refers to, whether it is what was sent or what stood there."""
    if value is None:
        return
    field = form.fields.get(name)
    if isinstance(field, ModelChoiceField) and field.queryset is not None:
        model = field.queryset.model
        for one in value if isinstance(value, Iterable) and not isinstance(value, str) else [value]:
            yield from _reference(model, one.pk if isinstance(one, Model) else one)
        return
    options = getattr(form, "_meta", None)
    try:
        stored: Any = options and options.model._meta.get_field(name)
    except FieldDoesNotExist:
        return
    if hasattr(stored, "extract_references"):
        for found in stored.extract_references(value):
            yield from _reference(found[0], found[1])


def _reference(model: type[Model], said: object) -> Iterator[Reference]:
    key = key_of(model, said)
    if key is not None:
        yield model, key


def _error(value: object, wrong: set[Reference]) -> ValidationError:
    """Point at the block in a stream, else at the field."""
    refusal = ValidationError(REFUSAL)
    if not isinstance(value, StreamValue):
        return refusal
    blocks = {number: refusal for number, child in enumerate(value) if _block_names(child, wrong)}
    return StreamBlockValidationError(block_errors=blocks)


def _block_names(child: StreamValue.StreamChild, wrong: set[Reference]) -> bool:
    found = child.block.extract_references(child.value)
    return any((model, key_of(model, said)) in wrong for model, said, *_paths in found)
