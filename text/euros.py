"""How much money is meant by what somebody typed? As it is printed in German texts.

"1.500", "1500 Euro", "1.500,00 €", "ca. 200", "12,50", "3,-", "3.–" and "1 500" are read. A comma
before three digits is a thousand to some and a fraction to others, as is a full stop after a
nought: nobody is to be taken at a word that he did not say, so `euros` raises `Ambiguous`. What is
no amount raises `ValueError`.
"""

from __future__ import annotations

import re
from decimal import Decimal

_AROUND = re.compile(
    r"(?i)^(?:(?:ca|circa|etwa|rund|ungefähr|zirka)\b\.?|~|≈)?\s*(?:€|eur(?:o)?)?\s*(.*?)\s*"
    r"(?:€|euros?|eur)?\s*\.?$"  # the end of a sentence
)
_BLANKS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_TWO_WAYS = re.compile(r"\d{1,3},\d{3}|0\d{0,2}\.\d{3}")
_AMOUNT = re.compile(
    r"(?P<whole>\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?P<cents>\d{1,2})|[.,][-–—]{1,2})?"
)
_POINT = re.compile(r"\d+\.\d{1,2}")


class Ambiguous(ValueError):
    """An amount that can be read in two ways: `thousands` and `fraction`, as Germans write them."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        whole, _, rest = typed.replace(".", ",").partition(",")
        self.thousands = f"{whole}{rest}".lstrip("0") or "0"
        self.fraction = f"{whole.lstrip('0') or '0'},{rest}".rstrip("0").rstrip(",")


def as_number(amount: Decimal | float | None) -> int | float | None:
    """Return an amount as JSON keeps it: whole euros as whole numbers."""
    if amount is None:
        return None
    return int(amount) if amount == int(amount) else float(amount)


def euros(typed: str) -> Decimal:
    """Return the amount. Raises `Ambiguous` and `ValueError`."""
    match = _AROUND.match(" ".join(typed.split()))
    words = _BLANKS.sub("", match[1] if match else "")
    if _TWO_WAYS.fullmatch(words) and words.strip("0.,"):
        raise Ambiguous(words)
    if amount := _AMOUNT.fullmatch(words):
        return Decimal(f"{amount['whole'].replace('.', '')}.{amount['cents'] or '0'}")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?", words):  # "1,500,000", "1,500.00"
        return Decimal(words.replace(",", ""))
    if _POINT.fullmatch(words):
        return Decimal(words)
    raise ValueError(typed)
