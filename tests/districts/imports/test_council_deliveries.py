"""Deliveries of council systems: whole or in part, withdrawn, nameless, with any ids."""

import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from hypothesis import given
from hypothesis import strategies as st

from districts import services
from districts.imports import foreign_words as foreign
from districts.imports import upsert
from districts.imports.missing import Missing
from districts.imports.oparl_objects import title_of
from districts.models import Actor, City, CouncilPaper, Date, Topic
from search.models import Entry
from tests.districts.deliveries import KINDS, RAT, live, numbers, paper, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_cases(shared_data: Path) -> Path:
    run(shared_data / "cases/oparl/first")
    assert numbers() == {1, 2, 3, 4, 5, 6, 7}
    return shared_data / "cases/oparl"


class TestTheGivenCases:
    def test_what_is_withdrawn_is_hidden_and_nothing_else(self, given_cases: Path) -> None:
        answer = run(given_cases / "withdrawn")
        assert answer["papers"]["removed"] == 1
        assert numbers() == {1, 2, 4, 5, 6, 7}
        assert run(given_cases / "withdrawn")["papers"]["removed"] == 0

    def test_a_part_hides_nothing(self, given_cases: Path) -> None:
        with pytest.raises(CommandError) as refused:
            run(given_cases / "partial")
        for words in ("6 von 7", "--missing keep", "--missing hide", "--limit"):
            assert words in str(refused.value)
        assert numbers() == {1, 2, 3, 4, 5, 6, 7}
        assert not CouncilPaper.objects.filter(title__contains="geändert").exists()
        answer = run(given_cases / "partial", missing="keep")
        assert (answer["papers"]["changed"], answer["papers"]["removed"]) == (1, 0)
        assert numbers() == {1, 2, 3, 4, 5, 6, 7}
        assert any("bleiben" in row["why"] for row in answer["notes"])

    def test_names_are_made_and_entities_are_letters(self, given_cases: Path) -> None:
        titles = dict(CouncilPaper.objects.values_list("reference", "title"))
        assert titles["V-6/2026"] == "Vorlage V-6/2026"
        assert titles["V-7/2026"] == "Kita & Hort – Neubau"


class TestDeleted:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("said", [True, "true", "True", 1, "1"])
    def test_it_hides_in_every_kind_and_without_a_name(
        self, tmp_path: Path, kind: str, said: Any
    ) -> None:
        rows = [
            {"id": f"{RAT}/{kind}/{n}", "name": f"Rat {n}", "start": "2026-03-02T18:00:00+01:00"}
            for n in (1, 2)
        ]
        run(write(tmp_path, kind, *rows))
        Entry.objects.update(stale=False)
        gone = {"id": rows[0]["id"], "deleted": said, "modified": "2026-05-02T00:00:00Z"}
        answer = run(write(tmp_path, kind, gone))
        assert answer["skipped"] == []
        assert live(kind) == {rows[1]["id"]}
        run(write(tmp_path, kind, *rows))
        assert live(kind) == {rows[0]["id"], rows[1]["id"]}

    @pytest.mark.parametrize("said", [False, None, 0, "false", ""])
    def test_what_is_not_deleted_stays(self, tmp_path: Path, said: Any) -> None:
        run(write(tmp_path, "papers", paper(1, deleted=said)))
        assert numbers() == {1}

    @pytest.mark.parametrize("options", [{}, {"missing": "keep"}, {"missing": "hide"}])
    def test_it_hides_in_every_mode(self, tmp_path: Path, options: dict[str, Any]) -> None:
        run(write(tmp_path, "papers", *map(paper, range(5))))
        rows = [paper(0), *(paper(n, deleted=True) for n in range(1, 5))]
        run(write(tmp_path, "papers", *rows), **options)
        assert numbers() == {0}

    @pytest.mark.parametrize("order", [1, -1])
    def test_it_counts_wherever_it_stands(self, tmp_path: Path, order: int) -> None:
        rows = [paper(1), paper(1, deleted=True)][::order]
        run(write(tmp_path, "papers", *rows, paper(2)))
        assert numbers() == {2}

    def test_parts_of_objects_that_are_deleted_are_left_out(self, tmp_path: Path) -> None:
        body = {"id": f"{RAT}/o/1", "name": "Gemeinderat"}
        file = {"id": f"{RAT}/f/1", "name": "Geheim", "accessUrl": f"{RAT}/1.pdf", "text": "Pst"}
        meeting = {"id": f"{RAT}/m/1", "name": "Sitzung", "start": "2026-03-02T18:00:00+01:00"}
        gone = {"deleted": True}
        write(tmp_path, "organizations", body)
        write(
            tmp_path,
            "meetings",
            meeting
            | {
                "location": {"description": "Geheim", **gone},
                "organization": [{**body, **gone}],
                "agendaItem": [{"name": "Geheim", **gone}, {"name": "Bäume"}],
            },
        )
        write(
            tmp_path,
            "papers",
            paper(
                1,
                mainFile={**file, **gone},
                auxiliaryFile=[{**file, **gone}],
                consultation=[{"meeting": meeting["id"], **gone}],
                originatorOrganization=[{**body, **gone}],
            ),
        )
        run(tmp_path)
        found, date = CouncilPaper.objects.get(), Date.objects.get()
        assert (found.files, found.text, found.original_url) == ([], "", "")
        assert not found.meetings.exists()
        assert not found.bodies.exists()
        assert (date.agenda, date.place) == ("Bäume", "")
        assert not date.bodies.exists()

    def test_what_a_moderator_hid_stays_hidden_when_it_comes_back(self, tmp_path: Path) -> None:
        run(write(tmp_path, "papers", paper(1), paper(2)))
        services.hide_entry(entry=CouncilPaper.objects.get(title="Vorlage 1"))
        run(write(tmp_path, "papers", paper(1, deleted=True), paper(2)))
        run(write(tmp_path, "papers", paper(1), paper(2)))
        assert numbers() == {2}


