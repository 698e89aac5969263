"""What forms say about a field: which one and what to enter, in our words or the form's own."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from text.form_errors import said


class Every(forms.Form):
    """A field of every type."""

    words = forms.CharField(label="Wörter", max_length=5, min_length=2)
    mail = forms.EmailField(label="Mailadresse")
    site = forms.URLField(label="Website", assume_scheme="https")
    number = forms.IntegerField(label="Zahl", min_value=2, max_value=9)
    amount = forms.DecimalField(label="Betrag")
    day = forms.DateField(label="Tag")
    time = forms.TimeField(label="Beginn")
    moment = forms.DateTimeField(label="Zeitpunkt")
    one = forms.ChoiceField(label="Art", choices=[("a", "A")])
    many = forms.MultipleChoiceField(label="Wozu?", choices=[("a", "A")])
    rules = forms.BooleanField(label="Ich habe die Regeln gelesen.")
    file = forms.FileField(label="Datei")


@pytest.fixture(autouse=True)
def german() -> Any:
    with translation.override("de"):
        yield


def only(form: forms.Form, name: str) -> str:
    found = said(form[name])
    assert len(found) == 1
    assert found[0].names_it
    return str(found[0])


EMPTY = {
    "words": "Bitte füllen Sie „Wörter“ aus.",
    "mail": "Bitte geben Sie bei „Mailadresse“ eine Mailadresse ein, etwa name@example.org.",
    "site": "Bitte geben Sie bei „Website“ eine Adresse ein, etwa https://www.example.org.",
    "number": "Bitte geben Sie bei „Zahl“ eine ganze Zahl ein, etwa 12.",
    "amount": "Bitte geben Sie bei „Betrag“ eine Zahl ein, etwa 12,5.",
    "day": "Bitte geben Sie bei „Tag“ einen Tag ein, etwa 24.12.2026.",
    "time": "Bitte geben Sie bei „Beginn“ eine Uhrzeit ein, etwa 18:30.",
    "moment": "Bitte geben Sie bei „Zeitpunkt“ Tag und Uhrzeit ein, etwa 24.12.2026 18:30.",
    "one": "Bitte wählen Sie bei „Art“ etwas aus.",
    "many": "Bitte wählen Sie bei „Wozu?“ mindestens einen Eintrag aus.",
    "rules": "Bitte setzen Sie das Häkchen bei „Ich habe die Regeln gelesen.“.",
    "file": "Bitte wählen Sie bei „Datei“ eine Datei aus.",
}


def test_every_type_of_field_is_named_here() -> None:
    assert EMPTY.keys() == Every.base_fields.keys()


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_field_says_what_to_enter(name: str) -> None:
    assert only(Every({}), name) == EMPTY[name]


@pytest.mark.parametrize("name", ["mail", "site", "number", "amount", "day", "time", "moment"])
def test_what_has_another_shape_says_the_same(name: str) -> None:
    assert only(Every({name: "so nicht"}), name) == EMPTY[name]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("words", "zu lang!", "„Wörter“ ist zu lang: 8 Zeichen, 5 passen. Bitte kürzen Sie es."),
        ("words", "x", "„Wörter“ ist zu kurz: Bitte geben Sie mindestens 2 Zeichen ein, nicht 1."),
        ("number", "10", "Bitte geben Sie bei „Zahl“ eine Zahl bis höchstens 9 ein."),
        ("number", "1", "Bitte geben Sie bei „Zahl“ eine Zahl ab 2 ein."),
        ("words", "a\x00b", "„Wörter“ enthält ein Zeichen, das niemand sieht."),
        ("one", "b", "Bitte wählen Sie bei „Art“ etwas von dem aus, was angeboten wird."),
        ("many", ["b"], "Bitte wählen Sie bei „Wozu?“ etwas von dem aus, was angeboten wird."),
    ],
)
def test_what_is_too_much_says_how_much_fits(name: str, value: Any, words: str) -> None:
    assert only(Every({name: value}), name).startswith(words)


def test_words_of_a_form_stay_and_say_whether_they_name_the_field() -> None:
    class Own(forms.Form):
        words = forms.CharField(label="Name", error_messages={"required": "Wie heißen Sie?"})
        day = forms.DateField(label="Tag")

        def clean_day(self) -> date:
            raise ValidationError("„Tag“ liegt schon zurück.", code="invalid")

    form = Own({"day": "2020-01-01"})
    assert [(str(one), one.names_it) for one in said(form["words"])] == [("Wie heißen Sie?", False)]
    assert [(str(one), one.names_it) for one in said(form["day"])] == [
        ("„Tag“ liegt schon zurück.", True)
    ]


def test_a_field_that_nobody_sees_asks_for_nothing_that_can_be_typed() -> None:
    class Hidden(forms.Form):
        source_revision = forms.IntegerField(widget=forms.HiddenInput)

    words = only(Hidden({}), "source_revision")
    assert "Source" not in words
    assert "neu" in words


def test_labels_and_values_with_percent_signs_are_no_places() -> None:
    class Percent(forms.Form):
        share = forms.CharField(label="Anteil in %(x)s 100 %", max_length=3)

    assert "„Anteil in %(x)s 100 %“" in only(Percent({"share": "%(y)s"}), "share")
