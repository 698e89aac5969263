"""What people write that CommonMark reads in another way."""

import pytest

from text.leniency import complete_address
from text.markdown import render


def html(source: str) -> str:
    return render(source).html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("www.stadt.de", "https://www.stadt.de"),
        ("stadt.de/plan", "https://stadt.de/plan"),
        ("stadt.de:8080/plan", "https://stadt.de:8080/plan"),
        ("stadt.de", "https://stadt.de"),
        ("http:/stadt.de", "http://stadt.de"),
        ("http//stadt.de", "http://stadt.de"),
        ("https:stadt.de", "https://stadt.de"),
        ("https://https://stadt.de", "https://stadt.de"),
        ("HTTPS:\\\\stadt.de", "HTTPS://stadt.de"),
        ("192.168.0.1/x", "http://192.168.0.1/x"),
        ("https:192.168.0.1", "https://192.168.0.1"),
        # The name of a file beside the text, not that of a server.
        ("plan.pdf", "plan.pdf"),
        ("bild.JPG", "bild.JPG"),
        ("www.pdf", "https://www.pdf"),
        ("plan.pdf/seite", "https://plan.pdf/seite"),
        ("https://plan.zip", "https://plan.zip"),
        ("anna@stadt.de", "mailto:anna@stadt.de"),
        ("0711 12345-67", "tel:07111234567"),
        ("+49 (711) 123456", "tel:+49711123456"),
        ("tel: 0711 123456", "tel:0711123456"),
        ("/wiki/ort/", "/wiki/ort/"),
        ("#oben", "#oben"),
        ("ort", "ort"),
        ("", ""),
    ],
)
def test_addresses(typed: str, address: str) -> None:
    assert complete_address(typed) == address
    assert complete_address(f"  {typed} ") == address


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Bürger*innen und Helfer*innen", "Bürger*innen und Helfer*innen"),
        ("Leser/*innen und jede(*r) *hier*", "Leser/*innen und jede(*r) <em>hier</em>"),
        ("2*3*4", "2*3*4"),
        ("*schön*", "<em>schön</em>"),
        ("**wichtig:**dann", "<strong>wichtig:</strong>dann"),
        ("*wichtig:*dann", "<em>wichtig:</em>dann"),
        ("**Bürger*innen**", "<strong>Bürger*innen</strong>"),
        ("ein_name_hier", "ein_name_hier"),
        ("A<br>B", "A<br>\nB"),
        ("A<BR />  B", "A<br>\nB"),
        ("A\nB", "A<br>\nB"),
        ("A  \nB", "A<br>\nB"),
    ],
)
def test_words(source: str, expected: str) -> None:
    assert html(source) == expected


WRAPPED = (
    "Der Verein trifft sich an jedem zweiten Donnerstag und\n"
    "lädt alle ein, die gerne zusammen kochen und danach am\n"
    "großen Tisch in der Halle essen möchten."
)


@pytest.mark.parametrize(
    ("source", "breaks"),
    [
        (WRAPPED, 0),
        # Shorter lines are meant: an address, a poem.
        ("Musterweg 5\n70374 Stuttgart\nTel. 0711 123456", 2),
        # Wide, but each line is a sentence of its own.
        (
            "Der Verein trifft sich jeden zweiten Donnerstag im Monat.\nAlle sind eingeladen.",
            1,
        ),
        # Longer than any programme wraps.
        ("Wort " * 30 + "und\nweiter geht es hier.", 1),
    ],
)
def test_line_ends_that_a_mail_programme_made_are_none(source: str, breaks: int) -> None:
    assert html(source).count("<br>") == breaks


def test_what_follows_a_quotation_is_an_answer() -> None:
    assert render("> Kommt ihr?\nJa.").html == (
        "<blockquote>\n<p>Kommt ihr?</p>\n</blockquote>\n<p>Ja.</p>\n"
    )


def test_four_blanks_make_no_code() -> None:
    assert "<code>" not in render("Liebe Leute,\n\n    das ist ein Zitat.").html