class TestParts:
    @pytest.mark.parametrize(
        ("there", "left", "limit", "is_above"),
        [
            (5, 1, 10, True),
            (2, 1, 10, True),
            (3, 2, 10, True),
            (9, 8, 10, True),
            (10, 9, 10, False),
            (20, 18, 10, False),
            (20, 17, 10, True),
            (20, 17, 15, False),
            (5, 1, 80, False),
            (5, 1, 79, True),
            (5, 4, 0, True),
            (5, 1, 100, False),
        ],
    )
    def test_the_limit(self, there: int, left: int, limit: int, is_above: bool) -> None:
        missing = {str(number) for number in range(there - left)}
        assert Missing("papers", missing, there).is_above(limit) is is_above

    @pytest.mark.parametrize("left", [1, 2, 3])
    def test_nothing_is_written_above_the_limit(self, tmp_path: Path, left: int) -> None:
        run(write(tmp_path, "papers", *map(paper, range(5))))
        before = list(CouncilPaper.objects.order_by("pk").values())
        rows = [paper(number, reference="Neu") for number in range(left)]
        write(tmp_path, "organizations", {"id": f"{RAT}/o/1", "name": "Gemeinderat"})
        with pytest.raises(CommandError, match=f"{5 - left} von 5"):
            run(write(tmp_path, "papers", *rows, paper(99)))
        assert list(CouncilPaper.objects.order_by("pk").values()) == before
        assert not Actor.objects.exists()
        run(tmp_path, missing="hide")
        assert numbers() == {*range(left), 99}

    def test_each_kind_has_its_own_limit(self, tmp_path: Path) -> None:
        bodies = [{"id": f"{RAT}/o/{n}", "name": f"Rat {n}"} for n in range(5)]
        write(tmp_path, "organizations", *bodies)
        run(write(tmp_path, "papers", *map(paper, range(50))))
        write(tmp_path, "papers", *map(paper, range(49)))
        with pytest.raises(CommandError, match="Organisationen: 4 von 5") as refused:
            run(write(tmp_path, "organizations", bodies[0]))
        assert "von 50" not in str(refused.value)

    @pytest.mark.parametrize(
        ("said", "left"), [("j", {0}), ("", {0, 1, 2, 3}), ("n", {0, 1, 2, 3})]
    )
    def test_somebody_at_the_terminal_is_asked(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, left: set[int]
    ) -> None:
        asked: list[str] = []

        def answer(question: str) -> str:
            asked.append(question)
            return said

        run(write(tmp_path, "papers", *map(paper, range(4))))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", answer)
        with pytest.raises(CommandError, match="--missing"):
            run(write(tmp_path, "papers", paper(0)), interactive=False)
        assert asked == []
        run(tmp_path, interactive=True)
        assert len(asked) == 1
        assert "3 von 4" in asked[0]
        assert numbers() == left

    def test_a_delivery_without_a_name_is_of_the_city_that_has_its_objects(
        self, tmp_path: Path
    ) -> None:
        run(write(tmp_path / "alles", "papers", paper(1), paper(2)))
        City.objects.update(name="Stadt Talstadt")
        gone = write(tmp_path / "aenderungen", "papers", paper(2, deleted=True))
        assert run(gone, city="")["city"] == "Stadt Talstadt"
        changed = write(tmp_path / "nachtrag", "papers", paper(1, reference="Neu"))
        run(changed, city="")
        assert numbers() == {1}
        assert CouncilPaper.objects.get(state="live").reference == "Neu"
        assert City.objects.count() == 1

    def test_no_city_is_made_for_what_is_deleted(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="keine Stadt Talstadt"):
            run(write(tmp_path, "papers", paper(1, deleted=True)))
        assert not City.objects.exists()

    @pytest.mark.parametrize("limit", [-1, 101])
    def test_a_limit_is_a_percentage(self, tmp_path: Path, limit: int) -> None:
        with pytest.raises(CommandError, match="--limit"):
            run(write(tmp_path, "papers", paper(1)), limit=limit)

    def test_what_could_not_be_read_is_not_missing(self, tmp_path: Path) -> None:
        run(write(tmp_path, "papers", *map(paper, range(5))))
        write(tmp_path, "papers", *map(paper, range(4)))
        (tmp_path / "papers/unklar.json").write_text("{")
        answer = run(tmp_path)
        assert numbers() == {0, 1, 2, 3, 4}
        assert any("nicht gelesen" in row["why"] for row in answer["notes"])

    def test_shadows_of_files_are_no_files(self, tmp_path: Path) -> None:
        write(tmp_path, "papers", paper(1))
        (tmp_path / "papers/._1.json").write_bytes(b"\x00\x05\x16\x07")
        assert run(tmp_path)["skipped"] == []

    def test_files_whose_names_differ_in_case_alone_are_both_read(self, tmp_path: Path) -> None:
        write(tmp_path, "papers", paper(1))
        (tmp_path / "papers/00000.JSON").write_text(json.dumps(paper(2)))
        run(tmp_path)
        assert numbers() == {1, 2}

    def test_another_system_of_the_town_is_left_alone(self, tmp_path: Path) -> None:
        run(write(tmp_path, "papers", paper(1), paper(2)))
        other = {"id": "https://kreis.example.org/p/1", "name": "Kreis"}
        run(write(tmp_path, "papers", other))
        assert live() == {f"{RAT}/papers/1", f"{RAT}/papers/2", other["id"]}


