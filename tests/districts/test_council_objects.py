"""Objects in the wrong place, and ids that end alike."""

import json
from pathlib import Path
from typing import Any

import pytest

from districts.models import CouncilPaper
from tests.districts.deliveries import KINDS, RAT, live, numbers, paper, run, write

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.oparl.org/1.1/"
OWN = {"organizations": "Organization", "meetings": "Meeting", "papers": "Paper"}


class TestTypes:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("said", ["Person", "File", "Body", "AgendaItem", "Location/"])
    def test_an_object_of_another_kind_is_none_of_ours(
        self, tmp_path: Path, kind: str, said: str
    ) -> None:
        good = {"id": f"{RAT}/{kind}/1", "name": "Rat", "start": "2026-03-02T18:00"}
        bad = {**good, "id": f"{RAT}/{kind}/2", "name": "Max Muster", "type": SCHEMA + said}
        answer = run(write(tmp_path, kind, good, bad))
        assert live(kind) == {good["id"]}
        assert answer["skipped"] == [
            {"what": bad["id"], "why": f"ist ein Objekt anderer Art: {said.rstrip('/')}"}
        ]

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("shape", ["{}", SCHEMA + "{}", SCHEMA + "{}/", "", "Antrag", None])
    def test_ours_and_what_oparl_does_not_know_come_in(
        self, tmp_path: Path, kind: str, shape: str | None
    ) -> None:
        said = shape and shape.format(OWN[kind])
        row = {"id": f"{RAT}/{kind}/1", "name": "Rat", "start": "2026-03-02T18:00", "type": said}
        run(write(tmp_path, kind, row))
        assert live(kind) == {row["id"]}

    def test_the_first_of_two_counts(self, tmp_path: Path) -> None:
        answer = run(write(tmp_path, "papers", paper(1), paper(1, name="Noch einmal")))
        assert CouncilPaper.objects.get().title == "Vorlage 1"
        (row,) = answer["skipped"]
        assert row["why"] == "steht zweimal da; das erste zählt"

    def test_it_hides_nothing(self, tmp_path: Path) -> None:
        run(write(tmp_path, "papers", *map(paper, range(20))))
        wrong = paper(3, type=SCHEMA + "Person", deleted=True)
        run(write(tmp_path, "papers", *(paper(n) for n in range(20) if n != 3), wrong))
        assert numbers() == set(range(20))


class TestEnds:
    """Texts and districts are named by what an id ends with; several ids may end alike."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "file-contents").mkdir()
        (tmp_path / "file-contents/v1.txt").write_text("Text von 12")
        return tmp_path

    @staticmethod
    def file(number: int, **more: Any) -> dict[str, Any]:
        return {"id": f"{RAT}/file/{number}/v1", **more}

    def texts(self) -> list[str]:
        return list(CouncilPaper.objects.order_by("title").values_list("text", flat=True))

    def test_nobody_gets_a_text_that_may_be_of_another(self, folder: Path) -> None:
        rows = [paper(1, mainFile=self.file(12)), paper(2, auxiliaryFile=[self.file(13)])]
        answer = run(write(folder, "papers", *rows))
        assert self.texts() == ["", ""]
        assert {
            "what": "v1.txt",
            "why": "mehrere Dateien haben Kennungen, die so enden; der Text wird keiner zugeordnet",
        } in answer["notes"]

    @pytest.mark.parametrize(
        "other",
        [
            paper(2, mainFile={"id": f"{RAT}/file/13/v1", "deleted": True}),
            paper(2, deleted=True, mainFile={"id": f"{RAT}/file/13/v1"}),
            paper(2, auxiliaryFile=[f"{RAT}/file/13/v1"]),
        ],
    )
    def test_nor_one_that_may_be_of_a_deleted_file(
        self, folder: Path, other: dict[str, Any]
    ) -> None:
        run(write(folder, "papers", paper(1, mainFile=self.file(12)), other))
        assert self.texts()[0] == ""

    def test_its_own_words_are_kept(self, folder: Path) -> None:
        rows = [paper(1, mainFile=self.file(12, text="Eins")), paper(2, mainFile=self.file(13))]
        run(write(folder, "papers", *rows))
        assert self.texts() == ["Eins", ""]

    def test_one_file_of_two_papers_is_one_file(self, folder: Path) -> None:
        rows = [paper(1, mainFile=self.file(12)), paper(2, mainFile=self.file(12))]
        run(write(folder, "papers", *rows))
        assert self.texts() == ["Text von 12", "Text von 12"]

    def test_nobody_gets_districts_that_may_be_of_another(self, tmp_path: Path) -> None:
        rows = [{"id": f"{RAT}/paper/{n}/v1", "name": f"Vorlage {n}"} for n in (1, 2, 3)]
        places = {"v1": {"primary": ["West"]}, rows[2]["id"]: {"primary": ["Ost"]}}
        said = {"districts": ["West", "Ost"], "papers": places}
        (tmp_path / "paper-stadtteile.json").write_text(json.dumps(said))
        answer = run(write(tmp_path, "papers", *rows))
        found = CouncilPaper.objects.order_by("title")
        assert [[d.name for d in one.districts.all()] for one in found] == [[], [], ["Ost"]]
        assert any("die Gebiete werden keiner" in row["why"] for row in answer["notes"])
