"""A body that its source has withdrawn takes with it what it has here, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from districts import services
from districts.models import Actor, City, CouncilPaper, District
from tests.districts.deliveries import RAT, live, numbers, paper, run, write

pytestmark = pytest.mark.django_db


def body(folder: Path, **more: Any) -> Path:
    """Say in `body.json` that the body is withdrawn."""
    folder.mkdir(exist_ok=True)
    (folder / "body.json").write_text(json.dumps({"id": f"{RAT}/b", "deleted": True, **more}))
    return folder


@pytest.mark.parametrize("mode", ["ask", "keep", "hide"])
@pytest.mark.parametrize("said", [True, "true ", 1])
def test_it_hides_everything_at_once(tmp_path: Path, mode: str, said: Any) -> None:
    write(tmp_path, "organizations", {"id": f"{RAT}/o/1", "name": "Gemeinderat"})
    run(write(tmp_path, "papers", paper(1), paper(2)))
    answer = run(body(tmp_path / "neu", deleted=said), missing=mode)
    assert (answer["papers"]["removed"], answer["organisations"]["removed"]) == (2, 1)
    assert answer["notes"] == []
    assert numbers() == set()
    assert live("organizations") == set()
    assert run(tmp_path / "neu")["papers"]["removed"] == 0


def test_what_it_still_delivers_is_hidden_too_and_nothing_is_made(tmp_path: Path) -> None:
    run(write(tmp_path, "papers", paper(1), paper(2)))
    places = {"districts": ["Neu"], "papers": {"2": {"primary": ["Neu"]}}}
    (tmp_path / "paper-stadtteile.json").write_text(json.dumps(places))
    run(body(write(tmp_path, "papers", paper(2, reference="Neu"), paper(3))))
    assert numbers() == set()
    assert not CouncilPaper.objects.filter(title="Vorlage 3").exists()
    assert not District.objects.exists()


def test_it_comes_back_but_not_what_somebody_hid(tmp_path: Path) -> None:
    run(write(tmp_path, "papers", paper(1), paper(2)))
    services.hide_entry(entry=CouncilPaper.objects.get(title="Vorlage 1"))
    run(body(tmp_path / "neu"))
    run(tmp_path)
    assert numbers() == {2}


#: The id of the body, ids of its objects, ids of another system that feeds the same town.
SOURCES = [
    (f"{RAT}/b", f"{RAT}/papers/1", "https://kreis.example.org/papers/1"),
    (f"{RAT}/bodies/1", f"{RAT}/bodies/1/papers/1", f"{RAT}/bodies/2/papers/1"),
    (f"{RAT}/bodies/1", f"{RAT}/papers/1", "https://kreis.example.org/papers/1"),
    (f"{RAT}/body/1", f"{RAT}/bodies/1/papers/1", "https://kreis.example.org/papers/1"),
    ("1", "papers-1", f"{RAT}/papers/1"),
    ("urn:uuid:1", "urn:uuid:2", f"{RAT}/papers/1"),
]


@pytest.mark.parametrize(("name", "own", "other"), SOURCES)
def test_another_system_of_the_town_is_left_alone(
    tmp_path: Path, name: str, own: str, other: str
) -> None:
    for identifier in (own, other):
        run(write(tmp_path / "alles", "papers", {"id": identifier, "name": "X"}))
    assert live() == {own, other}
    run(body(tmp_path / "neu", id=name), missing="hide")
    assert live() == {other}


@pytest.mark.parametrize(
    ("name", "there"),
    [
        (f"{RAT}/bodies/2", f"{RAT}/bodies/1/papers/1"),
        ("https://kreis.example.org/b", f"{RAT}/papers/1"),
    ],
)
def test_a_body_that_has_nothing_here_is_said(tmp_path: Path, name: str, there: str) -> None:
    run(write(tmp_path / "alles", "papers", {"id": there, "name": "X"}))
    answer = run(body(tmp_path / "neu", id=name))
    assert live() == {there}
    assert [row["why"] for row in answer["notes"]] == [
        "die Quelle hat die Körperschaft zurückgezogen, und nichts hier ist von ihr"
    ]


@pytest.mark.parametrize("name", [None, "", "1"])
def test_an_id_without_an_address_is_the_one_system_of_the_town(tmp_path: Path, name: Any) -> None:
    run(write(tmp_path / "alles", "papers", paper(1)))
    run(body(tmp_path / "neu", id=name))
    assert numbers() == set()


@pytest.mark.parametrize("name", ["1", f"{RAT}/b"])
def test_which_of_several_bodies_is_meant_is_not_guessed(tmp_path: Path, name: str) -> None:
    ids = {f"{RAT}/bodies/{number}/papers/1" for number in (1, 2)}
    for identifier in ids:
        run(write(tmp_path / "alles", "papers", {"id": identifier, "name": "X"}))
    answer = run(body(tmp_path / "neu", id=name), missing="hide")
    assert live() == ids
    assert len(answer["notes"]) == 1


def test_its_city_is_found_by_its_id(tmp_path: Path) -> None:
    run(write(tmp_path / "alles", "papers", paper(1)))
    City.objects.update(name="Stadt Talstadt")
    assert run(body(tmp_path / "neu"), city="")["city"] == "Stadt Talstadt"
    assert numbers() == set()


def test_no_city_is_made_for_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="keine Stadt Talstadt"):
        run(body(write(tmp_path, "papers", paper(1))))
    assert not City.objects.exists()


def test_a_person_is_no_body(tmp_path: Path) -> None:
    run(write(tmp_path, "papers", paper(1)))
    run(body(tmp_path, type="https://schema.oparl.org/1.1/Person"))
    assert numbers() == {1}
    assert not Actor.objects.exists()