#: How ids of one system may look; `{}` is a number.
ID_STYLES = [
    "https://rat.example.org/papers/{}",
    "https://rat.example.org/papers/{}/",
    "https://rat.example.org/oparl?type=paper&id={}",
    "https://rat.example.org/papers#{}",
    "https://rat.example.org/{}/papers",
    "https://rat.example.org/bodies/1/papers/vo/{}",
    "urn:uuid:00000000-0000-0000-0000-{}",
    "Vorlage {} / äöü",
    "{}",
    "papers/{}" + "/x" * 300,
    "x" * 500 + "{}",
]


class TestIds:
    @pytest.mark.parametrize("style", ID_STYLES, ids=lambda style: style[:40])
    def test_they_say_nothing_and_serve_all_the_same(self, tmp_path: Path, style: str) -> None:
        def rows(*chosen: int) -> list[dict[str, Any]]:
            return [
                {
                    "id": style.format(n),
                    "name": f"Vorlage {n}",
                    "superordinatedPaper": style.format(n - 1),
                }
                for n in chosen
            ]

        run(write(tmp_path, "papers", *rows(1, 2, 3)))
        assert CouncilPaper.objects.count() == 3
        assert CouncilPaper.objects.get(title="Vorlage 3").refers_to.get().title == "Vorlage 2"
        assert run(tmp_path)["papers"]["unchanged"] == 3
        run(write(tmp_path, "papers", *rows(1, 2)), missing="hide")
        assert [p.title for p in CouncilPaper.objects.filter(state="hidden")] == ["Vorlage 3"]
        gone = {"id": style.format(1), "deleted": True}
        run(write(tmp_path, "papers", *rows(2), gone))
        assert [p.title for p in CouncilPaper.objects.filter(state="live")] == ["Vorlage 2"]

    def test_numbers_are_ids_too_and_kinds_do_not_share_them(self, tmp_path: Path) -> None:
        write(tmp_path, "organizations", {"id": 7, "name": "Gemeinderat"})
        write(tmp_path, "papers", {"id": 7, "name": "Bäume", "originatorOrganization": [7]})
        write(tmp_path, "meetings", {"id": "7", "name": "Sitzung", "start": "2026-03-02T18:00"})
        run(tmp_path)
        assert [body.name for body in CouncilPaper.objects.get().bodies.all()] == ["Gemeinderat"]
        assert Date.objects.count() == 1

    @pytest.mark.parametrize("value", [None, "", "  ", True, 1.5, [], {}, "\x00"])
    def test_what_has_none_is_said(self, tmp_path: Path, value: Any) -> None:
        answer = run(write(tmp_path, "papers", {"id": value, "name": "X"}, paper(1)))
        assert [row["what"] for row in answer["skipped"]] == ["X"]

    def test_districts_are_assigned_by_the_whole_id_too(self, tmp_path: Path) -> None:
        identifier = "https://rat.example.org/oparl?id=7&type=paper"
        places = {"districts": ["West"], "papers": {identifier: {"primary": ["West"]}}}
        (tmp_path / "paper-stadtteile.json").write_text(json.dumps(places))
        run(write(tmp_path, "papers", {"id": identifier, "name": "Bäume"}))
        assert [d.name for d in CouncilPaper.objects.get().districts.all()] == ["West"]

    @given(st.text(max_size=600))
    def test_any_text_is_kept_as_one_id(self, text: str) -> None:
        found = foreign.identifier(text)
        assert len(found) <= foreign.ID_LENGTH
        assert foreign.identifier(found) == found


