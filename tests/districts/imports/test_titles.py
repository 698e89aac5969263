"""Titles of entries and of what orders them: one line, visible, in their own direction."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cms.services import EDITORS
from districts import services
from districts.imports.report import Report
from districts.imports.upsert import ImportedRow, Upsert
from districts.models import Actor, CouncilPaper, Date, District, Project, Topic
from districts.services.writing import NotAName
from tests.cms.forms import send
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import full_proofs

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BAD = {
    "marks": "Fest" + "\u0301" * 60,
    "strewn marks": "".join(char + "\u0330" for char in "Sommerfest am Neckar für alle"),
    "direction": "Fest \u202efed.exe",
    "isolate": "Fest \u2066x",
    "filler": "Fest\u3164",
    "empty to the eye": "\u115f\u2800",
    "tags": "Fest\U000e0041\U000e0042",
    "joiner": "Fe\u200dst",
    "control": "Fest\x07",
    "private": "Fest\ue001",
    "signs only": "…!",
}


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def forms() -> dict[str, tuple[str, dict[str, Any]]]:
    """The form of each kind: its address, and what it takes beside its name."""
    morning = timezone.localtime() + timedelta(days=3)
    when = {"day": f"{morning:%Y-%m-%d}", "begins": "10:00"}
    conditions = {"bedingung-TOTAL_FORMS": "0", "bedingung-INITIAL_FORMS": "0"}
    return {
        "/projekte/neu/": ("title", {"summary": "Kurz", "status": "running"} | conditions),
        "/akteure/neu/": ("name", {"summary": "Kurz", "sector": "nonprofit"}),
        "/netzwerke/neu/": ("title", {"summary": "Kurz", "purposes": "knowledge", "reach": "city"}),
        "/termine/neu/": ("title", {"kind": "other", "text": "Kurz", "when": "once", **when}),
    }


FORMS = ("/projekte/neu/", "/akteure/neu/", "/netzwerke/neu/", "/termine/neu/")


#: Every day each name is typed into one form, and each form gets some of them.
@pytest.mark.parametrize(
    ("address", "why"),
    [
        pytest.param(address, why, marks=() if number % 4 == turn else pytest.mark.full)
        for turn, address in enumerate(FORMS)
        for number, why in enumerate(BAD)
    ],
)
def test_a_form_says_at_the_name_why_it_is_none(
    client: Client, town: Town, address: str, why: str
) -> None:
    client.force_login(person("resident"))
    field, rest = forms()[address]
    answer = client.post(address, {**rest, field: BAD[why], "districts": [town.west.pk]})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert "Kurz" in answer.content.decode()


@pytest.mark.parametrize("why", BAD)
def test_services_refuse_it_as_well(town: Town, why: str) -> None:
    start = timezone.now()
    makers: list[Any] = [
        lambda title: services.create_project(title=title, summary=""),
        lambda title: services.create_actor(name=title, sector="nonprofit"),
        lambda title: services.create_network(title=title, summary=""),
        lambda title: services.create_date(title=title, start=start),
        lambda title: services.create_need(title=title),
        lambda title: services.create_topic(name=title),
        lambda title: services.create_city(name=title),
        lambda title: services.create_district(city=town.city, name=title),
        lambda title: services.update_actor(actor=town.actor, name=title),
        lambda title: services.update_topic(topic=town.topic, name=title),
        lambda title: services.update_district(district=town.west, name=title),
        lambda title: services.update_city(city=town.city, name=title),
    ]
    for make in makers:
        with pytest.raises(NotAName):
            make(BAD[why])


@pytest.mark.parametrize(
    "breaking", ["\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\t"]
)
def test_a_title_is_one_line_and_its_calendar_is_read(
    client: Client, town: Town, breaking: str
) -> None:
    made = services.create_date(title=f"Fest{breaking}im Hof", start=timezone.now() + timedelta(1))
    assert made.title == "Fest im Hof"
    for address in ("/termine/kalender.ics", f"{made.get_absolute_url()}termin.ics"):
        answer = client.get(address)
        if answer.status_code != 404:
            assert "SUMMARY:Fest im Hof" in answer.content.decode()
    # Also where an older row holds one.
    Date.objects.filter(pk=made.pk).update(title=f"Fest{breaking}im Hof", place=f"Hof{breaking}2")
    assert client.get("/termine/kalender.ics").status_code == 200
    assert client.get(made.get_absolute_url()).status_code == 200


def test_other_single_lines_lose_breaks_and_turns(client: Client, town: Town) -> None:
    client.force_login(person("resident"))
    _field, rest = forms()["/akteure/neu/"]
    form = {**rest, "name": "Laden", "address": "Hof\u202e 2\n\nhinten\u200b"}
    assert client.post("/akteure/neu/", form).status_code == 302
    assert Actor.objects.get(name="Laden").address == "Hof 2 hinten"


def test_names_are_kept_composed_and_tidy(town: Town) -> None:
    made = services.create_project(title="  Cafe\u0301  fu\u0308r\u00ad alle ", summary="")
    assert (made.title, made.slug) == ("Café für alle", "cafe-fuer-alle")
    services.update_project(project=made, title="Cafe\u0301\u00a0Neu")
    made.refresh_from_db()
    assert made.title == "Café Neu"
    head = made.revisions.latest("number")
    assert head.fields["title"] == "Café Neu"


@pytest.mark.parametrize("model", ["topic", "district", "city"])
def test_the_admin_says_at_the_name_why_it_is_none(client: Client, town: Town, model: str) -> None:
    editor = person("resident")
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    row = {"topic": town.topic, "district": town.west, "city": town.city}[model]
    address = f"/admin/snippets/districts/{model}/edit/{row.pk}/"
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        many = value if isinstance(value, list | tuple) else [value]
        sent[bound.html_name] = [str(getattr(one, "pk", one)) for one in many if one is not None]
    before = row.name
    turn = ["topic", "district", "city"].index(model)
    for bad in BAD.values() if full_proofs() else [*BAD.values()][turn::3]:
        answer = send(client, address, {**sent, "name": bad})
        assert "name" in answer.context["form"].errors
    row.refresh_from_db()
    assert row.name == before


def test_foreign_data_is_taken_over_without_what_nobody_may_type(tmp_path: Path) -> None:
    rows = [("We\u202est", 0), ("Mit\nte\u3164", 1), ("\u115f", 2), ("Os" + "\u0301" * 9 + "t", 3)]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[9 + n, 48], [9.5 + n, 48], [9.5 + n, 48.5], [9 + n, 48]]],
            },
        }
        for name, n in rows
    ]
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    for _run in range(2):
        call_command("import_districts", str(file), city="Muster", json=True)
    assert sorted(District.objects.values_list("name", flat=True)) == ["Mit te", "Ośt", "West"]


def test_upserts_put_names_right_and_stay_quiet_the_second_time(town: Town) -> None:
    tally = Report().tally("papers")
    names = ["Vor\u202elage", "\u3164", "Zwei\nZeilen"]
    rows = [ImportedRow(f"p{n}", name, name, {"title": name}) for n, name in enumerate(names)]
    for _run in range(2):
        Upsert(CouncilPaper, "paper", town.city, tally).write(rows)
    papers = CouncilPaper.objects.filter(external_id__gt="").order_by("external_id")
    titles = list(papers.values_list("title", flat=True))
    assert titles == ["Vorlage", str(CouncilPaper._meta.verbose_name), "Zwei Zeilen"]
    assert (tally.new, tally.changed, tally.unchanged) == (3, 0, 3)
    assert not Topic.objects.filter(name="\u3164").exists()
    assert not Project.objects.filter(title="\u3164").exists()
