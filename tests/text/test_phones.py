"""Numbers as people write them into one field, and what a telephone makes of them."""

import pytest

from text.phones import dialled, numbers


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", []),
        ("030 23125 1", [("030 23125 1", "030231251")]),
        ("+49 (0)711 216-0", [("+49 (0)711 216-0", "+497112160")]),
        ("0049 (0)711 216-0", [("0049 (0)711 216-0", "00497112160")]),
        ("(0711) 216 00", [("(0711) 216 00", "071121600")]),
        ("07121 / 123456", [("07121 / 123456", "07121123456")]),
        ("0711/216-1", [("0711/216-1", "07112161")]),
        (
            "07121 / 216-0 oder (0171) 98 76 54",
            [("07121 / 216-0", "071212160"), ("(0171) 98 76 54", "0171987654")],
        ),
        (
            "0711 123456, 0171 765432; 0711 99 99 99",
            [
                ("0711 123456", "0711123456"),
                ("0171 765432", "0171765432"),
                ("0711 99 99 99", "0711999999"),
            ],
        ),
        ("0711 216-1 / 0171 987654", [("0711 216-1", "07112161"), ("0171 987654", "0171987654")]),
        # An extension is no number of its own, and is not dialled behind the first one.
        ("0711 216-1234 / -1235", [("0711 216-1234 / -1235", "07112161234")]),
        ("Frau Müller, 0711 123456", [("Frau Müller, 0711 123456", "0711123456")]),
        (
            "0711 123456 (Mo\u2013Fr 9\u201312)",
            [("0711 123456 (Mo\u2013Fr 9\u201312)", "0711123456")],
        ),
        ("0711\u2013123\u00a0456", [("0711\u2013123 456", "0711123456")]),
        ("110", [("110", "110")]),
        ("auf Anfrage", [("auf Anfrage", "")]),
    ],
)
def test_numbers_are_told_apart(written: str, expected: list[tuple[str, str]]) -> None:
    assert [(phone.text, phone.dialled) for phone in numbers(written)] == expected


def test_what_is_no_number_has_no_address() -> None:
    assert numbers("auf Anfrage")[0].url == ""
    assert numbers("0711 1234567")[0].url == "tel:07111234567"
    assert dialled("٠٧١١ 123456") == "123456", "only digits that a telephone has"


def test_words_around_a_number_are_no_part_of_it() -> None:
    phone = numbers("Frau Müller, 0711 123456 (Mo\u2013Fr)")[0]
    assert (phone.before, phone.number, phone.after) == (
        "Frau Müller, ",
        "0711 123456",
        " (Mo\u2013Fr)",
    )
    assert numbers("0711 216-1234 / -1235")[0].after == " / -1235"