class TestNames:
    @pytest.mark.parametrize(
        ("fields", "title"),
        [
            ({"name": "Bäume", "reference": "1"}, "Bäume"),
            ({"reference": "V-6/2026"}, "Vorlage V-6/2026"),
            ({"reference": "V-6/2026", "paperType": "Antrag"}, "Antrag V-6/2026"),
            ({"name": "", "reference": "7"}, "Vorlage 7"),
            ({"name": " – ", "reference": "7"}, "Vorlage 7"),
            ({"name": "&nbsp;", "reference": "7"}, "Vorlage 7"),
            ({"name": "<p></p>", "reference": "7"}, "Vorlage 7"),
            ({"name": None, "reference": "7"}, "Vorlage 7"),
            ({"name": [], "reference": 7}, "Vorlage 7"),
            ({"mainFile": {"name": "Antrag Bäume"}}, "Antrag Bäume"),
            ({"auxiliaryFile": [{"deleted": True, "name": "x"}, {"name": "Anlage"}]}, "Anlage"),
            ({"paperType": "Antrag", "date": "2026-05-01"}, "Antrag vom 01.05.2026"),
            ({"date": "2026-05-01"}, "Vorlage vom 01.05.2026"),
            ({"paperType": "Antrag"}, "Antrag"),
            ({}, ""),
        ],
    )
    def test_of_papers(self, tmp_path: Path, fields: dict[str, Any], title: str) -> None:
        assert title_of(fields) == title
        run(write(tmp_path, "papers", {"id": "p", **fields}, paper(1)))
        assert set(CouncilPaper.objects.values_list("title", flat=True)) == (
            {title, "Vorlage 1"} if title else {"Vorlage 1"}
        )

    @pytest.mark.parametrize(
        ("fields", "title"),
        [
            ({"name": "Klausur"}, "Klausur"),
            ({"organization": ["o1"]}, "Sitzung Gemeinderat"),
            ({"organization": ["o1", "o2", "o1"]}, "Sitzung Gemeinderat, Bauausschuss"),
            ({"organization": [{"id": "o1", "name": "Gemeinderat"}]}, "Sitzung Gemeinderat"),
            ({"organization": "o2", "name": " "}, "Sitzung Bauausschuss"),
            ({"organization": [{"id": "x", "name": "Beirat"}]}, "Sitzung Beirat"),
            ({"organization": ["unbekannt"]}, "Sitzung"),
            ({}, "Sitzung"),
        ],
    )
    def test_of_meetings(self, tmp_path: Path, fields: dict[str, Any], title: str) -> None:
        bodies = [{"id": "o1", "name": "Gemeinderat"}, {"id": "o2", "name": "Bauausschuss"}]
        write(tmp_path, "organizations", *bodies)
        run(write(tmp_path, "meetings", {"id": "m", "start": "2026-03-02T18:00:00Z", **fields}))
        assert Date.objects.get().title == title

    def test_of_bodies(self, tmp_path: Path) -> None:
        rows = [
            *({"id": "a", "shortName": "SJB"}, {"id": "b"}),
            *({"id": "c", "name": "R&amp;D-Amt"}, {"id": "d", "name": "__Stab"}),
        ]
        answer = run(write(tmp_path, "organizations", *rows))
        assert set(Actor.objects.values_list("name", flat=True)) == {"SJB", "R&D-Amt", "Stab"}
        assert [row["what"] for row in answer["skipped"]] == ["b"]

    def test_a_type_decides_over_the_name(self, tmp_path: Path) -> None:
        rows = [
            {"id": "a", "name": "Runder Tisch", "organizationType": "Gremium"},
            {"id": "b", "name": "Referat Jugend"},
        ]
        run(write(tmp_path, "organizations", *rows))
        found = dict(Actor.objects.values_list("name", "sector"))
        assert found == {"Runder Tisch": "politics", "Referat Jugend": "municipal"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Kita &amp; Hort &#8211; <b>Neubau</b>", "Kita & Hort – Neubau"),
        ("Kita &amp;amp; Hort", "Kita & Hort"),
        ("&lt;b&gt;Neubau&lt;/b&gt;", "Neubau"),
        ("M&uuml;hle&nbsp;am&#x20;Bach", "Mühle am Bach"),
        ("&bdquo;Bäume&ldquo;", "„Bäume“"),
        ("H<sub>2</sub>O", "H2O"),
        ('<a href="x">Mühle</a> <FONT size=2>alt</FONT >', "Mühle alt"),
        ("Eins<br>Zwei<br/>Drei", "Eins Zwei Drei"),
        ("<p>Eins</p><p>Zwei</p>", "Eins Zwei"),
        ("Obst & Gemüse", "Obst & Gemüse"),
        ("R&D", "R&D"),
        ("Obst&nutzung", "Obst&nutzung"),
        ("Feuerwehr&notdienst", "Feuerwehr&notdienst"),
        ("Kosten < 500 und > 300", "Kosten < 500 und > 300"),
        ("a<b und c>d", "a<b und c>d"),
        ("<Anlage 3>", "<Anlage 3>"),
        ("&unbekannt;", "&unbekannt;"),
        ("eins\u0000zwei\ud800", "einszwei"),
        ("&#55296;", "\ufffd"),
        (" viele \n\t Leerzeichen ", "viele Leerzeichen"),
        (None, ""),
    ],
)
def test_markup_in_lines_is_read(typed: Any, read: str) -> None:
    assert foreign.words(typed, 200) == read


