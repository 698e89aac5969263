"""What can be talked about, reported, decided about or named in a mail? Each kind of thing, once.

An app describes its kinds once, and hands the description to whatever they take part in, from
`AppConfig.ready()`; that makes them known here as well::

    contract.register(ARTICLES, accept=…, refuse=…, hide=…, shown_at=…)      the inbox, reports
    places.register(places.TalkedAbout(PAGES, is_open=…, changed=…))         talk
    SUBJECTS.register(PEOPLE)                                                neither of them

Entries of the directory describe themselves (`districts.entries.EntryKind.subject`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.person import Person
from community.registry import Registry
from text.translatable import Words


def no_city(_thing: object) -> None:
    """Belong to all towns."""
    return


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One kind of thing. What belongs to places says which by `trust_scopes()` (`trust.scopes_of`).

    `key`                       by what the inbox, talk, search, versions and roles know it
    `one`, `many`               what it is called in the reader's words
    `load(pk)`                  the thing, or None when there is none (any more)
    `url(thing)`                where it is read
    `visible_to(thing, user)`   whether somebody may know of it
    `city_of(thing)`            the town it belongs to; None where it belongs to all
    """

    key: str
    one: Words
    many: Words
    load: Callable[[int], Any]
    url: Callable[[Any], str]
    visible_to: Callable[[Any, Person], bool]
    city_of: Callable[[Any], Any] = no_city


SUBJECTS: Registry[Subject] = Registry("subject")
