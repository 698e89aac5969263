"""What became of each piece of the base in one person's version."""

import pytest

from versions.alignment import align

A, B, C, D = "Eine Bank", "am breiten Fluss", "lädt alle ein", "zum langen Reden"
REWRITTEN = "am breiten blauen Fluss"


@pytest.mark.parametrize(
    ("version", "kept", "moved", "added"),
    [
        ([A, B, C, D], {0: 0, 1: 1, 2: 2, 3: 3}, {}, {}),
        ([], {}, {}, {}),
        ([A, C, D], {0: 0, 2: 1, 3: 2}, {}, {}),
        ([A, REWRITTEN, C, D], {0: 0, 1: 1, 2: 2, 3: 3}, {}, {}),
        # Rewritten beyond recognition is rewritten, too, and not gone.
        ([A, "Ganz anders", C, D], {0: 0, 1: 1, 2: 2, 3: 3}, {}, {}),
        ([A, B, "neu", C, D], {0: 0, 1: 1, 2: 3, 3: 4}, {}, {2: [2]}),
        (["neu", A, B, C, D], {0: 1, 1: 2, 2: 3, 3: 4}, {}, {0: [0]}),
        ([A, B, C, D, "neu", "mehr"], {0: 0, 1: 1, 2: 2, 3: 3}, {}, {4: [4, 5]}),
        # Beside one that was rewritten, before and behind it.
        ([A, "neu", REWRITTEN, C, D], {0: 0, 1: 2, 2: 3, 3: 4}, {}, {1: [1]}),
        ([A, REWRITTEN, "neu", C, D], {0: 0, 1: 1, 2: 3, 3: 4}, {}, {2: [2]}),
    ],
)
def test_pieces(
    version: list[str], kept: dict[int, int], moved: dict[int, int], added: dict[int, list[int]]
) -> None:
    found = align([A, B, C, D], version)
    assert (found.kept, found.moved, found.added) == (kept, moved, added)


def test_one_that_stands_elsewhere_has_moved() -> None:
    found = align([A, B, C, D], [B, C, D, A])
    assert found.moved == {0: 3}
    assert found.origin == {3: 0}
    assert found.kept == {1: 0, 2: 1, 3: 2}
    assert found.added == {4: [3]}


@pytest.mark.parametrize(
    ("base", "version"), [([A, A, B], [B, A, A]), ([A, B], [B, A, A]), ([A, A, B, C], [B, C, A])]
)
def test_what_occurs_twice_has_not_moved(base: list[str], version: list[str]) -> None:
    found = align(base, version)
    assert all(base[piece] != A for piece in found.moved)
