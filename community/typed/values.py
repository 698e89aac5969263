"""What was sent with a form: values, files, and which of them are somebody's words."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest

from community.antispam import STARTED, TRAP, age_of
from text.rich.sent import words_in
from text.storable import storable

#: Says that a form was shown again already; a secret in it is that of `detour`.
AGAIN = "noch-einmal"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (a field's name)
#: Never shown, kept or sent back.
_SECRET = re.compile(
    r"password|passwort|token|secret|geheim|(^|[_-])(code|otp|pin)$|^otp", re.IGNORECASE
)
#: Fields that say for themselves what they are; the page's own stand where the form is shown again.
OUR_OWN = frozenset({TOKEN, AGAIN, "opened_by"})
#: Buttons, addresses and notes of the form's own, which no person has typed.
_NO_WORDS = frozenset(
    {
        *("action", "decision", "next", "entwurf", "von", "case", "comment", "notice", "offer"),
        *("base", "base_revision", "source_revision", "section", "translation_of", "found"),
        *("compared_at", "loaded_revision_id", "loaded_revision_created_at"),
    }
)
#: Fields and values that scripts of the admin keep beside the words: kinds of blocks, keys, times,
#: and how many rows there are.
_FIELD_OF_SCRIPTS = re.compile(
    r"-(type|id|order|deleted|count|ORDER|(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$|^action-"
)
_VALUE_OF_SCRIPTS = re.compile(r"[0-9a-f-]{32,36}|\d{4}-\d\d-\d\dT[\d:.+Z-]+")
#: What a box sends that was ticked.
_TICKED = "on"


@dataclass(frozen=True, slots=True)
class Typed:
    """One sent form: `path` is where to, `values` all of it but secrets, `files` their names."""

    path: str
    values: Mapping[str, list[str]]
    files: Mapping[str, list[str]]
    again: str = ""

    @property
    def words(self) -> list[str]:
        """What a person has typed or chosen: telephone numbers, hours and prices, too."""
        return [word for name in self.values for word in self.words_in(name)]

    def words_in(self, name: str) -> list[str]:
        """Return what a person has typed or chosen in the fields of one name."""
        return [
            _text_of(value)
            for value in self.values[name]
            if _is_for_words(name)
            and value.strip()
            and value != _TICKED
            and not _VALUE_OF_SCRIPTS.fullmatch(value)
        ]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing that could get lost."""
        return not self.words and not self.files

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every name with every value of it."""
        return [(name, value) for name, given in self.values.items() for value in given]

    @property
    def uploads(self) -> list[tuple[str, list[str]]]:
        """Every name of a field with the files that were chosen there."""
        return list(self.files.items())

    @property
    def file_names(self) -> list[str]:
        """The names of files that must be chosen again."""
        return [name for names in self.files.values() for name in names]

    def encoded(self) -> dict[str, str]:
        """Return it as `community.typed.drafts` keeps it."""
        return {"typed": urlencode(self.values, doseq=True), "files": urlencode(self.files, True)}


def of(request: HttpRequest) -> Typed:
    """Return what came with a request."""
    return Typed(
        path=request.path,
        values={
            name: _clean(name, given)
            for name, given in request.POST.lists()
            if _ours(name) and not _is_trap(name, request.POST)
        },
        files={
            name: [str(upload.name) for upload in uploads]
            for name, uploads in request.FILES.lists()
        },
        again=request.POST.get(AGAIN, ""),
    )


def decoded(path: str, fields: Mapping[str, str]) -> Typed:
    """Return what was kept by `Typed.encoded`."""
    return Typed(path, _pairs(fields.get("typed", "")), _pairs(fields.get("files", "")))


def _pairs(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def _text_of(value: str) -> str:
    """Return the words of an editor, which sends its blocks as JSON."""
    if value.startswith('{"of":'):
        try:
            return "".join(words_in(json.loads(value).get("changes"))).strip()
        except (ValueError, RecursionError):
            return value
    if not value.startswith('{"blocks":'):
        return value
    try:
        return "\n".join(block["text"] for block in json.loads(value)["blocks"])
    except (ValueError, TypeError, KeyError):
        return value


def _is_for_words(name: str) -> bool:
    """Say whether a person types into a field of this name."""
    return not (name in _NO_WORDS or _FIELD_OF_SCRIPTS.search(name) or _is_start(name))


def _is_trap(name: str, sent: Container[str]) -> bool:
    """Say whether a field lies where only programs look: beside the time of a guarded form."""
    return name.endswith(TRAP) and f"{name.removesuffix(TRAP)}{STARTED}" in sent


def _ours(name: str) -> bool:
    return name not in OUR_OWN and not _SECRET.search(name)


def _clean(name: str, given: list[str]) -> list[str]:
    """Leave out what no database and no page can keep, and times at which forms grew too old."""
    if _is_start(name):
        return [value for value in given if age_of(value) is not None]
    return [storable(value) for value in given]


def _is_start(name: str) -> bool:
    return name == STARTED or name.endswith(f"-{STARTED}")
