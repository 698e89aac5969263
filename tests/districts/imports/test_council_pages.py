"""What is no whole delivery hides nothing: pages, changes since a day, errors for objects."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from districts.imports.oparl_pages import Pages
from tests.districts.deliveries import RAT, numbers, paper, run, write

pytestmark = pytest.mark.django_db


def page(number: int, *rows: int, of: int, **said: Any) -> dict[str, Any]:
    """Return a page as OParl 1.1 describes it; `said` is more of its pagination."""
    links = {"self": f"{RAT}/papers?page={number}"}
    if number > 1:
        links["prev"] = f"{RAT}/papers?page={number - 1}"
    if number < of:
        links["next"] = f"{RAT}/papers?page={number + 1}"
    return {
        "data": [paper(row) for row in rows],
        "pagination": {"currentPage": number, "totalPages": of, **said},
        "links": links,
    }


def without(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    """Leave out what a system does not say: "pagination", "links" or "self"."""
    kept = {key: value for key, value in raw.items() if key not in names}
    if "self" in names:
        kept["links"] = {key: link for key, link in kept["links"].items() if key != "self"}
    return kept


def lack(*files: Any) -> bool:
    pages = Pages()
    for raw in files:
        pages.take(raw, raw.get("data", [raw]) if isinstance(raw, dict) else raw)
    return pages.lack_something()


TWO = (page(1, 1, 2, of=2), page(2, 3, 4, of=2))
SHAPES: list[tuple[str, ...]] = [(), ("links",), ("pagination",), ("pagination", "self")]


class TestPages:
    @pytest.mark.parametrize("left_out", SHAPES)
    def test_all_of_them_are_everything(self, left_out: tuple[str, ...]) -> None:
        assert not lack(*(without(raw, *left_out) for raw in TWO))

    @pytest.mark.parametrize("left_out", SHAPES)
    def test_the_first_alone_is_a_part(self, left_out: tuple[str, ...]) -> None:
        assert lack(without(TWO[0], *left_out))

    @pytest.mark.parametrize("left_out", SHAPES[:3])
    def test_the_last_alone_is_a_part(self, left_out: tuple[str, ...]) -> None:
        assert lack(without(TWO[1], *left_out))

    def test_pages_without_numbers_are_counted(self) -> None:
        pages = [{"data": [], "pagination": {"totalPages": 3}} for _number in range(3)]
        assert not lack(*pages)
        assert lack(*pages[:2])

    @pytest.mark.parametrize("total", [3, "3"])
    def test_objects_are_counted_once(self, total: Any) -> None:
        assert not lack(page(1, 1, 2, 3, of=9, totalElements=total))
        assert lack(page(1, 1, 2, of=1, totalElements=total))
        assert lack(page(1, 1, 2, of=2, totalElements=total), page(2, 2, of=2))
        assert not lack(page(1, 1, 2, of=2, totalElements=total), paper(3))

    @pytest.mark.parametrize("name", ["modified_since", "created_since", "modified_until"])
    def test_changes_since_a_day_are_a_part(self, name: str) -> None:
        raw = {"data": [paper(1)], "links": {"first": f"{RAT}/papers?a=1&{name}=2026-01-01"}}
        assert lack(raw)

    @pytest.mark.parametrize("odd", [None, [], "x", {"next": 7}, {"next": None}, {"next": ""}])
    def test_what_says_nothing_is_everything(self, odd: Any) -> None:
        assert not lack({"data": [paper(1)], "pagination": odd, "links": odd})
        assert not lack([paper(1)])
        assert not lack(paper(1))


class TestNothingIsHidden:
    @pytest.mark.parametrize("mode", ["ask", "hide", "keep"])
    def test_by_a_page(self, tmp_path: Path, mode: str) -> None:
        run(write(tmp_path, "papers", *map(paper, range(1, 21))))
        write(tmp_path, "papers")
        listed = page(1, *range(1, 20), of=6)
        (tmp_path / "papers.json").write_text(json.dumps(listed))
        answer = run(tmp_path, missing=mode)
        assert numbers() == set(range(1, 21))
        assert [row["why"] for row in answer["notes"] if row["what"] == "Vorlagen"] == [
            "die Lieferung sagt selbst, dass sie ein Teil ist, also wird nichts entfernt"
        ]
        (tmp_path / "papers.json").write_text(json.dumps(page(1, *range(1, 20), of=1)))
        run(tmp_path, missing=mode)
        assert numbers() == set(range(1, 21 if mode == "keep" else 20))

    @pytest.mark.parametrize("there", [2, 3])
    def test_by_half_a_small_council(self, tmp_path: Path, there: int) -> None:
        run(write(tmp_path, "papers", *map(paper, range(there))))
        with pytest.raises(CommandError, match=f"1 von {there}"):
            run(write(tmp_path, "papers", *map(paper, range(there - 1))))
        assert numbers() == set(range(there))

    @pytest.mark.parametrize(
        "error", [{"error": "no"}, [], [{}], {"data": [{"name": "X"}]}, [7], "no"]
    )
    @pytest.mark.parametrize("stem", ["3", "unklar"])
    def test_by_an_error_instead_of_an_object(self, tmp_path: Path, error: Any, stem: str) -> None:
        run(write(tmp_path, "papers", *map(paper, range(20))))
        write(tmp_path, "papers", *(paper(n) for n in range(20) if n != 3))
        (tmp_path / f"papers/{stem}.json").write_text(json.dumps(error))
        run(tmp_path)
        assert numbers() == set(range(20))

    def test_by_a_file_whose_name_is_that_of_another(self, tmp_path: Path) -> None:
        """Files may be numbered through: what was in "7" was not paper 7, which came."""
        run(write(tmp_path, "papers", *map(paper, range(20))))
        write(tmp_path, "papers", *map(paper, range(19)))
        (tmp_path / "papers/7.json").write_text("{")
        run(tmp_path)
        assert numbers() == set(range(20))

    def test_by_a_file_whose_name_is_the_end_of_another(self, tmp_path: Path) -> None:
        """What was in "9" is not known; that it was not paper 19 is."""
        run(write(tmp_path, "papers", *map(paper, range(20))))
        write(tmp_path, "papers", *(paper(n) for n in range(19) if n != 3))
        (tmp_path / "papers/9.json").write_text("{")
        run(tmp_path)
        assert numbers() == set(range(20))
