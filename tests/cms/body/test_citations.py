"""What becomes of `[@key]`: a link where a work is listed, what was typed where none is."""

import pytest

from cms.body.citations import CitedWork, cited_keys, linked, sources


def work(key: str, text: str = "Ein Buch") -> dict[str, str]:
    return {"key": key, "text": text, "url": ""}


WORKS = [CitedWork(1, "bank2020", "Bänke"), CitedWork(2, "hitze", "Hitze", "https://h.example/")]


def test_works_are_numbered_over_all_lists_and_each_once() -> None:
    found = sources([work("a"), work("b")], [], [work("b", "Ein anderes"), work("c")])
    assert [(row.number, row.key, row.text) for row in found] == [
        (1, "a", "Ein Buch"),
        (2, "b", "Ein Buch"),
        (3, "c", "Ein Buch"),
    ]
    assert sources() == sources([]) == []


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Siehe [@hitze].</p>", '<p>Siehe <a class="citation" href="#literatur-2"'),
        ("[@bank2020][@hitze]", 'aria-label="Quelle 2">[2]</a>'),
    ],
)
def test_what_is_listed_is_linked(html: str, shown: str) -> None:
    assert shown in linked(html, WORKS)
    assert "[@" not in linked(html, WORKS)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "Nichts.",
        "[@fremd]",
        "[@Hitze]",  # keys are told apart by case
        "[@]",
        "[@ hitze]",
        "[hitze]",
        "@hitze",
        "[@hitze",
        "[@hitze; @bank2020]",
    ],
)
def test_everything_else_stays_as_it_was_typed(html: str) -> None:
    assert linked(html, WORKS) == html


def test_without_a_list_nothing_is_linked() -> None:
    assert linked("[@hitze]", []) == "[@hitze]"


def test_what_is_cited_is_known_by_its_keys() -> None:
    assert cited_keys("[@hitze] [@hitze] [@fremd] [@]") == {"hitze", "fremd"}
    assert cited_keys("") == set()


def test_works_lead_to_where_they_stand_in_the_list() -> None:
    assert [row.anchor for row in WORKS] == ["literatur-1", "literatur-2"]
