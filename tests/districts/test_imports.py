"""Districts from GeoJSON, papers from OParl: what comes in, what not, what a second run does."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from districts import services
from districts.models import Actor, City, CouncilPaper, Date, District
from search.models import Entry
from tests.fixtures.conditions import every_day

pytestmark = pytest.mark.django_db


def square(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    ring = [[west, south], [west + side, south], [west + side, south + side]]
    ring += [[west, south + side], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(path: Path, *features: tuple[Any, Any], **more: Any) -> Path:
    rows = [
        {"type": "Feature", "properties": {"name": name, **more}, "geometry": geometry}
        for name, geometry in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return path


def run(command: str, *args: Any, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command(command, *map(str, args), json=True, stdout=out, **options)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


THREE = (("West", square(9.1, 48.7)), ("Mitte", square(9.11, 48.7)), ("Ost", square(9.13, 48.7)))


class TestDistricts:
    def test_a_second_run_changes_nothing(self, tmp_path: Path) -> None:
        file = collection(tmp_path / "a.geojson", *THREE)
        first = run("import_districts", file, city="Muster")
        assert first["districts"]["new"] == 3
        before = list(District.objects.order_by("pk").values())
        second = run("import_districts", file, city="Muster")
        assert (second["districts"]["new"], second["districts"]["changed"]) == (0, 0)
        assert second["districts"]["unchanged"] == 3
        assert second["neighbourhoods"]["changed"] == 0
        assert list(District.objects.order_by("pk").values()) == before

    def test_neighbours_touch_and_others_do_not(self, tmp_path: Path) -> None:
        run("import_districts", collection(tmp_path / "a.geojson", *THREE), city="Muster")
        middle = District.objects.get(name="Mitte")
        assert [d.name for d in middle.neighbours.all()] == ["West"]
        assert middle.latitude == pytest.approx(48.705)
        assert middle.outline is not None

    def test_two_places_that_differ_by_an_umlaut_stay_two(self, tmp_path: Path) -> None:
        three = (("Hofen", square(9.1, 48.7)), ("Höfen", square(9.12, 48.7)))
        run("import_districts", collection(tmp_path / "a.geojson", *three), city="Muster")
        assert set(District.objects.values_list("name", flat=True)) == {"Hofen", "Höfen"}
        again = (("HOFEN", square(9.1, 48.7)), ("Hoefen", square(9.12, 48.7)))
        answer = run("import_districts", collection(tmp_path / "a.geojson", *again), city="Muster")
        assert answer["districts"]["unchanged"] == 2
        bodies = [{"id": f"o{n}", "name": f"Ortschaftsrat {n}"} for n in ("Hoefen", "HOFEN")]
        (tmp_path / "organizations.json").write_text(json.dumps(bodies))
        run("import_oparl", tmp_path, city="Muster")
        homes = Actor.objects.order_by("pk").values_list("name", "districts__name")
        assert dict(homes) == {"Ortschaftsrat Hoefen": "Höfen", "Ortschaftsrat HOFEN": "Hofen"}

    def test_what_cannot_be_used_is_said(self, tmp_path: Path) -> None:
        bad = (
            ("", square(1, 1)),
            ("West", square(9.1, 48.7)),
            ("West", square(9.2, 48.7)),
            ("Punkt", {"type": "Point", "coordinates": [1, 2]}),
            ("Nichts", None),
            ("Mond", square(900, 400)),
            ("x" * 200, square(9.3, 48.7)),
            ("Schleife", {"type": "Polygon", "coordinates": [[[1, 1], [2, "a"]]]}),
        )
        answer = run("import_districts", collection(tmp_path / "a.geojson", *bad), city="Muster")
        assert answer["districts"]["new"] == 1
        assert len(answer["skipped"]) == 6
        assert [row["what"] for row in answer["notes"]] == ["West"]
        assert all(row["why"] for row in answer["skipped"])

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"features": 1}', "\x00", "[" * 100_000])
    def test_a_file_that_is_none_is_one_sentence(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "a.geojson"
        file.write_text(text)
        with pytest.raises(CommandError):
            call_command("import_districts", str(file), city="Muster")
        with pytest.raises(CommandError, match="Es gibt keine Datei"):
            call_command("import_districts", str(tmp_path / "nirgends"), city="Muster")
        assert not City.objects.exists()

    def test_addresses_stay_whatever_comes_later(self, tmp_path: Path) -> None:
        file = collection(tmp_path / "a.geojson", ("Altstadt", square(9.1, 48.7)))
        run("import_districts", file, city="Freiburg")
        run("import_districts", file, city="Köln")
        slugs = set(District.objects.values_list("slug", flat=True))
        assert slugs == {"altstadt", "altstadt-koeln"}
        moved = collection(tmp_path / "b.geojson", ("Altstadt", square(9.2, 48.7)))
        assert run("import_districts", moved, city="Köln")["districts"]["changed"] == 1
        assert set(District.objects.values_list("slug", flat=True)) == slugs

    def test_districts_can_stand_below_others(self, tmp_path: Path) -> None:
        file = collection(tmp_path / "a.geojson", *THREE, bezirk="Zentrum")
        run("import_districts", file, city="Muster", parent="bezirk")
        assert {d.parent.name for d in District.objects.filter(name="West") if d.parent} == {
            "Zentrum"
        }

    @pytest.mark.parametrize(
        ("name", "city", "number"),
        [
            pytest.param("hamburg", "Hamburg", 103, marks=pytest.mark.full),
            pytest.param("cologne", "Köln", 86, marks=pytest.mark.full),
            pytest.param("leipzig", "Leipzig", 63, marks=pytest.mark.full),
            ("freiburg", "Freiburg", 28),
        ],
    )
    def test_real_towns(self, shared_data: Path, name: str, city: str, number: int) -> None:
        answer = run("import_districts", shared_data / f"geo/{name}.geojson", city=city)
        assert answer["districts"]["new"] == number
        assert answer["skipped"] == []
        assert not District.objects.filter(neighbours__isnull=True).exists()

    @pytest.mark.walk
    def test_neighbours_of_a_real_town_are_those_of_the_map(
        self, shared_data: Path, tmp_path: Path
    ) -> None:
        """Checked by hand on a printed map; every day in a part of the town."""
        near = {
            "Sternschanze": {
                "Altona-Nord",
                "Altona-Altstadt",
                "Eimsbüttel",
                "Rotherbaum",
                "St. Pauli",
            },
            "HafenCity": {
                *("Hamburg-Altstadt", "Hammerbrook", "Kleiner Grasbrook", "Neustadt"),
                *("Rothenburgsort", "Steinwerder", "Veddel"),
            },
        }
        file = tmp_path / "hamburg.geojson"
        town = json.loads((shared_data / "geo/hamburg.geojson").read_text("utf-8"))
        named = {*near, *(name for names in near.values() for name in names)}
        rows = town["features"]
        others = every_day(
            [row for row in rows if row["properties"]["name"] not in named], one_in=4
        )
        town["features"] = [
            *(row for row in rows if row["properties"]["name"] in named),
            *others,
        ]
        file.write_text(json.dumps(town), encoding="utf-8")
        run("import_districts", file, city="Hamburg")
        assert District.objects.count() == len(town["features"]) > 30
        for name, expected in near.items():
            found = District.objects.get(name=name).neighbours
            assert set(found.values_list("name", flat=True)) == expected


def thing(sort: str, number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"https://rat.example/bodies/1/{sort}/{number}", **fields}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small council: two bodies, a meeting, two papers, a text."""
    path = tmp_path / "musterstadt"
    for name in ("papers", "meetings", "file-contents"):
        (path / name).mkdir(parents=True)
    bodies = [
        thing("organizations", 1, name="Ortschaftsrat West"),
        thing("organizations", 2, name="Tiefbauamt", website="javascript:alert(1)"),
    ]
    (path / "organizations.json").write_text(json.dumps(bodies))
    meeting = thing(
        "meetings",
        5,
        name="Ortschaftsrat West",
        start="2026-03-02T18:00:00+01:00",
        end="2026-03-02T20:00:00+01:00",
        organization=[bodies[0]["id"]],
        location={"room": "Saal"},
        agendaItem=[
            {"order": 2, "number": "2", "name": "Bänke"},
            {"order": 1, "number": "1", "name": "Bäume"},
            {"order": 3, "name": "Personal", "public": False},
        ],
    )
    (path / "meetings/5.json").write_text(json.dumps(meeting))
    write_paper(path, 7, name="Mehr Bäume", superordinatedPaper=paper_id(8))
    write_paper(path, 8, name="Bäume und Bänke")
    (path / "file-contents/70.txt").write_text("Wir beantragen Linden.\x00")
    places = {
        "districts": ["West", "Ost"],
        "papers": {"7": {"primary": ["West"], "mentioned": ["Ost", "Nirgendwo"]}},
    }
    (path / "paper-stadtteile.json").write_text(json.dumps(places))
    return path


