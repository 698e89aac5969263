"""What a text says of pictures that are gone is left out of its source, and comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text import gone_pictures
from text.gone_pictures import with_gone, without_gone
from text.markdown import render

GONE = 12
BARE = "![](/bilder/12/)"


@pytest.fixture(autouse=True, scope="module")
def twelve_is_gone() -> Iterator[None]:
    before = list(gone_pictures._asked)
    gone_pictures.ask_of_pictures(lambda numbers: set(numbers) & {GONE})
    yield
    gone_pictures._asked[:] = before


@pytest.mark.parametrize(
    "written",
    [
        "![Mia](/bilder/12/)",
        '![Mia](/bilder/12/ "Mia tanzt")',
        "![Mia](/bilder/12/ 'Mia \"tanzt\"')",
        "![Mia](/bilder/12/ (Mia))",
        '![Mia](</bilder/12/> "Mia \\" tanzt")',
        "![Mia](/en/bilder/12/)",
        "![[Mia] und \\] Ole](/bilder/12/)",
        '![Mia\nund Ole](/bilder/12/\n"Mia")',
        "![*Mia* `x`](  /bilder/12/  )",
        "![Mia ![Mia](/bilder/12/) Mia](/bilder/12/)",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", "Eins {} zwei", "> {}", "- {}\n", "~~~\n{}\n~~~", "\\[{}"]
)
def test_no_word_stays_and_each_comes_back(written: str, around: str) -> None:
    text = f"Davor.\n\n{around.format(written)}\n\nDanach.\n"
    bare = without_gone(text)
    assert "Mia" not in bare
    assert "Ole" not in bare
    assert bare == f"Davor.\n\n{around.format(BARE)}\n\nDanach.\n"
    assert with_gone(bare, text) == text
    assert with_gone(bare.replace("Davor", "Vorher"), text) == text.replace("Davor", "Vorher")


def test_pictures_named_below_the_text() -> None:
    text = (
        '![Mia][m]\n\n![Mia]\n\n![mia  ][]\n\n![Ole][o]\n\n[m]: /bilder/12/ "Mia"\n'
        "[mia]: </bilder/12/> 'Mia'\n[o]: /bilder/3/ \"Ole\"\n"
    )
    bare = without_gone(text)
    assert "Mia" not in bare
    assert "mia" not in bare
    assert "![Ole][o]" in bare
    assert '[o]: /bilder/3/ "Ole"' in bare
    assert bare.count(BARE) == 3
    assert render(bare).html.count('data-picture="12"') == 3
    assert with_gone(bare, text) == text


def test_other_pictures_and_links_stay() -> None:
    text = '![Ole](/bilder/3/ "O") ![Ida](/bilder/120/) [Mia](/bilder/12/) ![Uli](/media/12/)\n'
    assert without_gone(text) == text


def test_what_a_writer_says_anew_stays_theirs() -> None:
    text = "![Mia](/bilder/12/)\n\nMitte.\n\n![Mia tanzt](/bilder/12/)\n"
    typed = f"![Eine Frau](/bilder/12/)\n\nMitte!\n\n{BARE}\n\n{BARE}\n"
    assert with_gone(typed, text) == (
        f"![Eine Frau](/bilder/12/)\n\nMitte!\n\n![Mia tanzt](/bilder/12/)\n\n{BARE}\n"
    )
    assert with_gone("Nichts mehr.\n", text) == "Nichts mehr.\n"
    assert with_gone(f"{BARE}\n", "Ohne Bild.\n") == f"{BARE}\n"


PIECES = st.lists(
    st.sampled_from(
        [
            "![",
            "[",
            "]",
            "](/bilder/12/)",
            '](/bilder/12/ "',
            '")',
            "\\",
            "\n\n",
            "Mia",
            " ",
            "`",
            "x",
        ]
    ),
    max_size=30,
).map("".join)


@given(PIECES)
def test_whatever_is_written_comes_back(text: str) -> None:
    bare = without_gone(text)
    assert with_gone(bare, text) == text
    assert without_gone(bare) == bare
    shown = render(bare).html
    assert 'data-alt="' not in shown
    assert 'data-caption="' not in shown


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "piece", ["![", '![a](/bilder/12/ "', "](/bilder/12/", "[", "\\", "![[]", "![a](/bilder/12/)"]
)
def test_a_hostile_text_takes_no_second(piece: str) -> None:
    text = piece * (400_000 // len(piece)) + "![Mia](/bilder/12/)"
    without_gone(text)
