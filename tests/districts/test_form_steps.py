"""The long form of a project: numbered parts on one page, and one more condition at a time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from districts.forms.conditions import MOST
from districts.forms.projects import ProjectForm
from tests.districts.conftest import Town
from tests.districts.services.test_writing import editing, project_form, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEW = "/projekte/neu/"
PARTS = ["Was ist es?", "Wo und wann", "Wer, für wen", "Was es braucht", "Was daraus wurde"]


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_every_field_has_its_part() -> None:
    named = [name for _key, _title, names in ProjectForm.sections for name in names]
    assert sorted(named) == sorted({*ProjectForm.base_fields} - {"note", "base"})


def test_the_parts_are_numbered_and_can_be_reached(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    for address in (NEW, f"{town.project.get_absolute_url()}bearbeiten/"):
        answer = client.get(address)
        html, words = answer.content.decode(), text_of(answer)
        for number, title in enumerate(PARTS, start=1):
            assert f'href="#schritt-{number}">{title}' in html
            assert html.count(f'id="schritt-{number}"') == 1
            assert f"{number}. Schritt {number} von 5: {title}" in words
        assert '<details class="stack" open>\n<summary>' not in html


def test_without_scripts_all_parts_are_shown(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    parts = re.findall(
        r'<div class="form-part"[^>]*data-step[^>]*>', client.get(NEW).content.decode()
    )
    assert len(parts) == len(PARTS) + 1  # and what stands below all of them
    assert "hidden" not in " ".join(parts)


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    client: Client, town: Town
) -> None:
    signed_in(client, "resident")
    typed = {"title": "", "cost_base": "viel", "what_worked": "Das Rad stand nie."}
    answer = client.post(NEW, project_form(**typed))
    assert answer.status_code == 400
    html = answer.content.decode()
    assert 'href="#id_title"' in html
    assert 'href="#id_cost_base"' in html
    assert 'value="viel"' in html
    assert "Das Rad stand nie." in html
    assert "Ein Laden (lokale Wirtschaft)" in html


def rows(answer: Any) -> list[str]:
    """The words of each row as they stand in its field, "" for an empty one."""
    fields = re.findall(r'<input[^>]*name="bedingung-\d+-text"[^>]*>', answer.content.decode())
    found = [re.search(r'value="([^"]*)"', field) for field in fields]
    return [match[1] if match else "" for match in found]


def test_one_more_condition_is_one_more(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    assert rows(client.get(NEW)) == [""]
    answer = client.post(NEW, editing(client, NEW, action="more"))
    assert answer.status_code == 200
    assert rows(answer) == ["", ""]
    answer = client.post(NEW, project_form(action="more"))
    assert rows(answer) == ["Ein Laden (lokale Wirtschaft)", ""]
    assert 'name="action" value="more" formaction="#bedingungen"' in " ".join(
        answer.content.decode().split()
    )


def test_one_more_condition_keeps_what_is_wrong_with_another(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    too_long = "x" * 301
    answer = client.post(NEW, project_form(action="more", **{"bedingung-0-text": too_long}))
    assert rows(answer) == [too_long, ""]


def test_there_is_a_most_of_conditions(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    sent = project_form(**{"bedingung-TOTAL_FORMS": str(MOST)})
    sent |= {f"bedingung-{n}-text": f"Bedingung {n}" for n in range(MOST)}
    answer = client.post(NEW, sent | {"action": "more"})
    assert rows(answer) == [f"Bedingung {n}" for n in range(MOST)]
    assert 'value="more"' not in answer.content.decode()


def test_a_hand_made_count_of_conditions_is_no_trouble(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    for count in ("x", "1000000", "-1"):
        sent = project_form(action="more", **{"bedingung-TOTAL_FORMS": count})
        assert client.post(NEW, sent).status_code == 200


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"title": ""}, "Bitte füllen Sie „Titel“ aus."),
        ({"began": "gestern"}, "Bitte geben Sie ein Jahr mit vier Ziffern ein, etwa 2019."),
        ({"cost_year": "viel"}, "Bitte schreiben Sie einen Betrag wie 1500 oder 12,50."),
        ({"steps": "x" * 501}, "ist länger als 500 Zeichen. Bitte kürzen Sie diese Zeile."),
        ({"funded_until": "bald"}, "Bitte geben Sie bei „Förderung endet am“ einen Tag ein"),
        ({"actors": "Niemand"}, "Bitte als Akteur eintragen"),
    ],
)
def test_an_error_names_what_to_enter(
    client: Client, town: Town, typed: dict[str, str], asked: str
) -> None:
    signed_in(client, "resident")
    answer = client.post(NEW, project_form(**typed))
    assert answer.status_code == 400
    assert text_of(answer).count(asked) == 2  # above, and at the field
