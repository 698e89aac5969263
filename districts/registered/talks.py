"""What is talked about below an entry, and where it is improved: derived from its kind."""

from __future__ import annotations

from community.talk import places
from districts.entries import EntryKind
from districts.models import Entry, State


def is_open(entry: Entry) -> bool:
    """Say whether something may be said now: about what everybody can see, unless it rests."""
    return entry.state == State.LIVE and not entry.rests


def improve(entry: Entry) -> str:
    """Return where an entry is changed; "" where it is only read."""
    return "" if entry.rests else f"{entry.get_absolute_url()}bearbeiten/"


def register_talk(kind: EntryKind) -> None:
    """Let people talk about the entries of a kind."""
    if not kind.talk:
        return
    by_form = improve if kind.writing else places.no_form
    places.register(places.TalkedAbout(kind.subject, is_open=is_open, improve=by_form))
