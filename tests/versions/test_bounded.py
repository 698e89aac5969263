"""What a comparison costs has a bound, whatever two people (or a program) put into a text."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.cpu_time import less_than
from versions.comparing import SHOWN_AT_MOST, as_shown, difference
from versions.diff import diff
from versions.textmerge import merge_by_paragraph

MANY = 40_000
#: Seconds on a quiet machine. It takes 0.6 to 1.4 of processor time here: what tells a busy one
#: (`cpu_time.slowness`) says little about caches that another process fills.
LIMIT = 2.0


def listed(*words: str) -> str:
    return "\n".join(f"- {word}" for word in words)


def numbered(pattern: str, count: int = MANY) -> str:
    return listed(*(pattern.format(number, number + 1) for number in range(count)))


def shuffled(words: list[str]) -> list[str]:
    mixed = words.copy()
    random.Random(7).shuffle(mixed)
    return mixed


def drawn(kinds: int, seed: int) -> str:
    chosen = random.Random(seed)
    return listed(*(f"Punkt {chosen.randrange(kinds)}" for _ in range(MANY)))


WORDS = [f"Punkt {number}" for number in range(MANY)]
SAME = listed(*["Punkt"] * MANY)
TEXTS = {
    "all alike": (SAME, SAME),
    "all alike, one more": (SAME, SAME + "\n- Punkt"),
    "all alike, then numbered": (SAME, listed(*WORDS)),
    "numbered, then all alike": (listed(*WORDS), SAME),
    "nothing in common": (listed(*WORDS), numbered("q{0}")),
    "one word of each": (numbered("Der Hof Nummer {0} ist offen"), numbered("Der Hof {0} ist zu")),
    "shuffled": (listed(*WORDS), listed(*shuffled(WORDS))),
    "turned round": (listed(*WORDS), listed(*WORDS[::-1])),
    "one in turn": (listed(*["a", "b"] * 20_000), listed(*["b", "a"] * 20_000)),
    "one in turn, another": (listed(*["a", "b"] * 20_000), listed(*["a", "c"] * 20_000)),
    "drawn from two": (drawn(2, 1), drawn(2, 2)),
    "drawn from a hundred": (drawn(100, 1), drawn(100, 2)),
    "one changed between equal ones": (
        listed(*(f"x{n}" if n % 2 else f"Der Hof {n} ist offen" for n in range(MANY))),
        listed(*(f"x{n}" if n % 2 else f"Der Hof {n} ist zu" for n in range(MANY))),
    ),
    "many stretches": (
        listed(*(f"x{n}" if n % 50 == 0 else "y" for n in range(MANY))),
        listed(*(f"x{n}" if n % 50 == 0 else "yz"[n % 2] for n in range(MANY))),
    ),
    "pieces of a table": (numbered("| {0} | offen |"), numbered("| {0} | zu |")),
    "one long line": (" ".join(WORDS), " ".join(shuffled(WORDS))),
    "one long line, other words": (" ".join(WORDS), " ".join(f"q{n}" for n in range(MANY))),
    "one long word": ("x" * 500_000, "x" * 499_999 + "y"),
    "paragraphs": ("\n\n".join(WORDS), "\n\n".join(shuffled(WORDS))),
    "all gone": (listed(*WORDS), ""),
    "all new": ("", listed(*WORDS)),
}
#: The ones that take longest are measured every day, the others with --full.
COMPARED = {"one changed between equal ones", "many stretches", "nothing in common"}
MERGED = {"nothing in common"}


def measured(every_day: set[str]) -> list[Any]:
    return [
        pytest.param(kind, marks=[pytest.mark.full] * (kind not in every_day)) for kind in TEXTS
    ]


@pytest.mark.parametrize("kind", measured(COMPARED))
def test_forty_thousand_points_take_less_than_a_second(kind: str) -> None:
    old, new = TEXTS[kind]
    with less_than(LIMIT):
        found = diff(old, new)
        shown = as_shown(found.rows)
    assert len(shown) <= SHOWN_AT_MOST + 1
    assert (found.old_text, found.new_text) == (old, new)
    assert found.is_empty == (old == new)
    for row in found.rows:
        assert row.kind != "context" or row.old_text == row.new_text


@pytest.mark.parametrize("kind", measured(MERGED))
def test_a_merge_of_them_takes_no_more_than_some_seconds(kind: str) -> None:
    old, new = TEXTS[kind]
    mine = old + "\n- Und noch einer"
    with less_than(4 * LIMIT):
        merged = merge_by_paragraph(old, new, mine)
    assert "Und noch einer" in merged.text
    assert set(new.split()) <= set(merged.text.split())


def test_what_is_not_shown_is_counted() -> None:
    shown = difference("", numbered("q{0}", SHOWN_AT_MOST + 5), old_label="", new_label="")
    assert shown["rows"][-1] == {
        "kind": "gap",
        "text": "5 weitere Absätze oder Zeilen werden hier nicht gezeigt",
    }
    whole = difference("", numbered("q{0}", SHOWN_AT_MOST), old_label="", new_label="")
    assert {row["kind"] for row in whole["rows"]} == {"added"}
