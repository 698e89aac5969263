"""Every colour that carries text or shows a border keeps its contrast, in each scheme."""

import pytest

from tests.look.colours import SCHEMES, contrast, tokens
from tests.look.templates import CSS

TEXT = 4.5
SHAPE = 3.0

GROUNDS = ("paper", "surface")
ON_GROUNDS = ("ink", "ink-soft", "link", "link-hover", "link-visited", "red-link", "brick", "moss")
PAIRS = [
    *((text, ground) for text in (*ON_GROUNDS, "ochre") for ground in GROUNDS),
    ("ink", "sunken"),
    ("ink-soft", "sunken"),
    ("on-band", "band"),
    ("on-band", "band-deep"),
    ("on-band-soft", "band"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("on-signal", "signal"),
    # Text of a tinted box on a hovered tag or in the current entry of the family tree.
    ("on-info-bg", "info-bg"),
    ("ink-soft", "info-bg"),
    *((f"on-{name}-bg", f"{name}-bg") for name in ("good", "warn", "bad", "added", "removed")),
    *((f"on-{name}-bg", f"{name}-bg") for name in ("moved", "mark")),
    # Names on the plan; where one is, and the number of a route.
    *(("ink", f"plan-{number}") for number in range(4)),
    ("paper", "lage-own"),
    ("paper", "brick"),
]
SHAPES = [
    *(("line-strong", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    ("focus-on-band", "band"),
    ("focus-on-band", "band-deep"),
    ("action", "paper"),
    ("lage-own", "lage-city"),
    ("lage-own", "paper"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(scheme: str, text: str, ground: str) -> None:
    colours = tokens((CSS / "tokens.css").read_text(), scheme)
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_are_seen(scheme: str, shape: str, ground: str) -> None:
    colours = tokens((CSS / "tokens.css").read_text(), scheme)
    assert contrast(colours[shape], colours[ground]) >= SHAPE


def test_every_pair_of_tokens_is_checked() -> None:
    colours = tokens((CSS / "tokens.css").read_text(), "light")
    pairs = {(name, name.removeprefix("on-")) for name in colours if name.startswith("on-")}
    pairs.discard(("on-band-soft", "band-soft"))
    assert pairs <= set(PAIRS)


def test_known_contrasts() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
