"""What is compared is shown as it reads, and nothing of it is hidden or leads away."""

from __future__ import annotations

import pytest

from text.excerpted import Surroundings, surroundings
from text.piece_html import piece_html

NOTHING = Surroundings()
TABLE = surroundings("| Tag | Zeit |\n|---|---|\n")


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("## Zeiten", "<p><strong>Zeiten</strong></p>"),
        ("[hier](https://evil.example/x)", "<u>hier</u> <small>(https://evil.example/x)</small>"),
        ("https://a.example", "<u>https://a.example</u>"),
        ("[[Bad Cannstatt:Ort|dort]]", "<u>dort</u> <small>(Bad Cannstatt:Ort)</small>"),
        ("[[Ort]]", "<u>Ort</u>"),
        ("[[Ort|a]] [[Ort|b]]", "<u>a</u> <small>(Ort)</small> <u>b</u> <small>(Ort)</small>"),
        pytest.param(
            "![Bank](/bilder/1/)",
            "Bild: Bank <small>(/bilder/1/)</small>",
            marks=pytest.mark.django_db,  # whether it was hidden
        ),
        ("![Bank](https://x.example/a.png)", "<u>Bank</u> <small>(https://x.example/a.png)"),
        ("[[Ort|dort]] [da](#wikilink-0)", "<u>da</u> <small>(#wikilink-0)</small>"),
        ("Wort[^1]\n\n[^1]: Note", 'Wort<sup class="footnote-ref">[1]</sup>'),
        ("|---|:-:|", "<pre>|---|:-:|</pre>"),
        ("**", "<p>**</p>"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("```\n```", "<pre>```\n```</pre>"),
    ],
)
def test_it_reads_so(piece: str, expected: str) -> None:
    html = piece_html(piece, NOTHING)
    assert expected in html
    assert "<a " not in html
    assert "<img" not in html
    assert " id=" not in html


def test_a_row_with_and_without_what_its_cells_are() -> None:
    assert "Zeit" in piece_html("| Mo | 9 |", TABLE)
    bare = piece_html("| Mo | 9 |", TABLE, with_heading=False)
    assert "Zeit" not in bare
    assert "9</td>" in bare