class TestEncodings:
    def test_an_object_in_another_encoding_is_said_plainly(self, tmp_path: Path) -> None:
        write(tmp_path, "papers", paper(1))
        for name, encoding in (("2", "cp1252"), ("3", "utf-16"), ("4", "utf-8-sig")):
            row = json.dumps(paper(int(name), reference="Mühle"), ensure_ascii=False)
            (tmp_path / f"papers/{name}.json").write_text(row, encoding=encoding)
        answer = run(tmp_path)
        (row,) = answer["skipped"]
        assert row["what"] == "papers/2.json"
        assert "kein UTF-8" in row["why"]
        assert "Zeile 1" in row["why"]
        assert numbers() == {1, 3, 4}

    @pytest.mark.parametrize(
        ("data", "text", "remark"),
        [
            ("Mühle".encode(), "Mühle", ""),
            ("Mühle".encode("utf-8-sig"), "Mühle", ""),
            ("Mühle".encode("utf-16"), "Mühle", ""),
            ("Mühle – 5 €".encode("cp1252"), "Mühle – 5 €", "Windows-1252"),
            ("Mühle ß".encode() + b"\xff", "Mühle ß\ufffd", "falschen Zeichen"),
            (b"", "", ""),
        ],
    )
    def test_texts_are_read_in_any(
        self, tmp_path: Path, data: bytes, text: str, remark: str
    ) -> None:
        (tmp_path / "file-contents").mkdir()
        (tmp_path / "file-contents/9.txt").write_bytes(data)
        answer = run(write(tmp_path, "papers", paper(1, mainFile={"id": f"{RAT}/files/9"})))
        assert CouncilPaper.objects.get().text == text
        said = " ".join(row["why"] for row in answer["notes"] if row["what"] == "9.txt")
        assert remark in said
        assert bool(said) is bool(remark)


