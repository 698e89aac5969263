"""What things are called whose name nobody has given: Wagtail and Django make it of the code's.

A field `root_page` without a label is "Root page", a class `LocaleSynchronization` without a name
"locale synchronization", and "1-2 of 2 None" is a list of what has no name at all: English, or
nonsense, in every language; keys are called as on an English keyboard. Here such a name is looked
up like any other sentence. Which there are stands in `cms.admin.wagtail_overrides`; a walk through
the admin finds those that are missing.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import Field, Model
from django.forms import boundfield
from django.forms.utils import pretty_name
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.search import SearchView
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import Page

RIGHTS = {"add": _("Add"), "change": _("Change"), "delete": _("Delete"), "view": _("View")}


def said(name: str) -> str:
    """Return a made name as our catalogues have it, written large or small."""
    if not name:
        return name
    known = gettext(name)
    return known if known != name else gettext(str(capfirst(name)))


said_later = lazy(said, str)


def install() -> None:
    """Let classes, fields of models and forms, columns and permissions be looked up; once."""
    if boundfield.pretty_name is not pretty_name:  # type: ignore[attr-defined]
        return
    boundfield.pretty_name = lambda name: said(pretty_name(name))  # type: ignore[attr-defined]
    for model in apps.get_models(include_auto_created=True):
        _name_model(model)
    _name_columns()
    _name_keys()
    Permission.__str__ = _permission  # type: ignore[method-assign,assignment]
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural


def _name_model(model: type[Model]) -> None:
    """Migrations know a model by what its code says, and do not see this."""
    meta = model._meta
    if isinstance(meta.verbose_name, str):
        if "verbose_name_plural" not in meta.original_attrs:
            meta.verbose_name_plural = said_later(f"{meta.verbose_name}s")
        meta.verbose_name = said_later(meta.verbose_name)
    if isinstance(meta.verbose_name_plural, str):
        meta.verbose_name_plural = said_later(meta.verbose_name_plural)
    for field in meta.get_fields():
        if isinstance(field, Field) and isinstance(field.verbose_name, str):
            field.verbose_name = said_later(field.verbose_name)
        if isinstance(field, StreamField):
            _name_block(field.stream_block)


def _name_block(block: Block) -> None:
    if isinstance(block.label, str):
        block.label = said_later(block.label)
    inner = getattr(block, "child_blocks", {}).values()
    for child in [*inner, *filter(None, [getattr(block, "child_block", None)])]:
        _name_block(child)


def _name_columns() -> None:
    begin = Column.__init__

    def begin_named(self: Column, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        if isinstance(self.label, str):
            self.label = said_later(self.label)

    Column.__init__ = begin_named


def _name_keys() -> None:
    """Name the keys of a keyboard as it is printed on them, where that is not a sign or "Alt"."""
    look_up = wagtailadmin_tags.get_keyboard_key_labels_from_request

    def named(request: HttpRequest) -> Any:
        labels = look_up(request)
        printed = {"Ctrl": pgettext("key", "Ctrl"), "Shift": pgettext("key", "Shift")}
        for key, label in vars(labels).items():
            setattr(labels, key, printed.get(label, label))
        return labels

    wagtailadmin_tags.get_keyboard_key_labels_from_request = named


def _permission(permission: Permission) -> str:
    """Say a right: of Django's own, what may be done with what; else what its name says."""
    action = RIGHTS.get(permission.codename.partition("_")[0])
    if action and permission.name.startswith("Can "):
        return f"{capfirst(permission.content_type.name)}: {action}"
    return said(permission.name)
