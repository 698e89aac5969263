"""What does a delivery of a council's system no longer have, and may it be hidden?

A source that says `"deleted": true` means it. One that merely says nothing of an object may have
lost it, or may have sent a part: so what is missing is hidden only up to a limit, beyond which
somebody has to say what the delivery is. A body that is withdrawn takes with it what it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.translation import gettext as _

from districts.imports.oparl_read import Delivered, Folder
from districts.imports.report import KINDS, Report
from districts.imports.upsert import GONE
from districts.models import Actor, City, CouncilPaper, Date, State

#: Of a hundred objects of a kind so many may be missing without a question.
LIMIT = 10
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
        return len(self.ids) * 100 > limit * self.of

    def words(self) -> str:
        """Say it in a few words."""
        words = {"number": len(self.ids), "of": self.of, "kind": KINDS[self.kind]}
        return _("%(kind)s: %(number)s of %(of)s") % words


def known_city(folder: Folder) -> City | None:
    """Return the city that has objects of this delivery, if there is one.

    A part comes without a name often enough, and editors may call the city otherwise. A body that
    is withdrawn may come alone: then the ids of its objects begin like its own.
    """
    cities: set[int] = set()
    for _kind, model, delivered in _kinds(folder):
        some = [*delivered.found, *delivered.deleted][:MOST_ASKED]
        wanted = Q(external_id__in=some)
        source = _source_of(folder.body) if folder.withdrawn else ""
        if source and not some:
            wanted = Q(external_id__startswith=f"{source}/")
        cities |= set(model.objects.filter(wanted).values_list("city", flat=True))
    return City.objects.filter(pk__in=cities).first() if len(cities) == 1 else None


def find_missing(city: City | None, folder: Folder, report: Report) -> list[Missing]:
    """Return what is missing, by kind; nothing where nothing of a kind was delivered."""
    if city is None or folder.withdrawn:
        return []
    found = []
    for kind, model, delivered in _kinds(folder):
        public = _public(model, city)
        missing = _missing(kind, public, delivered, report) if public else set()
        if missing:
            found.append(Missing(kind, missing, len(public)))
    return found


def withdraw_body(city: City, folder: Folder, report: Report) -> None:
    """Count as deleted what a withdrawn body has in a city, delivered once more or not.

    Another system may feed the same town; its objects stay.
    """
    public: set[str] = set()
    gone: set[str] = set()
    for _kind, model, delivered in _kinds(folder):
        public |= (there := _public(model, city))
        delivered.deleted |= delivered.found.keys() | _of_body(folder.body, there)
        delivered.found.clear()
        gone |= delivered.deleted
    folder.districts.clear()
    if public and not gone & public:
        report.note(city.name, _("the source has withdrawn the body, and nothing here is its own"))


def _of_body(body: str, public: set[str]) -> set[str]:
    """Return which ids are of a body: those that begin like its own, or name its host and no body.

    Where its id tells only a host, or nothing at all, it is the one body known from there.
    """
    source, host = _source_of(body), _host_of(body)
    sources = {_source_of(identifier) for identifier in public}
    own = sources & {source, host}
    if not own and source == host:
        near = {known for known in sources if not host or _host_of(known) == host}
        own = near if len(near) == 1 else set()
    return {identifier for identifier in public if _source_of(identifier) in own}


def _public(model: type[Any], city: City) -> set[str]:
    rows = model.objects.filter(city=city, state=State.LIVE).exclude(external_id="")
    return set(rows.exclude(external_digest=GONE).values_list("external_id", flat=True))


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
    if delivered.pages.lack_something():
        report.note(
            str(KINDS[kind]), _("the delivery says itself that it is a part, so nothing is removed")
        )
        return set()
    missing = public - delivered.found.keys() - delivered.deleted - delivered.broken
    for stem in delivered.unread:
        kept = {identifier for identifier in missing if _may_be_in(identifier, stem)}
        if not kept:
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
    return body[0] if body else _host_of(identifier)


def _host_of(identifier: str) -> str:
    try:
        parts = urlsplit(identifier)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