class Killed(BaseException):
    """As a process that is killed ends."""


def counted(
    monkeypatch: pytest.MonkeyPatch, told: list[tuple[str, int]], moments: Iterable[int]
) -> None:
    """Note of what search is told, which is the last step of each transaction; then be killed."""
    left = iter(moments)

    def announce(kind: str, pks: Iterable[int], **options: Any) -> None:
        if next(left, None) is None:
            raise Killed
        told.extend((kind, pk) for pk in pks)

    monkeypatch.setattr("districts.imports.upsert.announce_many", announce)
    monkeypatch.setattr("districts.imports.oparl_write.announce_many", announce)


class TestStopped:
    @pytest.mark.parametrize("moment", range(9))
    def test_a_run_that_was_stopped_is_run_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
    ) -> None:
        """Whichever transaction is the last one: the next run makes up for the rest."""
        services.create_topic(name="Bäume")
        write(tmp_path, "organizations", {"id": "o", "name": "Gemeinderat"})
        write(tmp_path, "meetings", {"id": "m", "start": "2026-03-02T18:00Z"})
        rows = [
            paper(n, superordinatedPaper=f"{RAT}/papers/{n - 1}", originatorOrganization=["o"])
            | {"name": f"Bäume {n}"}
            for n in range(6)
        ]
        write(tmp_path, "papers", *rows)
        (tmp_path / "paper-stadtteile.json").write_text(json.dumps({"districts": ["West"]}))
        monkeypatch.setattr(upsert, "BATCH", 2)
        told: list[tuple[str, int]] = []
        counted(monkeypatch, told, range(moment))
        with pytest.raises(Killed) if moment < 6 else nullcontext():
            run(tmp_path)
        counted(monkeypatch, told, count())
        run(tmp_path)
        # Of papers twice: when they were written, and when they were linked.
        papers = [("paper", pk) for pk in CouncilPaper.objects.values_list("pk", flat=True)]
        assert sorted(row for row in told if row[0] == "paper") == sorted(papers * 2)
        assert {kind for kind, _pk in told} == {"actor", "event", "paper"}
        assert numbers() == set(range(6))
        assert Date.objects.count() == Actor.objects.count() == City.objects.count() == 1
        assert [d.name for d in City.objects.get().districts.all()] == ["West"]
        topic = Topic.objects.get(name="Bäume")
        for found in CouncilPaper.objects.all():
            assert list(found.topics.all()) == [topic]
            assert found.bodies.count() == 1
            assert found.refers_to.count() == (found.title != "Bäume 0")
        again = run(tmp_path)
        for kind in ("organisations", "meetings", "papers"):
            assert (again[kind]["new"], again[kind]["changed"]) == (0, 0)

    def test_search_hears_of_what_was_hidden_when_it_stopped(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run(write(tmp_path, "papers", paper(1), paper(2)))
        write(tmp_path, "papers", paper(1, deleted=True), paper(2))
        told: list[tuple[str, int]] = []
        counted(monkeypatch, told, ())
        with pytest.raises(Killed):
            run(tmp_path)
        counted(monkeypatch, told, count())
        run(tmp_path)
        assert told == [("paper", CouncilPaper.objects.get(title="Vorlage 1").pk)]
