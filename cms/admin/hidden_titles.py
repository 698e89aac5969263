"""Titles in the forms of the admin: only of what the person who reads the form may know of.

A chooser names what is chosen, whoever chose it; rich text gives the address of what it links to.
For others both stay chosen, without a name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.admin.widgets import BaseChooser
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.models import Page

from cms.admin.visible_things import key_of, unknown

#: An image that shows nothing.
NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def install() -> None:
    """Wrap what gives names to choosers and links; called once."""
    if "is_careful" in vars(BaseChooser):
        return
    BaseChooser.is_careful = True
    BaseChooser.get_value_data = _careful_chooser(BaseChooser.get_value_data)
    for handler, model in (
        (PageLinkElementHandler, lambda: Page),
        (DocumentLinkElementHandler, get_document_model),
    ):
        handler.get_attribute_data = _careful_link(handler.get_attribute_data, model)


def name_of(thing: object) -> str:
    """Return what a thing, or anything else, is called, to the person asking."""
    hidden = isinstance(thing, Model) and unknown(type(thing), [thing.pk])
    return _("Not visible to you") if hidden else str(thing)


def _careful_chooser(data_of: Callable[..., Any]) -> Callable[..., Any]:
    def get_value_data(self: BaseChooser, value: object) -> Any:
        if not isinstance(value, Model) and key_of(self.model_class, value) is None:
            return None  # a form that comes back with what is no key; Wagtail would look for it
        named = data_of(self, value)
        if not named or not unknown(self.model_class, [named["id"]]):
            return named
        empty = {name: _empty(part) for name, part in named.items()}
        return empty | {"id": named["id"], self.display_title_key: _("Not visible to you")}

    return get_value_data


def _empty(part: object) -> object:
    """Return something of the same shape that says nothing."""
    if isinstance(part, dict):
        return {name: NOTHING if name == "url" else 1 for name in part}
    return "" if isinstance(part, str) else None


def _careful_link(
    data_of: Callable[..., Any], model: Callable[[], type[Model]]
) -> Callable[..., Any]:
    def get_attribute_data(self: PageLinkElementHandler, attrs: dict[str, str]) -> Any:
        hidden = unknown(model(), [attrs.get("id")])
        if not hidden:
            return data_of(self, attrs)
        # As if it were gone: the link stays a link, without an address.
        return {"id": key_of(model(), attrs["id"]), "url": None}

    return get_attribute_data
