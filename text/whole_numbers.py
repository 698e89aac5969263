"""Which whole number has somebody sent, in an address or a hidden field?

A number that reached the database as a key once had a guard of its own in every view. Now an
address takes no longer one (`<number:pk>` in its pattern), a parameter goes through
`whole_number`, and no row has a key that its column cannot hold: Django's exact lookups know that,
and `InRange` does for lists of them.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler
from django.urls.converters import IntConverter

#: So many digits fit every key; `int` itself refuses some thousands of them.
DIGITS = 18
#: The largest key, and the largest number that one column counts with.
LARGEST_KEY, LARGEST_COUNT = 2**63 - 1, 2**31 - 1


class NumberConverter(IntConverter):
    """A whole number in an address; a longer one than any key is no address at all."""

    regex = f"[0-9]{{1,{DIGITS}}}"


class InRange(In):
    """`pk__in` with what somebody sent: a key that no row can have is left out, and fails nowhere.

    Registered for every column of whole numbers, so that a field of a form or filter which takes
    several rows needs no guard of its own, be it ours, Django's or Wagtail's.
    """

    def process_rhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Leave out of a list what the column cannot hold."""
        if self.rhs_is_direct_value():
            kind = self.lhs.output_field.get_internal_type()
            least, most = connection.ops.integer_field_range(kind)
            self.rhs = [
                value for value in self.rhs if not isinstance(value, int) or least <= value <= most
            ]
        return super().process_rhs(compiler, connection)


def whole_number(text: str | None) -> int | None:
    """Return the number that a text is; None for anything else.

    Ten digits alone count: "²" is a digit as well, to `str.isdigit`, and no number to `int`.
    """
    if text and text.isascii() and text.isdigit() and len(text) <= DIGITS:
        return int(text)
    return None
