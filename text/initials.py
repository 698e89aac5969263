"""How does somebody look of whom there is no portrait? By the first letters of their name."""

from __future__ import annotations

from django import template

register = template.Library()
#: What is no name of its own within one.
_SMALL = frozenset({"von", "van", "de", "der", "den", "zu", "zum", "zur", "und", "für", "im", "am"})


@register.filter
def initials(name: object) -> str:
    """Return the first letters of the first and the last word of a name: "AB" of "Ada von Berg"."""
    words = [word for word in str(name or "").split() if word.lower() not in _SMALL]
    letters = [first for word in words if (first := _first(word))]
    return f"{letters[0]}{letters[-1] if len(letters) > 1 else ''}" if letters else "?"


def _first(word: str) -> str:
    return next((letter.upper() for letter in word if letter.isalnum()), "")[:1]
