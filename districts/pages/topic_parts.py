"""Which parts does the page of a topic have, and when does each have to be made again?

Each is kept by itself, as those of a district's page are (`districts.pages.district_parts`): what
all districts have of a kind, what other apps show, council papers, and whom to ask.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

import pagecache
from accounts.person import Person
from districts import entries, panels
from districts.entries import EntryKind
from districts.map.signs import sign_of
from districts.models import Actor, CouncilPaper, District, Topic
from districts.pages.topic_overview import ELSEWHERE, TopicLine, lines_on
from districts.shown import TOPIC, said_by_kind
from districts.stewards import Contact, stewards_of
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept_each
from text.fold import fold
from text.thing_keys import key

#: So many council papers stand on the page.
PAPERS = 10


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a district, in HTML, and how many there are."""

    html: str
    count: int


@dataclass(frozen=True, slots=True)
class PlaceHeading:
    """A district as it stands above its lines, on the pages of all topics: its heading in HTML."""

    pk: int
    slug: str
    heading: SafeString


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One district and its first entries on the topic: `lines` in HTML, and how many."""

    place: PlaceHeading
    lines: SafeString
    count: int


@dataclass(frozen=True, slots=True)
class TopicParts:
    """The districts that do something, by name, and in HTML what belongs to no single district,
    panels and papers; `lists` are those that can be narrowed to a topic.
    """

    rows: list[DistrictRow]
    elsewhere: SafeString
    panels: list[SafeString]
    papers: SafeString
    stewards: list[Contact]
    lists: list[dict[str, str]]


def topic_parts(
    request: HttpRequest, topic: Topic, children: list[Topic], reader: Person, audience: str
) -> TopicParts:
    """Return the parts of a topic's page, made or kept, with what is on the topics below it.

    `reader` is whom they are made for, on behalf of all in `audience`.
    """
    topics, now = [topic, *children], timezone.now()
    here = f"{topic.pk} {audience} {get_language()} {timezone.localdate(now)}"
    kinds = {f"kind {kind.key} {here}": kind for kind, _on in entries.on_topics()}
    registered = {
        f"panel {number} {panel.template} {here}": panel
        for number, panel in enumerate(panels.registered_for(topic))
    }
    papers, stewards = f"papers {here}", f"stewards {here}"
    places, lists = f"places {get_language()}", f"lists {get_language()}"
    lines: dict[str, dict[int, list[TopicLine]]] = {}

    def fetch(missing: Collection[str]) -> None:
        wanted = [kind.key for words, kind in kinds.items() if words in missing]
        lines.update(lines_on(topics, reader, now, kinds=wanted))

    makers: dict[str, Callable[[], Any]] = {
        **{words: partial(_lines, lines, topics, kind) for words, kind in kinds.items()},
        **{words: partial(_panel, request, topic, reader, p) for words, p in registered.items()},
        papers: lambda: _papers(topics, reader),
        stewards: lambda: _stewards(topic),
        places: _places,
        lists: _lists,
    }
    found = kept_each(
        "districts:topic-parts",
        makers,
        ahead=fetch,
        # Dates pass; what else stands there ends with a change, or with the day.
        seconds=lambda words: KEEP_SECONDS if words in kinds else LONGER_SECONDS,
    )
    by_kind: list[dict[int, Lines]] = [found[words] for words in kinds]
    return TopicParts(
        rows=_rows(found[places], by_kind),
        elsewhere=_joined(by_kind, ELSEWHERE),
        panels=[mark_safe(found[words]) for words in registered],
        papers=mark_safe(found[papers]),
        stewards=found[stewards],
        lists=found[lists],
    )


def _lists() -> list[dict[str, str]]:
    pagecache.shows_only()  # modules belong to every page
    return [
        {"url": kind.list_url, "title": str(kind.many)}
        for kind, _on in entries.on_topics()
        if kind.listed and kind.is_used
    ]


def _places() -> list[PlaceHeading]:
    """Return all districts by name; one query."""
    pagecache.shows_only()  # names of places belong to every page
    template = get_template("districts/_topic_place.html")
    return [
        PlaceHeading(
            district.pk,
            district.slug,
            mark_safe(template.render({"district": district, "lage": sign_of(district)})),
        )
        for district in sorted(
            District.objects.select_related("city"), key=lambda district: fold(district.name)
        )
    ]


def _rows(places: list[PlaceHeading], by_kind: list[dict[int, Lines]]) -> list[DistrictRow]:
    """Put together what the kinds have of each district that has something."""
    counts: Counter[int] = Counter()
    for each in by_kind:
        counts.update({place: lines.count for place, lines in each.items()})
    return [
        DistrictRow(place, _joined(by_kind, place.pk), counts[place.pk])
        for place in places
        if counts[place.pk]
    ]


def _joined(by_kind: list[dict[int, Lines]], place: int) -> SafeString:
    return mark_safe("".join(each[place].html for each in by_kind if place in each))


def _lines(
    lines: dict[str, dict[int, list[TopicLine]]], topics: list[Topic], kind: EntryKind
) -> dict[int, Lines]:
    said_by_kind(kind.key, TOPIC, [topic.pk for topic in topics])
    template, here = get_template("districts/_topic_lines.html"), lines.get(kind.key, {})
    # Who is called about something else: a number is taken back.
    asked = {line.asks for found in here.values() for line in found if line.asks}
    pagecache.shows_also(*(key(Actor.KIND, actor) for actor in asked))
    # Of five states each is written once, and not for each of a hundred lines.
    signs = {line.status: _status(line.status) for found in here.values() for line in found}
    return {
        place: Lines(
            template.render(
                {"kind": kind, "lines": [(line, signs[line.status]) for line in found]}
            ),
            len(found),
        )
        for place, found in here.items()
    }


def _status(status: str) -> SafeString:
    return (
        render_to_string("components/status.html", {"status": status}) if status else mark_safe("")
    )


def _panel(
    request: HttpRequest, topic: Topic, reader: Person, registered: panels.Registered
) -> str:
    panel = registered.filled(topic, reader)
    if panel is None:
        return ""
    context = {"panel": panel.context, "topic": topic}
    return str(render_to_string(panel.template, context, request=request))


def _papers(topics: list[Topic], reader: Person) -> str:
    said_by_kind(CouncilPaper.KIND, TOPIC, [topic.pk for topic in topics])
    papers = CouncilPaper.objects.visible_to(reader).on_topics(topics).defer("text", "files")
    found = {"papers": list(papers.newest_first()[:PAPERS])}
    return str(render_to_string("districts/_topic_papers.html", found))


def _stewards(topic: Topic) -> list[Contact]:
    pagecache.shows_only()  # who somebody is, and the contact of what, belongs to every page
    return stewards_of("topic", topic.pk)
