"""Which parts does the page of a district have, and when does each have to be made again?

Each is kept by itself (`pagecache.shared.kept_each`) for all who may see the same: a project that
is written here ends the section of projects, and neither that of dates nor the one of the
neighbours. Fetching what all of them need costs one query, however many are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import pagecache
from accounts.person import Person
from districts import entries, modules, panels
from districts.entries import EntryKind, OnDistrict
from districts.lists.choice_labels import kind_label
from districts.map.outline import NearbyOutline, outline_of
from districts.models import District, Project
from districts.modules import own, states
from districts.pages.district_overview import NEWEST, Overview, overview
from districts.pages.nearby import Around
from districts.shown import DISTRICT, said_by_kind
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept_each


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

    `own` says whether it knows something of this very district.
    """

    slot: int
    html: str
    own: bool
    changes: list[LastChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Editorial:
    """The editors' text, with the addresses of its versions, as the language switch takes them."""

    html: str
    versions: dict[str, str | None] | None


@dataclass(frozen=True, slots=True)
class DistrictParts:
    """All of it. `stewards` are (slug, name), `topics` (slug of district, slug of topic, name);
    `ways` lead to the forms in which something new is written down; `first_way` is the one for
    whoever finds nothing at all, None where nothing is written at present.
    """

    text: Editorial
    sections: list[DistrictSection]
    stewards: list[tuple[str, str]]
    topics: list[tuple[str, str, str]]
    outline: NearbyOutline | None
    ways: list[dict[str, Any]]
    first_way: dict[str, Any] | None

    @property
    def html(self) -> list[SafeString]:
        """What stands on the page by its slots; of one slot panels come first."""
        ordered = sorted(self.sections, key=lambda section: section.slot)
        return [mark_safe(section.html) for section in ordered]

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
    outline, ways, first = f"outline {district.pk}", f"ways {here}", f"first way {here}"
    registered = {
        f"panel {number} {panel.template} {here}": panel
        for number, panel in enumerate(panels.registered_for(district))
    }
    known = Overview()

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
        outline: lambda: _of_every_page(lambda: outline_of(district, place.near)),
        ways: lambda: _of_every_page(lambda: _ways_to_write(district)),
        first: lambda: _of_every_page(lambda: _first_way(district)),
        **{words: partial(_panel, request, district, reader, p) for words, p in registered.items()},
        **{words: partial(_topics, lambda: known, each) for words, each in topics.items()},
        **{
            words: partial(_section, lambda: known, district, kind, on)
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
        outline=found[outline],
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


def _ways_to_write(district: District) -> list[dict[str, Any]]:
    now = states.states()
    return [
        {
            "title": str(kind.written.new_title),
            "url": f"{reverse(f'districts:{kind.route}_new')}?district={district.slug}",
        }
        for kind in entries.kinds()
        if kind.writing and now.is_open(kind.module, district.city_id)
    ]


def _first_way(district: District) -> dict[str, Any] | None:
    """Return the form for an article; where none is taken, that of what else is written."""
    now = states.states()
    known = sorted(modules.known(), key=lambda module: module is not own.ARTICLES)
    taken = (module for module in known if now.is_open(module, district.city_id))
    links = (link for module in taken for link in modules.first_links(module))
    title, url = next(links, ("", ""))
    return {"title": title, "url": f"{url}?district={district.slug}"} if url else None


def _topics(known: Callable[[], Overview], district: District) -> list[tuple[str, str, str]]:
    said_by_kind(Project.KIND, DISTRICT, [district.pk])
    return [row for row in known().topics if row[0] == district.slug]


def _panel(
    request: HttpRequest, district: District, reader: Person, registered: panels.Registered
) -> DistrictSection:
    panel = registered.filled(district, reader)
    if panel is None:
        return DistrictSection(registered.slot, "", own=False)
    context = {"panel": panel.context, "district": district, "slug": district.slug}
    return DistrictSection(
        panel.slot,
        str(render_to_string(panel.template, context, request=request)),
        own=True,
        changes=[
            LastChange(line["title"], line["url"], line["updated_at"], _("Article"))
            for line in panel.context.get("articles", ())
        ],
    )


def _section(
    known: Callable[[], Overview], district: District, kind: EntryKind, on: OnDistrict
) -> DistrictSection:
    said_by_kind(kind.key, DISTRICT, [district.pk])
    found = known()
    return DistrictSection(
        on.slot,
        _in_html(found, district, kind, on) if kind.key in found.groups else "",
        own=found.has_own(kind.key),
        changes=[
            LastChange(line.title, line.url, line.moment, kind_label(line.kind))
            for line in found.changes.get(kind.key, ())
            if line.moment
        ],
    )


def _in_html(known: Overview, district: District, kind: EntryKind, on: OnDistrict) -> str:
    groups = sorted(known.groups[kind.key], key=lambda group: on.place_of(group.value))
    section = {
        "kind": kind,
        "on": on,
        "total": known.total(kind.key),
        "shown": sum(len(group.lines) for group in groups),
        "groups": [{"label": on.group_label(g.value), "group": g} for g in groups],
    }
    return str(render_to_string(on.template, {"section": section, "slug": district.slug}))
