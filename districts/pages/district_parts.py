"""Which parts does the page of a district have, and when does each have to be made again?

Each is kept by itself (`pagecache.shared.kept_each`) for all who may see the same: a project that
is written here ends the section of projects, and neither that of dates nor the one of the
neighbours. Fetching what all of them need costs one query, however many are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

import pagecache
from accounts.person import Person
from districts import entries, panels
from districts.map.plan import CityPlan, plan_around
from districts.models import District, Project
from districts.pages.district_overview import (
    NEWEST,
    DistrictLine,
    Overview,
    overview,
)
from districts.pages.district_pictures import DistrictPictures, pictures_of
from districts.pages.district_sections import DistrictSection, LastChange, of_kind, of_panel
from districts.pages.district_ways import first_way, ways_to_write
from districts.pages.nearby import Around
from districts.shown import DISTRICT, said_by_kind
from districts.stewards import Contact
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept_each


@dataclass(frozen=True, slots=True)
class Editorial:
    """The editors' text, with the addresses of its versions, as the language switch takes them."""

    html: str
    versions: dict[str, str | None] | None


@dataclass(frozen=True, slots=True)
class DistrictParts:
    """All of it. `topics` are (slug of district, slug of topic, name); `ways` lead
    to the forms in which something new of a kind is written down;
    `first_way` is the one for whoever finds nothing at all, None where nothing is written at
    present.
    """

    text: Editorial
    sections: list[DistrictSection]
    stewards: list[Contact]
    topics: list[tuple[str, str, str]]
    plan: CityPlan | None
    pictures: DistrictPictures
    ways: list[dict[str, Any]]
    first_way: dict[str, Any] | None

    def html(self, slots: range) -> list[SafeString]:
        """What stands on the page in these slots; of one slot panels come first."""
        ordered = sorted(self.sections, key=lambda section: section.slot)
        return [mark_safe(each.html) for each in ordered if each.slot in slots and each.html]

    @property
    def office(self) -> DistrictLine | None:
        """Whom one can call or write to before anybody else."""
        return next((each.office for each in self.sections if each.office), None)

    def knows(self, slot: int) -> bool:
        """Whether a slot has something of this very district."""
        return any(section.own for section in self.sections if section.slot == slot)

    @property
    def changes(self) -> list[LastChange]:
        """What changed last in all sections, the newest first."""
        found = [change for section in self.sections for change in section.changes]
        return sorted(found, key=lambda change: change.moment, reverse=True)[: NEWEST.most]

    @property
    def empty(self) -> bool:
        """Whether nothing is known of this very district."""
        return not any(section.own for section in self.sections)


def district_parts(
    request: HttpRequest, place: Around, reader: Person, audience: str
) -> DistrictParts:
    """Return the parts of a district's page, made or kept.

    `reader` is whom they are made for, on behalf of all in `audience`, as
    `districts.pages.cached_parts` has it.
    """
    district, now = place.district, timezone.now()
    day = timezone.localdate(now)
    here = f"{district.pk} {audience} {get_language()} {day}"
    kinds = {f"kind {kind.key} {here}": (kind, on) for kind, on in entries.on_districts()}
    topics = {f"topics {each.pk}": each for each in (district, *place.near)}
    text, stewards = f"text {here}", f"stewards {district.pk} {day}"
    plan, ways, first = f"plan {district.pk} {get_language()}", f"ways {here}", f"first way {here}"
    pictures = f"pictures {here}"
    registered = {
        f"panel {number} {panel.template} {here}": panel
        for number, panel in enumerate(panels.registered_for(district))
    }
    known = Overview()
    pictured: list[DistrictPictures] = []

    def seen() -> DistrictPictures:
        if not pictured:
            pictured.append(pictures_of(district))
        return pictured[0]

    def fetch(missing: Collection[str]) -> None:
        nonlocal known
        known = overview(
            district,
            reader,
            now,
            kinds=[kind.key for words, (kind, _on) in kinds.items() if words in missing],
            topics_of=[each for words, each in topics.items() if words in missing],
            stewards=stewards in missing,
        )

    makers: dict[str, Callable[[], Any]] = {
        text: lambda: _text(request, district),
        stewards: lambda: _of_every_page(lambda: known.stewards),
        plan: lambda: _of_every_page(lambda: plan_around(district, place.near)),
        pictures: lambda: _of_every_page(seen),
        ways: lambda: _of_every_page(lambda: ways_to_write(district)),
        first: lambda: _of_every_page(lambda: first_way(district)),
        **{
            words: partial(of_panel, request, district, reader, seen, p)
            for words, p in registered.items()
        },
        **{words: partial(_topics, lambda: known, each) for words, each in topics.items()},
        **{
            words: partial(of_kind, lambda: known, seen, district, kind, on)
            for words, (kind, on) in kinds.items()
        },
    }
    hourly = {words for words, (_kind, on) in kinds.items() if on.looked_at}
    found = kept_each(
        "districts:district-parts",
        makers,
        ahead=fetch,
        seconds=lambda words: KEEP_SECONDS if words in hourly else LONGER_SECONDS,
    )
    return DistrictParts(
        text=found[text],
        sections=[found[words] for words in (*registered, *kinds)],
        stewards=found[stewards],
        topics=[row for words in topics for row in found[words]],
        plan=found[plan],
        pictures=found[pictures],
        ways=found[ways],
        first_way=found[first],
    )


def _text(request: HttpRequest, district: District) -> Editorial:
    pagecache.shows_only()  # beside links, passages and lists, which say what they show
    language = get_language() or ""
    text = panels.district_page(request, district, language)
    html = ""
    if text is not None:
        foreign = text.language if text.language != language else ""
        context = {"district": district, "text": text, "page": text.page, "text_language": foreign}
        html = render_to_string("districts/_district_text.html", context, request=request)
    return Editorial(str(html), getattr(request, "language_alternates", None))


def _of_every_page(make: Callable[[], Any]) -> Any:
    """Make what each change of places, modules and of who is the contact of what ends."""
    pagecache.shows_only()
    return make()


def _topics(known: Callable[[], Overview], district: District) -> list[tuple[str, str, str]]:
    said_by_kind(Project.KIND, DISTRICT, [district.pk])
    return [row for row in known().topics if row[0] == district.slug]
