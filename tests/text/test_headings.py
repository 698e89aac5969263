"""Which headings a text has, at which level, under which address."""

import pytest

from text.headings import RESERVED_IDS, anchor_for, place_headings
from text.markdown import parse


def placed(source: str) -> list[tuple[int, int, str, str]]:
    found = place_headings(parse(source).tokens)
    return [(one.number, one.level, one.title, one.anchor) for one in found]


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("# A\n## B", [2, 3]),
        ("## A\n### B", [2, 3]),
        ("### A\n# B", [4, 2]),
        ("# A\n### B", [2, 4]),
        ("# A\n##### B\n###### C", [2, 6, 6]),
        ("###### A", [2]),
        ("A\n===\n\nB\n---", [2, 3]),
        ("Text", []),
    ],
)
def test_the_highest_is_the_second_and_none_is_deeper_than_the_sixth(
    source: str, levels: list[int]
) -> None:
    assert [level for _number, level, _title, _anchor in placed(source)] == levels


@pytest.mark.parametrize(
    ("titles", "anchors"),
    [
        (["Öffnungszeiten"], ["oeffnungszeiten"]),
        (["Wo", "Wo", "Wo"], ["wo", "wo-2", "wo-3"]),
        # One whose own name looks like a counted one.
        (["Wo", "Wo 2", "Wo"], ["wo", "wo-2", "wo-3"]),
        (["Wo 2", "Wo", "Wo"], ["wo-2", "wo", "wo-3"]),
        (["Inhalt"], ["inhalt-2"]),
        (["Inhalt", "Inhalt"], ["inhalt-2", "inhalt-3"]),
        (["fn1", "fnref2", "fn"], ["fn1-2", "fnref2-2", "fn-2"]),
        (["fnord"], ["fnord"]),
        (["???", "!!!"], ["abschnitt", "abschnitt-2"]),
        (["**Wo** [hier](/x)"], ["wo-hier"]),
    ],
)
def test_anchors(titles: list[str], anchors: list[str]) -> None:
    source = "\n\n".join(f"## {title}" for title in titles)
    assert [anchor for _number, _level, _title, anchor in placed(source)] == anchors


def test_what_the_page_uses_is_given_to_no_heading() -> None:
    source = "\n\n".join(f"# {word}" for word in sorted(RESERVED_IDS))
    assert not RESERVED_IDS & {anchor for *_rest, anchor in placed(source)}


def test_headings_within_other_blocks_open_no_section() -> None:
    tokens = parse("# A\n\n> # B\n\n- # C\n\n::: tipp\n# D\n:::\n\n# E").tokens
    found = place_headings(tokens)
    assert [(one.number, one.title) for one in found] == [(1, "A"), (2, "E")]
    ids = [token.attrGet("id") for token in tokens if token.type == "heading_open"]
    assert ids == ["a", "b", "c", "d", "e"]
    closed = [token.tag for token in tokens if token.type == "heading_close"]
    assert closed == ["h2"] * 5


def test_a_long_title_has_a_short_address() -> None:
    assert len(anchor_for("Wort " * 100)) <= 60
