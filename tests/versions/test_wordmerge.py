"""Two rewritings of one paragraph: what is made of both, and where there is no telling."""

import pytest

from versions.units import Units
from versions.weaving import Clash, Versions, weave
from versions.wordmerge import merge_words

BASE = "Die Bank steht am alten Markt."


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "merged"),
    [
        (BASE, BASE, BASE, BASE),
        (BASE, "Die Bank steht am neuen Markt.", BASE, "Die Bank steht am neuen Markt."),
        (BASE, BASE, "Die Bank steht am Markt.", "Die Bank steht am Markt."),
        (
            BASE,
            "Die rote Bank steht am alten Markt.",
            "Die Bank steht am alten Rathaus.",
            "Die rote Bank steht am alten Rathaus.",
        ),
        # The same change of both is made once.
        (BASE, "Die Bank steht am Fluss.", "Die Bank steht am Fluss.", "Die Bank steht am Fluss."),
        # Whole sentences at the end stay both, the others' first.
        (BASE, f"{BASE} Sie ist rot.", f"{BASE} Sie ist neu.", f"{BASE} Sie ist rot. Sie ist neu."),
        # One addition within the other is not said twice.
        (BASE, f"{BASE} Rot.", f"{BASE} Rot. Neu.", f"{BASE} Rot. Neu."),
        (BASE, "Die Bank steht am neuen Markt.", "Die Bank steht am Alten Markt.", None),
        (BASE, "Die rote Bank steht am alten Markt.", "Die blaue Bank steht am alten Markt.", None),
        ("", "", "", ""),
        ("", "Eins.", "Zwei.", "Eins. Zwei."),
    ],
)
def test_two_rewritings(base: str, theirs: str, mine: str, merged: str | None) -> None:
    assert merge_words(base, theirs, mine) == merged


def units(*items: str) -> Units:
    """Paragraphs with an empty line between them."""
    return Units(items, ("", *["\n\n"] * (len(items) - 1), "") if items else ("",))


def woven(base: Units, theirs: Units, mine: Units) -> str | list[object]:
    chunks = weave(Versions(base, theirs, mine), lambda *texts: (Clash(*texts),), "\n\n")
    if any(isinstance(chunk, Clash) for chunk in chunks):
        return [chunk for chunk in chunks if isinstance(chunk, Clash)]
    return "".join(map(str, chunks))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ((), (), (), ""),
        ((), ("a",), (), "a"),
        ((), ("a",), ("b",), "a\n\nb"),
        ((), ("a",), ("a",), "a"),
        (("a", "b"), ("a",), ("a", "b"), "a"),
        (("a", "b"), ("b",), ("a",), ""),
        (("a", "b"), ("a", "x", "b"), ("a", "y", "b"), "a\n\nx\n\ny\n\nb"),
        (("a", "b"), ("a", "x", "b"), ("a", "x", "b"), "a\n\nx\n\nb"),
    ],
)
def test_paragraphs_are_woven(
    base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...], expected: str
) -> None:
    assert woven(units(*base), units(*theirs), units(*mine)) == expected
