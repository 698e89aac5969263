"""What people type into the directory and into comments is shown as they mean it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from districts import services
from districts.entries.projects import record as record_of
from districts.entries.revision_values import snapshot
from districts.forms.lines import LinesField
from districts.models import Project
from search import contract
from search.snippets import as_a_line, snippet
from tests.districts.conftest import Town
from tests.districts.services.test_writing import editing, project_form, signed_in
from text.inline import as_item, in_words, written

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def test_short_texts_pass_the_same_step_as_articles() -> None:
    assert written("Bitte:\n• Mehl\n• Ei") == (
        "<p>Bitte:</p>\n<ul>\n<li>Mehl</li>\n<li>Ei</li>\n</ul>\n"
    )
    assert written("Bachweg 7\n70000 Musterstadt") == "<p>Bachweg 7<br>\n70000 Musterstadt</p>\n"
    assert "Bürger*innen" in written("Bürger*innen und Nutzer*innen")
    assert 'href="https://www.stadt.example" class="external" rel="noopener nofollow ugc"' in (
        written("[Stadt](www.stadt.example)")
    )
    assert written("#\u00a0Anfahrt") == "<h3>Anfahrt</h3>\n"


def test_short_texts_need_nothing_of_a_page() -> None:
    html = written("# A\n\n![x](/media/x.png) [^1] <script>x</script>\n\n[^1]: y")
    assert " id=" not in html
    assert "<img" not in html
    assert "<script" not in html
    assert "<p>[^1]: y</p>" in html


def test_a_heavy_text_is_shown_as_it_was_typed() -> None:
    heavy = "[" * 3000
    assert written(heavy) == f"<p>{heavy}</p>"
    assert in_words(heavy) == heavy


def test_the_pages_show_it(client: Client, town: Town) -> None:
    services.update_date(entry=town.date, text="Bitte:\n• Mehl\n• Ei")
    page = client.get(town.date.get_absolute_url()).content.decode()
    assert "<li>Mehl</li>" in page
    assert "• Mehl" not in page
    town.date.refresh_from_db()
    assert town.date.text == "Bitte:\n• Mehl\n• Ei"


@pytest.mark.parametrize(
    ("line", "number", "shown"),
    [
        ("1. • Erstens", 1, "Erstens"),
        ("2) Zweitens", 2, "Zweitens"),
        ("• Drittens", 3, "Drittens"),
        ("1.•Erstens", 1, "Erstens"),
        ("o\tMilch", 1, "Milch"),
        ("> • Mehl", 1, "Mehl"),
        ("o Milch", 1, "o Milch"),
        ("- Viertens", 4, "Viertens"),
        ("1.) Erstens", 1, "Erstens"),
        ("(2) Zweitens", 2, "Zweitens"),
        ("3. Oktober: Aufbau", 3, "3. Oktober: Aufbau"),
        ("1986. Gründung", 1, "1986. Gründung"),
        ("3. Stock räumen", 1, "3. Stock räumen"),
        ("1.500 Euro sammeln", 1, "1.500 Euro sammeln"),
    ],
)
def test_a_step_shows_no_second_number(line: str, number: int, shown: str) -> None:
    assert as_item(line, number) == shown


def test_steps_stay_as_they_were_typed_and_are_found_without_signs(
    client: Client, town: Town
) -> None:
    signed_in(client, "resident")
    client.post("/projekte/neu/", project_form(steps="1. • Räder kaufen\n2. • Schloss dran"))
    made = Project.objects.get(title="Lastenrad")
    assert made.steps == ["1. • Räder kaufen", "2. • Schloss dran"]
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<li>Räder kaufen</li>" in page
    assert "•" not in contract.source("project").records([made.pk])[made.pk].text


def test_pasted_names_are_found(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    client.post("/projekte/neu/", project_form(actors="• Bäckerei Krümel", target_groups="- Alle"))
    made = Project.objects.get(title="Lastenrad")
    assert [actor.name for actor in made.actors.all()] == ["Bäckerei Krümel"]
    assert [group.name for group in made.target_groups.all()] == ["Alle"]


@pytest.mark.parametrize(
    "typed",
    [
        *("Ba\u0308ckerei Kru\u0308mel", "Bä\u00adckerei\u00a0Krümel", "BÄCKEREI KRÜMEL"),
        *("Baeckerei Kruemel", "„Bäckerei Krümel“", "Bäckerei-Krümel"),
    ],
)
def test_names_are_known_by_their_words(client: Client, town: Town, typed: str) -> None:
    signed_in(client, "resident")
    client.post("/projekte/neu/", project_form(actors=typed))
    assert [actor.name for actor in Project.objects.get(title="Lastenrad").actors.all()] == [
        "Bäckerei Krümel"
    ]


def test_two_names_of_other_words_are_two(client: Client, town: Town) -> None:
    hofen, hoefen = (
        services.create_actor(name=name, sector="citizens", summary="Nebenan.")
        for name in ("Runde Hofen", "Runde Höfen")
    )
    services.update_project(project=town.project, actors=[hofen])
    signed_in(client, "moderator")
    address = f"{town.project.get_absolute_url()}bearbeiten/"
    client.post(address, editing(client, address, actors="Runde Höfen"))
    assert list(town.project.actors.all()) == [hoefen]


def test_a_tab_behind_a_pasted_sign_is_kept(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    steps = "o\tMilch  holen\r\nü\t Ei\r\nMehl\tund Öl"
    client.post("/projekte/neu/", project_form(steps=steps, actors="o\tBäckerei Krümel"))
    made = Project.objects.get(title="Lastenrad")
    assert made.steps == ["o\tMilch holen", "ü\tEi", "Mehl und Öl"]
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<li>Milch holen</li><li>Ei</li>" in page
    assert [actor.name for actor in made.actors.all()] == ["Bäckerei Krümel"]


def test_the_numbers_of_a_list_are_no_part_of_its_names() -> None:
    field = LinesField(line_length=80, names=True)
    assert field.clean("1. Verein A\n\n2) Verein B\n3.•C") == ["Verein A", "Verein B", "C"]
    assert field.clean("1.) Verein A\n2.) Verein B") == ["Verein A", "Verein B"]
    # Here the number is all that tells them apart.
    assert field.clean("1. Klasse\n2. Klasse") == ["1. Klasse", "2. Klasse"]
    assert field.clean("1. Mai-Komitee\n2. Juni-Komitee") == ["1. Mai-Komitee", "2. Juni-Komitee"]
    assert field.clean("1. FC Heslach") == ["1. FC Heslach"]
    assert field.clean("1. FC Heslach\nVerein B") == ["1. FC Heslach", "Verein B"]


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        *(("1.500", 1500, "1.500"), ("1500 Euro", 1500, "1.500"), ("1.500,00 €", 1500, "1.500")),
        *(("12,50", Decimal("12.5"), "12,50"), ("ca. 200", 200, "200"), ("0", 0, "0")),
    ],
)
def test_costs_are_read_as_they_are_printed(
    client: Client, town: Town, typed: str, kept: Any, shown: str
) -> None:
    signed_in(client, "resident")
    client.post("/projekte/neu/", project_form(cost_base=typed))
    made = Project.objects.get(title="Lastenrad")
    assert made.cost_base == kept
    assert f"<dd>{shown} Euro</dd>" in client.get(made.get_absolute_url()).content.decode()
    assert record_of(made)["cost_base"] == float(kept)
    assert type(record_of(made)["cost_base"]) is (float if kept != int(kept) else int)


def test_an_amount_with_two_readings_is_asked(client: Client, town: Town) -> None:
    signed_in(client, "resident")
    answer = client.post("/projekte/neu/", project_form(cost_base="1,500"))
    assert not Project.objects.filter(title="Lastenrad").exists()
    assert answer.context["form"].errors["cost_base"] == [
        "Sind 1500 gemeint oder 1,5? Bitte schreiben Sie es so."
    ]


@pytest.mark.parametrize("cost", ["12,50", "1500", ""])
def test_saving_unchanged_changes_no_amount(client: Client, town: Town, cost: str) -> None:
    signed_in(client, "resident")
    client.post("/projekte/neu/", project_form(cost_base=cost))
    made = Project.objects.get(title="Lastenrad")
    before = snapshot(made)
    address = f"{made.get_absolute_url()}bearbeiten/"
    client.post(address, editing(client, address))
    made.refresh_from_db()
    assert (snapshot(made), made.head_number) == (before, 1)


def test_target_groups_are_the_same_by_their_words(town: Town) -> None:
    names = ["Ältere Menschen", "ÄLTERE\u00a0Menschen", "Ältere Men\u00adschen", "C", "C++", "c++"]
    groups = services.ensure_target_groups(names)
    assert [group.name for group in groups] == ["Ältere Menschen", "C", "C++"]
    assert [group.slug for group in groups][1:] == ["c", "c-2"]
    assert services.ensure_target_groups(["c++"]) == groups[2:]


def test_a_hit_does_not_run_one_field_into_the_next(client: Client, town: Town) -> None:
    services.update_date(
        entry=town.date,
        text="",
        place="Ostendstraße 231",
        open_to="ältere Menschen und alle, die nicht allein essen möchten",
        costs="4,80 Euro",
    )
    record = contract.source("event").records([town.date.pk])[town.date.pk]
    shown = as_a_line(snippet(record.text, {"ostendstrass", "euro"}))
    assert "</mark> 231 · ältere Menschen" in shown
    assert "möchten · 4,80" in shown
