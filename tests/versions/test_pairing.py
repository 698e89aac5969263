"""Which new paragraph is an old one rewritten."""

import pytest

from versions.pairing import Bag, CoarseBag, PairingEffort, pair_similar

FIRST = "Eine Bank am Fluss lädt zum Reden ein"
OTHER = "Der Verein trifft sich jeden Donnerstag"


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("a", "", 0.0),
        ("eins zwei", "eins zwei", 1.0),
        ("eins zwei", "zwei eins", 1.0),
        ("eins zwei", "eins drei", 0.5),
        ("eins", "eins eins eins eins", 0.0),  # too short to be it
        ("eins, zwei!", "eins zwei", 1.0),  # signs are no words
        ("!!!", "!!!", 1.0),  # unless there is nothing else
        ("!!!", "???", 0.0),
        ("ja nein", "Ja Nein", 0.0),
    ],
)
def test_the_share_of_common_words(one: str, other: str, share: float) -> None:
    assert Bag(one).similarity(Bag(other)) == pytest.approx(share)
    assert Bag(other).similarity(Bag(one)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("- eins", "- zwei", 0.0),  # the sign of an item makes none alike
        ("- eins", "* eins", 1.0),
        ("-", "-", 1.0),
        ("eins eins", "eins", 1.0),
        ("eins zwei", "eins drei", 0.5),
    ],
)
def test_the_coarse_share(one: str, other: str, share: float) -> None:
    assert CoarseBag(one).similarity(CoarseBag(other)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([], [FIRST], []),
        ([FIRST], [], []),
        ([FIRST], [FIRST + " heute"], [(0, 0)]),
        ([FIRST], [OTHER], []),
        ([FIRST, OTHER], [FIRST + " heute", OTHER + " um acht"], [(0, 0), (1, 1)]),
        ([FIRST, OTHER], [OTHER + " um acht"], [(1, 0)]),
        ([OTHER], [FIRST, OTHER + " um acht"], [(0, 1)]),
        # The one that is more alike is it.
        ([FIRST], ["Eine Bank am Fluss", FIRST + " heute"], [(0, 1)]),
    ],
)
def test_pairs(old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> None:
    assert pair_similar(old, new) == pairs


def test_pairs_rise_on_both_sides() -> None:
    assert len(pair_similar([FIRST, OTHER], [OTHER, FIRST])) == 1


def test_a_long_stretch_is_compared_near_its_diagonal() -> None:
    texts = [f"{FIRST} Nummer {number} {number * 7}" for number in range(200)]
    changed = [f"{text} heute" for text in texts]
    narrow = PairingEffort(comparisons=600)
    assert pair_similar(texts, changed, narrow) == [(number, number) for number in range(200)]


@pytest.mark.parametrize(
    ("sizes", "comparisons", "coarse"),
    [
        ([], 2_500, False),
        ([(3, 3)], 2_500, False),
        ([(50, 50)] * 24, 2_500, False),
        ([(50, 50)] * 48, 1_250, False),
        ([(3_000, 3_000)], 2_500, False),
        ([(3_000, 3_001)], 2_500, True),
    ],
)
def test_what_may_be_done_is_shared(
    sizes: list[tuple[int, int]], comparisons: int, coarse: bool
) -> None:
    effort = PairingEffort.for_stretches((range(old), range(new)) for old, new in sizes)
    assert (effort.comparisons, effort.coarse) == (comparisons, coarse)
