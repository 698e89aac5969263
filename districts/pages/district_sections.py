"""What does one section of a district's page show: the entries of a kind, or what a panel knows?"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.person import Person
from districts import panels
from districts.entries import EntryKind, OnDistrict
from districts.lists.choice_labels import kind_label
from districts.models import District, Sector
from districts.modules import states
from districts.pages.district_overview import DistrictLine, Group, Overview, first_of
from districts.pages.district_pictures import DistrictPictures
from districts.shown import DISTRICT, said_by_kind


@dataclass(frozen=True, slots=True)
class LastChange:
    """Something that has changed lately, as it stands beside the page."""

    title: str
    url: str
    moment: datetime
    label: str


@dataclass(frozen=True, slots=True)
class DistrictSection:
    """What stands at one place: its slot (`districts.entries.overviews`), and HTML, if it has any.

    `own` says whether it knows something of this very district. `office` is whom one can call or
    write to before anybody else.
    """

    slot: int
    html: str
    own: bool
    changes: list[LastChange] = field(default_factory=list)
    office: DistrictLine | None = None


def of_panel(
    request: HttpRequest,
    district: District,
    reader: Person,
    seen: Callable[[], DistrictPictures],
    registered: panels.Registered,
) -> DistrictSection:
    """Return what a panel knows; `seen` are the pictures of the district."""
    panel = registered.filled(district, reader)
    if panel is None:
        return DistrictSection(registered.slot, "", own=False)
    context = {"panel": panel.context, "district": district, "slug": district.slug}
    if any(line.get("picture") for line in panel.context.get("articles", ())):
        context["pictures"] = seen().by_number
    return DistrictSection(
        panel.slot,
        str(render_to_string(panel.template, context, request=request)),
        own=True,
        changes=[
            LastChange(line["title"], line["url"], line["updated_at"], _("Article"))
            for line in panel.context.get("articles", ())
        ],
    )


def of_kind(
    known: Callable[[], Overview],
    seen: Callable[[], DistrictPictures],
    district: District,
    kind: EntryKind,
    on: OnDistrict,
) -> DistrictSection:
    """Return the entries of a kind; `known` is what is known of the district."""
    said_by_kind(kind.key, DISTRICT, [district.pk])
    found = known()
    groups = found.groups.get(kind.key, [])
    return DistrictSection(
        on.slot,
        _in_html(found, seen, district, kind, on) if groups else "",
        own=found.has_own(kind.key),
        office=office_in(groups, kind, district),
        changes=[
            LastChange(line.title, line.url, line.moment, kind_label(line.kind))
            for line in found.changes.get(kind.key, ())
            if line.moment
        ],
    )


def office_in(
    groups: Collection[Group], kind: EntryKind, district: District
) -> DistrictLine | None:
    """Return whom to ask in a district: its office first, else who of it can be reached at all."""
    if not states.states().is_open(kind.module, district.city_id):
        return None
    lines = [(group.value, line) for group in groups for line in group.lines if not line.near]
    reachable = [(value, line) for value, line in lines if line.acts]
    reachable.sort(key=lambda each: (each[0] != Sector.MUNICIPAL, not each[1].phone))
    return reachable[0][1] if reachable else None


def _in_html(
    known: Overview,
    seen: Callable[[], DistrictPictures],
    district: District,
    kind: EntryKind,
    on: OnDistrict,
) -> str:
    groups = sorted(known.groups[kind.key], key=lambda group: on.place_of(group.value))
    if on.at_most:
        groups = first_of(groups, on.at_most)
    section = {
        "kind": kind,
        "on": on,
        "total": known.total(kind.key),
        "shown": sum(len(group.lines) for group in groups),
        "groups": [{"label": on.group_label(g.value), "group": g} for g in groups],
        "pictures": seen().of_projects if on.pictured else {},
    }
    return str(render_to_string(on.template, {"section": section, "slug": district.slug}))
