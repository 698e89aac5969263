"""A text field that may be written in without markup, as one field of any form.

Beside the text area stands a hidden one with what was changed (``text.rich.field``); here both are
one value, so that a form, what it compares with and what it shows again know of one text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html
from django.utils.safestring import SafeString

from text.rich.field import SUFFIX, MayShow, written

#: Where a sent form remembers what it was put together to: a field is read several times.
_MEMORY = "written_without_markup"


class _Apart(str):
    """A text whose changes could not be put into it: both are shown again, `error` says why."""

    changes: str
    error: ValidationError


class SheetTextarea(forms.Textarea):
    """The text area and its hidden companion; `components/editor.html` makes an editor of it.

    `may_show`: as for `text.rich.field.written`; the form sets it.
    """

    may_show: MayShow | None = None

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Any:
        """Return the text with what was changed in it."""
        text, changes = data.get(name), data.get(f"{name}{SUFFIX}")
        if text is None or not changes:
            return text
        memory: dict[str, Any] = getattr(data, "__dict__", {}).setdefault(_MEMORY, {})
        if name not in memory:
            memory[name] = _together(text, changes, self.may_show)
        return memory[name]

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Return both text areas."""
        changes = value.changes if isinstance(value, _Apart) else ""
        hidden = '<textarea name="{}{}" rows="1" hidden>\n{}</textarea>'
        area = super().render(name, value, attrs, renderer)
        return area + format_html(hidden, name, SUFFIX, changes)


class SheetField(forms.CharField):
    """A long text that may be written without markup."""

    widget = SheetTextarea

    def to_python(self, value: object) -> Any:
        """Return the text; raises `ValidationError` where what was changed cannot be written."""
        if isinstance(value, _Apart):
            raise value.error
        return super().to_python(value)


def _together(text: str, changes: str, may_show: MayShow | None) -> str:
    try:
        return written(text, changes, may_show)
    except ValidationError as error:
        apart = _Apart(text)
        apart.changes, apart.error = changes, error
        return apart
