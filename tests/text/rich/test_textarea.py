"""A text field that may be written in without markup is one field of its form."""

from __future__ import annotations

import json

import pytest
from django import forms
from django.http import QueryDict

from text.form_changes import changed
from text.rich.field import digest
from text.rich.textarea import SheetField

BEFORE = "__Montags__ offen.\n\n* Werkzeug"
CHANGES = [
    {"keep": 0},
    {"node": {"type": "paragraph", "content": [{"type": "text", "text": "Neu *hier*."}]}},
]


class Form(forms.Form):
    text = SheetField(required=False, max_length=200)
    other = forms.CharField(required=False)


def form(changes: object, of: str = BEFORE, text: str = BEFORE, **more: str) -> Form:
    data = QueryDict(mutable=True)
    data.update({"text": text.replace("\n", "\r\n"), **more})
    if changes is not None:
        data["text_blocks"] = json.dumps({"of": digest(of), "changes": changes})
    return Form(data, initial={"text": BEFORE})


def test_what_was_changed_stands_in_the_text() -> None:
    sent = form(CHANGES)
    assert sent.is_valid()
    text = sent.cleaned_data["text"].replace("\r\n", "\n")
    assert text == "__Montags__ offen.\n\nNeu \\*hier\\*."
    assert changed(sent) == {"text"}


def test_without_changes_it_is_the_text_that_was_sent() -> None:
    sent = form(None)
    assert sent.is_valid()
    assert changed(sent) == set()
    assert form([{"keep": 0}, {"keep": 1}]).is_valid()
    assert changed(form([{"keep": 0}, {"keep": 1}])) == set()


@pytest.mark.parametrize("changes", [[{"keep": 7}], {"a": 1}, [{"node": {"type": "evil"}}], 3])
def test_what_cannot_be_written_is_an_error_and_comes_back(changes: object) -> None:
    sent = form(changes)
    assert not sent.is_valid()
    html = str(sent["text"])
    assert "__Montags__ offen." in html
    assert 'name="text_blocks" rows="1" hidden>' in html
    assert "&quot;changes&quot;" in html


def test_changes_of_another_text_are_refused() -> None:
    assert not form(CHANGES, of="Etwas anderes").is_valid()


def test_another_fault_shows_the_text_as_it_was_written() -> None:
    sent = form(CHANGES, text=BEFORE)
    sent.add_error("other", "Falsch")
    html = str(sent["text"])
    assert "Neu \\*hier\\*." in html
    assert "changes" not in html.partition("text_blocks")[2]


def test_the_text_with_its_changes_is_held_to_the_limit() -> None:
    long = [{"node": {"type": "paragraph", "content": [{"type": "text", "text": "x" * 300}]}}]
    sent = form(long)
    assert not sent.is_valid()
    assert "200" in str(sent.errors["text"])
