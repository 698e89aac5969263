"""The line in which somebody says what they changed, and what is settled by it.

Below it stand the open questions about the thing, each with a box; what is ticked becomes part of
the line ("erledigt Frage 3"), so that it survives previews, conflicts and waiting, is read in the
history, and is found where the revision becomes public (`resolving.of_revision`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.renderers import BaseRenderer
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.talk import places, threads
from community.talk.resolving import numbers_in, with_resolved
from text.checkboxes import Checkboxes
from text.whole_numbers import whole_number

#: So many open questions are offered.
OFFERED = 10
LENGTH = 300
Question = tuple[int, str]
Files: TypeAlias = "MultiValueDict[str, UploadedFile[Any]]"


def open_questions(kind: str, pk: int) -> list[Question]:
    """Return number and words of the open questions about a thing; one query."""
    if not places.is_place(kind):
        return []
    rows = threads.open_at(kind, pk)[:OFFERED]
    return [(row.number, row.subject or row.short_words) for row in rows]


class SettlingInput(forms.TextInput):
    """A line of text with boxes below it; `questions` are set by whoever shows the form."""

    questions: list[Question]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.questions = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Files, name: str) -> Any:
        """Return the line with what was ticked."""
        text = super().value_from_datadict(data, files, name)
        ticked = data.getlist(_boxes(name)) if isinstance(data, MultiValueDict) else []
        numbers = [number for one in ticked if (number := whole_number(one)) is not None]
        return with_resolved(text or "", numbers, LENGTH) if numbers else text

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        line = super().render(name, value, attrs, renderer)
        if not self.questions:
            return line
        choices = [(number, _label(number, words)) for number, words in self.questions]
        told = numbers_in(str(value or ""))
        boxes = Checkboxes(choices=choices).render(_boxes(name), told)
        legend = _("Is an open question settled by this?")
        return format_html(
            '{}<fieldset class="field-choices"><legend>{}</legend>{}</fieldset>',
            line,
            legend,
            boxes,
        )


def _boxes(name: str) -> str:
    return f"{name}_settles"


def _label(number: int, words: str) -> str:
    return _("Question %(n)s: %(words)s") % {"n": number, "words": words}


def offer(form: forms.Form, field: str, kind: str, pk: int) -> None:
    """Let the line of a form offer the open questions about a thing."""
    widget = form.fields[field].widget if field in form.fields else None
    if isinstance(widget, SettlingInput):
        widget.questions = open_questions(kind, pk)
