"""What does a delivery of a council's system no longer have, and may it be hidden?

A source that says `"deleted": true` means it. One that merely says nothing of an object may have
lost it, or may have sent a part: so what is missing is hidden only up to a limit, beyond which
somebody has to say what the delivery is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from districts.imports.oparl_read import Delivered, Folder
from districts.imports.report import KINDS, Report
from districts.imports.upsert import GONE
from districts.models import Actor, City, CouncilPaper, Date, State

#: Of a hundred objects of a kind so many may be missing without a question.
LIMIT = 10
#: A single one may always be missing, unless the limit is none: one of four is more than a tenth.
ALWAYS = 1

#: So many ids say which city a delivery is of; more would exceed what a statement takes.
MOST_ASKED = 300

#: Sources name the body within a system like this; others have one body.
_BODY = re.compile(r"^.*?/bodies/[^/]+")


@dataclass(frozen=True, slots=True)
class Missing:
    """The external ids of one kind that are public here and not in the delivery."""

    kind: str
    ids: set[str]
    of: int

    def is_above(self, limit: int) -> bool:
        """Say whether these are more than may go without a question; `limit` is in percent."""
        always = ALWAYS if limit else 0
        return len(self.ids) > always and len(self.ids) * 100 > limit * self.of

    def words(self) -> str:
        """Say it in a few words."""
        words = {"number": len(self.ids), "of": self.of, "kind": KINDS[self.kind]}
        return _("%(kind)s: %(number)s of %(of)s") % words


def known_city(folder: Folder) -> City | None:
    """Return the city that has objects of this delivery, if there is one.

    A part comes without a name often enough, and editors may call the city otherwise.
    """
    cities: set[int] = set()
    for _kind, model, delivered in _kinds(folder):
        some = [*delivered.found, *delivered.deleted][:MOST_ASKED]
        cities |= set(model.objects.filter(external_id__in=some).values_list("city", flat=True))
    return City.objects.filter(pk__in=cities).first() if len(cities) == 1 else None


def find_missing(city: City | None, folder: Folder, report: Report) -> list[Missing]:
    """Return what is missing, by kind; nothing where nothing of a kind was delivered."""
    if city is None:
        return []
    found = []
    for kind, model, delivered in _kinds(folder):
        rows = model.objects.filter(city=city, state=State.LIVE).exclude(external_id="")
        public = set(rows.exclude(external_digest=GONE).values_list("external_id", flat=True))
        if not public:
            continue
        missing = public if folder.withdrawn else _missing(kind, public, delivered, report)
        if missing:
            found.append(Missing(kind, missing, len(public)))
    return found


def _kinds(folder: Folder) -> tuple[tuple[str, type[Any], Delivered[Any]], ...]:
    return (
        ("organisations", Actor, folder.organisations),
        ("meetings", Date, folder.meetings),
        ("papers", CouncilPaper, folder.papers),
    )


def _missing(kind: str, public: set[str], delivered: Delivered[Any], report: Report) -> set[str]:
    if not delivered.found:
        if not delivered.deleted:
            report.note(str(KINDS[kind]), _("none could be read, so none is taken for removed"))
        return set()
    missing = public - delivered.found.keys() - delivered.deleted - delivered.broken
    for stem in delivered.unread:
        kept = {identifier for identifier in missing if _may_be_in(identifier, stem)}
        if not kept and not any(_may_be_in(identifier, stem) for identifier in public):
            report.note(
                str(KINDS[kind]),
                _("a file could not be read; what it holds is not known, so nothing is removed"),
            )
            return set()
        missing -= kept
    # Another system may feed the same town; only this one's objects can be missing here.
    sources = {_source_of(identifier) for identifier in delivered.found}
    return {identifier for identifier in missing if _source_of(identifier) in sources}


def _may_be_in(identifier: str, stem: str) -> bool:
    """Say whether a file of this name may hold an object: then its object is no longer missing."""
    head, found, tail = identifier.rstrip("/").rpartition(stem)
    return bool(found and stem and not tail and not head[-1:].isalnum())


def _source_of(identifier: str) -> str:
    """Return what ids of one system have in common. It only ever keeps things from being hidden."""
    body = _BODY.match(identifier)
    if body:
        return body[0]
    try:
        parts = urlsplit(identifier)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
