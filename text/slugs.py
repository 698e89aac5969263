"""What does the address of a thing with a German name look like?

Django's own slugger makes "strae" of "Straße" and "bucher" of "Bücher". This one writes the letters
out, as Germans do by hand: ä→ae, ö→oe, ü→ue, ß→ss. Which words are reserved is the caller's
business: it puts them among the ``taken`` ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from text.fold import strip_accents
from text.names import clean

#: Long enough for nearly every title, short enough to be read aloud and printed in one line.
MAX_LENGTH = 80

#: How letters are written that have no key on a foreign keyboard.
SPELLED_OUT = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ẞ": "SS",
}
_LETTERS = str.maketrans(SPELLED_OUT)
# A word with its two dots written as a separate mark ("u" + U+0308) is an umlaut, too.
_COMBINED = {"a\u0308": "ä", "o\u0308": "ö", "u\u0308": "ü"}
_COMBINED |= {pair.upper(): letter.upper() for pair, letter in _COMBINED.items()}
_APOSTROPHES = re.compile(r"(?<=\w)['’`´](?=\w)")
_OTHER = re.compile(r"[^a-z0-9]+")


def spelled_out(text: str) -> str:
    """Return a text with its umlauts written as Germans do where there are none: "Für" → "Fuer"."""
    if text.isascii():
        return text
    for pair, letter in _COMBINED.items():
        text = text.replace(pair, letter)
    return text.translate(_LETTERS)


def slugify(text: str, *, max_length: int = MAX_LENGTH, fallback: str = "seite") -> str:
    """Return an address part of ``a-z``, ``0-9`` and single inner hyphens, never empty.

    Too long a slug is cut at a word; only a first word that is too long itself is cut inside. A
    text without any Latin letter or digit gives ``fallback``, which must itself be a slug.
    ``max_length`` must be at least 1.
    """
    spelled = strip_accents(spelled_out(clean(text)))
    spelled = _APOSTROPHES.sub("", spelled.replace("&", " und "))
    slug = _OTHER.sub("-", spelled.lower()).strip("-")
    return _cut(slug, max_length) or fallback[:max_length]


def unique_slug(
    wanted: str, taken: Container[str] | Callable[[str], bool], *, max_length: int = MAX_LENGTH
) -> str:
    """Return ``wanted``, or ``wanted-2``, ``wanted-3`` … : the first one that is not taken.

    ``taken`` is a set of slugs or a function that says whether one is taken. The number counts
    towards ``max_length``; the words before it give way. This does not replace a unique constraint:
    between the question and the write somebody else may take the slug.
    """
    is_taken = taken if callable(taken) else taken.__contains__
    slug, number = wanted, 1
    while is_taken(slug):
        number += 1
        ending = f"-{number}"
        slug = f"{_cut(wanted, max_length - len(ending))}{ending}"
    return slug


def _cut(slug: str, max_length: int) -> str:
    """Shorten a slug to whole words; cut the first word if it alone is too long."""
    if len(slug) <= max_length:
        return slug
    head, hyphen, _ = slug[: max_length + 1].rpartition("-")
    return head if hyphen else slug[:max_length]
