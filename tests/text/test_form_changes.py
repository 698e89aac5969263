"""What somebody has changed in a form, and what comes back only because it was shown."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms

from text.form_changes import changed, keep_untouched


class Entry(forms.Form):
    title = forms.CharField(required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    open = forms.BooleanField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", "-"), ("a", "A"), ("b", "B")])
    days = forms.MultipleChoiceField(
        required=False, choices=[("1", "Mo"), ("2", "Di")], widget=forms.CheckboxSelectMultiple
    )
    start = forms.DateTimeField(required=False, widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"))


SHOWN: dict[str, Any] = {
    "title": "Bank ",
    "text": "Eins\nZwei\n",
    "open": True,
    "kind": "a",
    "days": ["1"],
    "start": datetime(2026, 3, 1, 12, 30, 59, tzinfo=ZoneInfo("Europe/Berlin")),
}
SENT: dict[str, Any] = {
    "title": "Bank",
    "text": "Eins\r\nZwei",
    "open": "on",
    "kind": "a",
    "days": ["1"],
    "start": "2026-03-01T12:30",
}


def form(**sent: Any) -> Entry:
    data = {name: value for name, value in {**SENT, **sent}.items() if value is not None}
    return Entry(data, initial=SHOWN)


def test_what_was_only_shown_is_no_change() -> None:
    assert changed(form()) == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "Bänke"),
        ("title", ""),
        ("title", None),
        ("text", "Eins\r\n\r\nZwei"),
        ("text", "Eins Zwei"),
        ("open", None),
        ("kind", "b"),
        ("kind", ""),
        ("days", ["1", "2"]),
        ("days", []),
        ("start", "2026-03-01T12:31"),
    ],
)
def test_what_was_typed_is(name: str, value: Any) -> None:
    assert changed(form(**{name: value})) == {name}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "  Bank"),
        ("text", "\nEins\nZwei\n\n"),
        ("text", "Eins\rZwei"),
        # What is no box cannot have been ticked.
        ("days", ["1", "9"]),
    ],
)
def test_what_a_browser_makes_of_it_is_none(name: str, value: Any) -> None:
    assert changed(form(**{name: value})) == set()


def test_what_nobody_touched_is_stored_as_it_was() -> None:
    sent = form(kind="b")
    assert sent.is_valid()
    keep_untouched(sent)
    assert (sent.cleaned_data["title"], sent.cleaned_data["text"]) == ("Bank ", "Eins\nZwei\n")
    assert sent.cleaned_data["kind"] == "b"


def test_what_was_changed_or_follows_from_others_is_not_put_back() -> None:
    sent = form(title="Bänke")
    sent.following = frozenset({"text"})  # type: ignore[attr-defined]
    assert sent.is_valid()
    keep_untouched(sent)
    assert sent.cleaned_data["title"] == "Bänke"
    assert sent.cleaned_data["text"].splitlines() == ["Eins", "Zwei"]
    assert not sent.cleaned_data["text"].endswith("\n")
