"""Does a name claim an office: that its bearer looks after the site, or speaks for it?

Names are compared by their skeletons (`text.lookalikes`), so that no disguise helps. A word claims
an office when it

* begins with the word for one ("Administratorin", "Redaktionsleitung"): who should really be called
  "Adminski" is one of very few, and an administrator can name the account;
* ends with one ("SuperAdmin", "Chefredaktion"), but not where it only goes on with its letters
  ("Badminton"), or holds one of the long words, which are inside of no other ("Stadtredaktionen");
* is put together from words for help and service alone ("Supportteam"), also over several words
  ("Das Support-Team").
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from text.lookalikes import words

#: Words by which people call those who look after the site; any ending may follow.
OFFICES = (
    "admin",
    "administrator",
    "administration",
    "moderator",
    "moderation",
    "moderatri",
    "moderatör",
    "redaktion",
    "redakteur",
    "redaktor",
    "redakcj",
    "webmaster",
    "sysadmin",
    "sysop",
    "systemverwalt",
    "seitenverwalt",
    "seitenbetreib",
    "editor",
    "superuser",
    "yönetici",
    "админ",
    "адмін",
    "модератор",
    "редакци",
    "редакці",
    "مشرف",
    "المشرف",
)
#: At the end of other words: "Kreditor" is no editor.
_NOT_AT_ENDS = ("editor",)
#: From this length on no other word has them inside.
_LONG = 8
#: What speaks for the site when a name is made of nothing else.
SPEAKERS = (
    "system",
    "support",
    "service",
    "team",
    "hilfe",
    "help",
    "desk",
    "root",
    "operator",
    "betreiber",
    "verwaltung",
    "stadtverwaltung",
    "leitung",
    "staff",
    "official",
    "offiziell",
    "chef",
    "web",
    "site",
    "website",
    "plattform",
    "seiten",
    "technik",
)
#: Of these, what speaks for the site beside any other word as soon as a second one joins it.
_STRONG = ("system", "support", "service", "betreiber", "staff", "official", "offiziell", "website")
_FILLERS = (
    *("das", "die", "der", "dein", "euer", "ihr", "unser", "vom", "von", "des", "the", "your"),
    *("our", "of", "for", "für", "und", "and", "hier", "spricht"),
)


def names_office(value: str) -> bool:
    """Say whether a name claims to be somebody who looks after the site."""
    said = [part for word in _parted(value) for part in words(word)]
    if any(map(_claims, {*said, *words(value)})) or _is_office("".join(words(value))):
        return True
    kept = _without_fillers(said)
    if kept and all(_pieces(word) for word in kept):
        return True
    return any(_is_service(word) for word in (*said, *map("".join, pairwise(said))))


def without_speakers(value: str) -> str:
    """Return the skeleton of a name without what only says that it speaks ("Das …-Team")."""
    said = words(value)
    return "".join(word for word in _without_fillers(said) if not _pieces(word))


def _parted(value: str) -> list[str]:
    """Part a name also where a capital follows a small letter: "SuperAdmin"."""
    parted = ""
    for before, char in zip(" " + value, value, strict=False):
        parted += f" {char}" if before.islower() and char.isupper() else char
    return parted.split()


def _is_office(together: str) -> bool:
    """Say whether a name is an office in pieces: "Ad min", but not "Edi Torberg"."""
    return any(
        together == office or (len(office) >= _LONG and office in together) for office in _offices()
    )


def _claims(word: str) -> bool:
    return any(
        word.startswith(office)
        or (len(office) >= _LONG and office in word)
        or (office not in _bones(_NOT_AT_ENDS) and word.endswith(_forms(office)))
        for office in _offices()
    )


def _forms(office: str) -> tuple[str, ...]:
    """Return an office, several of them, and a woman's, as skeletons."""
    return (office, f"{office}s", f"{office}ln")


def _without_fillers(said: list[str]) -> list[str]:
    return [word for word in said if word not in _bones(_FILLERS) and not word.isdigit()]


def _is_service(word: str) -> bool:
    found = _pieces(word)
    return len(found) > 1 and not _bones(_STRONG).isdisjoint(found)


def _pieces(word: str) -> tuple[str, ...]:
    """Return the speakers' words a word is made of, () where it is made of anything else."""
    if not word:
        return ()
    for piece in _speakers():
        for joint in ("", "s"):
            if word == piece + joint:
                return (piece,)
            if word.startswith(piece + joint):
                rest = _pieces(word[len(piece + joint) :])
                if rest:
                    return (piece, *rest)
    return ()


@cache
def _offices() -> tuple[str, ...]:
    return tuple("".join(words(office)) for office in OFFICES)


@cache
def _bones(said: tuple[str, ...]) -> frozenset[str]:
    return frozenset("".join(words(word)) for word in said)


@cache
def _speakers() -> tuple[str, ...]:
    # The longest first: "stadtverwaltung" before what it begins with.
    return tuple(sorted(_bones((*SPEAKERS, *OFFICES)), key=len, reverse=True))
