"""Several choices in one column, joined by commas: written and read by one rule.

They stand in the order in which the product lists them. No value may be a part of another one,
since filters look for it in the column.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import TextChoices

Choice = TypeVar("Choice", bound=TextChoices)


def as_text(choices: type[TextChoices], chosen: Iterable[str]) -> str:
    """Return the column for what was chosen; what is no choice is left out."""
    found = set(chosen)
    return ",".join(value for value in choices.values if value in found)


def chosen(choices: type[Choice], column: str) -> list[Choice]:
    """Return what a column says; what is no choice is left out."""
    found = column.split(",")
    return [choice for choice in choices if choice.value in found]