def paper_id(number: int) -> str:
    return str(thing("papers", number)["id"])


def write_paper(path: Path, number: int, **fields: Any) -> None:
    raw = thing(
        "papers",
        number,
        reference=f"2026/{number}",
        paperType="Antrag",
        date="2026-02-03",
        underDirectionOf=["https://rat.example/bodies/1/organizations/2"],
        consultation=[{"meeting": "https://rat.example/bodies/1/meetings/5"}],
        auxiliaryFile=[
            {
                "id": f"https://rat.example/bodies/1/files/{number}0",
                "name": "Antrag",
                "accessUrl": f"https://rat.example/{number}.pdf",
            }
        ],
        **fields,
    )
    (path / f"papers/{number}.json").write_text(json.dumps(raw))


class TestOparl:
    def test_everything_finds_its_place(self, folder: Path) -> None:
        answer = run("import_oparl", folder)
        assert answer["city"] == "Musterstadt"
        assert [answer[k]["new"] for k in ("districts", "organisations", "meetings", "papers")] == [
            *(2, 2, 1, 2)
        ]
        paper = CouncilPaper.objects.get(reference="2026/7")
        assert paper.text == "Wir beantragen Linden."
        assert set(paper.districts.values_list("name", flat=True)) == {"West", "Ost"}
        assert [p.title for p in paper.refers_to.all()] == ["Bäume und Bänke"]
        assert [a.name for a in paper.bodies.all()] == ["Tiefbauamt"]
        assert paper.original_url == "https://rat.example/7.pdf"
        date = Date.objects.get()
        assert date.agenda == "1 Bäume\n2 Bänke"
        assert [d.name for d in date.districts.all()] == ["West"]
        assert Actor.objects.get(name="Tiefbauamt").website == ""
        assert Actor.objects.get(name="Ortschaftsrat West").sector == "politics"
        assert not Actor.objects.listed().exists()
        assert Entry.objects.filter(kind="paper", stale=True).count() == 2

    def test_the_case_of_the_names_of_files_makes_no_difference(self, folder: Path) -> None:
        """Some systems write "7.JSON"; nothing may be passed over without a word."""
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rename(path.with_name(path.name.upper()))
        answer = run("import_oparl", folder)
        assert [answer[k]["new"] for k in ("districts", "organisations", "meetings", "papers")] == [
            *(2, 2, 1, 2)
        ]
        paper = CouncilPaper.objects.get(reference="2026/7")
        assert paper.text == "Wir beantragen Linden."
        assert set(paper.districts.values_list("name", flat=True)) == {"West", "Ost"}

    @pytest.mark.parametrize(
        "spelled", ["MÜNSTER  (Westf.)", "Muenster Westf", "Mün\u00adster (Westf.)"]
    )
    def test_a_city_is_the_one_of_the_same_words(self, folder: Path, spelled: str) -> None:
        """Both imports ask one rule, so that a town has one council whoever types its name."""
        services.create_city(name="Munster (Westf.)")
        city = services.create_city(name="Münster (Westf.)")
        run("import_oparl", folder, city=spelled)
        assert set(CouncilPaper.objects.values_list("city", flat=True)) == {city.pk}
        run("import_districts", collection(folder / "a.geojson", *THREE), city=spelled)
        assert District.objects.filter(city=city).count() == 3
        assert City.objects.count() == 2

    def test_a_withdrawn_body_is_found_by_the_words_of_its_city(self, folder: Path) -> None:
        """Nothing else may say which city is meant: its objects are all gone from the delivery."""
        city = services.create_city(name="Musterstadt")
        folder = folder.parent / "leer"
        folder.mkdir()
        (folder / "body.json").write_text(json.dumps({"id": "x", "deleted": True}))
        answer = run("import_oparl", folder, city="MUSTERSTADT")
        assert answer["city"] == city.name

    def test_what_is_missing_or_unknown_is_said(self, folder: Path) -> None:
        (folder / "papers/9.json").write_text("{")
        (folder / "meetings/6.json").write_text(json.dumps(thing("meetings", 6, name="Ohne Zeit")))
        answer = run("import_oparl", folder)
        why = {row["why"] for row in answer["skipped"]}
        assert why == {
            "Die Datei, Zeile 1: Die Datei endet mittendrin; sie ist wohl abgeschnitten.",
            "unbekanntes Gebiet",
            "Sitzung ohne Beginn",
        }
        assert {row["why"] for row in answer["notes"]} == {"Vorlage ohne Text"}

    def test_a_second_run_changes_nothing(self, folder: Path) -> None:
        run("import_oparl", folder)
        Entry.objects.update(stale=False)
        before = list(CouncilPaper.objects.values())
        answer = run("import_oparl", folder)
        for kind in ("districts", "organisations", "meetings", "papers"):
            assert (answer[kind]["new"], answer[kind]["changed"]) == (0, 0), kind
        assert list(CouncilPaper.objects.values()) == before
        assert not Entry.objects.filter(stale=True).exists()

    def test_changes_are_followed(self, folder: Path) -> None:
        run("import_oparl", folder)
        slug = CouncilPaper.objects.get(reference="2026/8").slug
        write_paper(folder, 8, name="Nur Bänke")
        (folder / "file-contents/80.txt").write_text("Holz")
        answer = run("import_oparl", folder)
        assert (answer["papers"]["changed"], answer["papers"]["unchanged"]) == (1, 1)
        paper = CouncilPaper.objects.get(reference="2026/8")
        assert (paper.title, paper.text, paper.slug) == ("Nur Bänke", "Holz", slug)
        assert paper.referred_by.count() == 1

    def test_what_is_gone_is_hidden_and_what_is_broken_is_not(self, folder: Path) -> None:
        run("import_oparl", folder)
        (folder / "papers/7.json").write_text("{")
        (folder / "papers/8.json").unlink()
        write_paper(folder, 10, name="Neu")
        answer = run("import_oparl", folder, missing="hide")
        assert answer["papers"]["removed"] == 1
        states = dict(CouncilPaper.objects.values_list("reference", "state"))
        assert states == {"2026/7": "live", "2026/8": "hidden", "2026/10": "live"}
        assert Entry.objects.get(
            kind="paper", object_id=CouncilPaper.objects.get(reference="2026/8").pk
        ).hidden
        write_paper(folder, 8, name="Bäume und Bänke")
        run("import_oparl", folder)
        assert CouncilPaper.objects.get(reference="2026/8").state == "live"

    def test_what_a_moderator_hid_stays_hidden(self, folder: Path) -> None:
        run("import_oparl", folder)
        services.hide_entry(entry=CouncilPaper.objects.get(reference="2026/8"))
        write_paper(folder, 8, name="Geändert")
        run("import_oparl", folder)
        assert CouncilPaper.objects.get(reference="2026/8").state == "hidden"

    def test_an_empty_folder_removes_nothing(self, folder: Path, tmp_path: Path) -> None:
        run("import_oparl", folder)
        (tmp_path / "leer").mkdir()
        with pytest.raises(CommandError, match="keine Organisationen"):
            call_command("import_oparl", str(tmp_path / "leer"), city="Musterstadt")
        for file in (folder / "papers").iterdir():
            file.unlink()
        answer = run("import_oparl", folder)
        assert "nichts davon ließ sich lesen, also gilt nichts als entfernt" in {
            row["why"] for row in answer["notes"]
        }
        assert CouncilPaper.objects.live().count() == 2

    def test_a_real_council(self, shared_data: Path) -> None:
        answer = run("import_oparl", shared_data / "karlsruhe")
        assert answer["city"] == "Karlsruhe"
        figures = {
            k: answer[k]["new"] for k in ("districts", "papers", "organisations", "meetings")
        }
        assert figures == {"districts": 28, "papers": 829, "organisations": 97, "meetings": 100}
        again = run("import_oparl", shared_data / "karlsruhe")
        assert all(again[k]["new"] == again[k]["changed"] == 0 for k in figures)
