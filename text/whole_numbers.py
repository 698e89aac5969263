"""Which whole number has somebody sent, in an address or a hidden field?

A number that reached the database as a key once had a guard of its own in every view. Now an
address takes no longer one (`<number:pk>` in its pattern), a parameter goes through
`whole_number`, and no row has a key that its column cannot hold: Django's exact lookups know that.
"""

from __future__ import annotations

from django.urls.converters import IntConverter

#: So many digits fit every key; `int` itself refuses some thousands of them.
DIGITS = 18
#: The largest key, and the largest number that one column counts with.
LARGEST_KEY, LARGEST_COUNT = 2**63 - 1, 2**31 - 1


class NumberConverter(IntConverter):
    """A whole number in an address; a longer one than any key is no address at all."""

    regex = f"[0-9]{{1,{DIGITS}}}"


def whole_number(text: str | None) -> int | None:
    """Return the number that a text is; None for anything else.

    Ten digits alone count: "²" is a digit as well, to `str.isdigit`, and no number to `int`.
    """
    if text and text.isascii() and text.isdigit() and len(text) <= DIGITS:
        return int(text)
    return None
