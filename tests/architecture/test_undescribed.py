"""Whatever a kind could have is described, or somebody has said why it is not.

A kind that leaves a place undescribed fails here until it has a reason in `ABSENT` (entries) or
`APART` (everything else there is to talk of); so does a reason for what is described by now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

import search.contract
import versions.contract
from community import contract
from community.subjects import SUBJECTS
from community.talk import places
from districts import entries, panels
from districts.entries import EntryKind

#: What a kind of entry may leave out, and whether it does.
PLACES: Mapping[str, Callable[[EntryKind], object]] = {
    "history": lambda kind: kind.shape,
    "form": lambda kind: kind.writing,
    "list": lambda kind: kind.listed,
    "search": lambda kind: kind.source,
    "district": lambda kind: kind.on_district,
    "topic": lambda kind: kind.on_topic,
    "other entries": lambda kind: kind.on_entries,
    "columns for staff": lambda kind: kind.staff.columns,
    "carers": lambda kind: kind.has_carers,
    "talk": lambda kind: kind.talk,
    "names of actors": lambda kind: kind.names_actors,
}
_WANTED = "made while a project is taken over, from a condition that is missing; closed when found"
_BY_ITS_ACTORS = "stands on the page of an actor by a list of that page's own"
_IMPORTED = "written by the importer alone, which brings each new delivery over the last"
_NO_TOPICS_LINE = "a topic's page has a part of its own for papers, since they come in hundreds"
ABSENT = {
    ("need", "history"): "says one thing and is over once it is found: nobody edits it",
    ("need", "form"): _WANTED,
    ("need", "list"): "few and short-lived: the page of the district says what is wanted there",
    ("need", "search"): "over once it is found; the project that wants it can be searched",
    ("need", "topic"): "a topic tells what is done and known, and what is wanted stands by place",
    ("need", "other entries"): "the page of its project names it beside the condition it is for",
    ("need", "carers"): "the project that wants it has them",
    ("need", "talk"): "over once it is found; who has it writes to whoever wants it",
    ("need", "names of actors"): "names a project at most",
    ("paper", "history"): _IMPORTED,
    ("paper", "form"): f"{_IMPORTED}; people link it to topics and projects by a form of its own",
    ("paper", "topic"): _NO_TOPICS_LINE,
    ("paper", "carers"): "belongs to the council",
    ("paper", "names of actors"): "what search holds of it names nobody",
    ("project", "other entries"): _BY_ITS_ACTORS,
    ("actor", "other entries"): "projects, dates and networks name their actors themselves",
    ("event", "other entries"): "names who invites; the calendar tells what comes, not their page",
    ("event", "carers"): "comes and goes; its organiser has somebody over the years",
    ("network", "other entries"): _BY_ITS_ACTORS,
    ("network", "carers"): "the actors that belong to it have theirs",
}

#: What everything that can be talked of may leave out.
PARTS: Mapping[str, Callable[[str], object]] = {
    "inbox": lambda key: contract.found(key),
    "report": lambda key: (kind := contract.found(key)) and kind.shown_at,
    "history": lambda key: key in {kind.name for kind in versions.contract.kinds()},
    "search": lambda key: key in search.contract.kinds(),
    "talk": lambda key: key in places._places,
    "town": lambda key: SUBJECTS[key].city_of.__name__ != "no_city",
}
APART = {
    ("page", "history"): "Wagtail keeps the versions of its pages",
    ("page", "inbox"): "editors write it, and Wagtail holds what waits of it",
    ("page", "report"): "is reported by its address, as everything is that is no kind of the inbox",
    ("comment", "history"): "is not edited",
    ("comment", "search"): "its words are found with the page below which it stands",
    ("comment", "talk"): "is the talk",
    ("person", "inbox"): "accounts are blocked and erased on pages of their own",
    ("person", "report"): "what somebody wrote is reported, not who it was",
    ("person", "history"): "has one present state, and the right that no other is kept",
    ("person", "search"): "nobody is to be found by name",
    ("person", "talk"): "nobody is discussed",
    ("person", "town"): "is at home in all towns",
    ("claim", "report"): "is shown to those who decide it, on no page",
    ("claim", "history"): "is taken or refused as it is",
    ("claim", "search"): "is shown to those who decide it, on no page",
    ("claim", "talk"): "is between who claims and who decides",
    ("picture", "history"): "its file is never changed, and few words are said of it",
    ("picture", "search"): "is found in the gallery of its place, and where it is used",
    ("picture", "town"): "may be of several places, or of none",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", entries.kinds(), ids=lambda kind: kind.key)
def test_a_kind_has_a_place_or_a_reason(kind: EntryKind, place: str) -> None:
    has, excused = bool(PLACES[place](kind)), (kind.key, place) in ABSENT
    assert has or excused, f"{kind.key}: describe its {place}, or say in ABSENT why there is none"
    assert not (has and excused), f"{kind.key} has a {place} by now: take it out of ABSENT"


OTHERS = sorted(set(SUBJECTS) - {kind.key for kind in entries.kinds()})


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("key", OTHERS)
def test_what_is_no_entry_has_a_part_or_a_reason(key: str, part: str) -> None:
    has, excused = bool(PARTS[part](key)), (key, part) in APART
    assert has or excused, f"{key}: register it for {part}, or say in APART why not"
    assert not (has and excused), f"{key} has {part} by now: take it out of APART"


@pytest.mark.parametrize("kind", entries.kinds(), ids=lambda kind: kind.key)
def test_the_registries_know_of_an_entry_what_it_describes(kind: EntryKind) -> None:
    """Entries have the parts of a subject by their description."""
    described = {
        "inbox": True,
        "report": True,
        "history": kind.shape is not None,
        "search": kind.source is not None,
        "talk": kind.talk,
        "town": True,
    }
    assert {part: bool(has(kind.key)) for part, has in PARTS.items()} == described
    for panel in kind.on_entries:
        shown = [(each.load, each.template) for each in panels._panels[panel.model]]
        assert (panel.load, panel.template) in shown


def test_every_reason_is_one_of_something_there_is() -> None:
    kinds, places = {kind.key for kind in entries.kinds()}, set(PLACES)
    assert {key for key, _place in ABSENT} <= kinds
    assert {place for _key, place in ABSENT} <= places
    assert {key for key, _part in APART} <= set(OTHERS)
    assert {part for _key, part in APART} <= set(PARTS)
    assert all(len(reason.split()) > 2 for reason in (*ABSENT.values(), *APART.values()))
