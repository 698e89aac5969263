"""Which whole number has somebody sent, in an address or a hidden field?"""

from __future__ import annotations

#: So many digits fit every key; `int` itself refuses some thousands of them.
DIGITS = 18


def whole_number(text: str | None) -> int | None:
    """Return the number that a text is; None for anything else.

    Ten digits alone count: "²" is a digit as well, to `str.isdigit`, and no number to `int`.
    """
    if text and text.isascii() and text.isdigit() and len(text) <= DIGITS:
        return int(text)
    return None
