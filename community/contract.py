"""What an app tells `community` about its things: how to show them, how decisions are carried out.

Registered from `AppConfig.ready()`; `community` knows no app above it and no model of theirs.

Holding a contribution, in the app's own service and transaction::

    because = trust.held_because(user, thing, trust.Change(before=…, removed=…, links=…))
    if because:                       # "" means: goes live at once
        cases.open_case(sort=Case.Sort.PENDING, kind="project", pk=thing.pk, number=revision.number,
                        title=…, url=…, sender=cases.Sender(user, name, mail), scopes=
                        thing.trust_scopes(), held_because=because, words=summary)

`/moderation/` then shows it, and calls back what was registered here::

    contract.register(PROJECTS, accept=…, refuse=…, hide=…, reopen=…, show=…, preview=…,
                      authors=…, shown_at=…)

where `PROJECTS` is a `community.subjects.Subject`, which says what the thing is.

Whoever owns districts and topics also says what they are called, so that the inbox can name them,
and which there are, so that somebody can be made the contact person of one::

    contract.register_scope("district", label=_("Districts"), names=lambda pks: {pk: name for …},
                            choices=lambda: [(pk, name), …])

The app's functions write through the app's own services, inside the transaction that closes the
case. What cannot be carried out raises `CannotDecide`, and the case stays open. An app's own pages
decide through `community.decisions` as well (`decisions.accept(case=…, by=…)`), or their service
calls `cases.close_contribution(…)` in its transaction; on a closed case that does nothing.

Every service that writes asks `trust.may(user, action, thing)`; every model that is written may say
`trust_scopes()`, the places it belongs to: `{("district", 3), ("topic", 8), ("project", 12)}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.person import Person
from community.models import Case
from community.subjects import SUBJECTS, Subject
from text import thing_keys
from text.translatable import Words

NO_WAY_BACK = _("This decision cannot be taken back any more.")
#: Primary key and revision of something that a case is about.
Key = tuple[int, int]


class CannotDecide(Exception):
    """A decision cannot be carried out; `message` says why, `url` leads to where it can be.

    For example: others have changed the same sentence since, so that the two must be put together
    by hand.
    """

    def __init__(self, message: Words, *, url: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.url = url


@dataclass(frozen=True, slots=True)
class Written:
    """Something that somebody wrote of a kind without revisions."""

    pk: int
    when: datetime
    title: str
    url: str
    is_public: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that cases are about. `number` is a revision, 0 means the whole thing.

    `subject`                          what it is
    `accept(thing, number, user)`      make a held contribution public
    `refuse(thing, number, user, reason)`   decide against a held contribution
    `hide(thing, number, user, reason)`     take something from the public; says whether it was
                                            there until then

    Optional, None where a kind cannot do it:

    `place(thing, number)`             where a reviewer sees a revision; else where the thing is
    `keys(user)`                       the keys of what somebody may know of, what they may review
                                       included, to be part of a query; None: of everything
    `reopen(thing, number, user)`      take `accept` or `refuse` back; says whether it could: not
                                       what somebody has hidden or shown since
    `show(thing, number, user)`        take `hide` back; says whether it could: only what is hidden
    `is_hidden(thing, number)`         whether `show` would give it back, so that it can be offered
    `destroy(thing, number, user)`     destroy for good what people in it object to, so that nobody
                                       can bring it back; raises `CannotDecide`
    `withdraw(thing, number)`          the author takes a held contribution back
    `preview(thing, number)`           template and context that show what is to be decided
    `excerpts(keys)`                   of contributions, named by (pk, number), what would be new in
                                       each, in a few words; in a fixed number of queries
    `edit_url(thing, number)`          where a reviewer changes it before accepting
    `authors(thing, number)`           whose it is, who wrote last first; told when a report about
                                       it is decided
    `shown_at(match)`                  (pk, number) of what a page shows, from its resolved address;
                                       None when it is no page of this kind. Lets `/melden/?url=`
                                       find the thing that somebody reports. `get_language()` is
                                       the language of the address: of things with one address in
                                       several languages, return the one that is read there.
    `changed_by(author)`               a query of the public things that somebody has written or
                                       changed, to undo all that they did
    `content(revision)`                what of a revision tells whether two are the same; None for
                                       kinds without revisions: what somebody wrote is hidden
    `put_back(thing, number, user, reason)`   make a thing what it was in a revision, even where
                                       that takes away what no comparison shows
    `written(author, end)`             of kinds without revisions: the newest that somebody wrote
    `put_away()`                       the rows that nobody sees although they are public, because
                                       their town has switched off what they belong to; None: no row
    `is_combined(thing, number)`       whether an accepted contribution was combined with what
                                       others had written since it was sent; its receipt says so
    """

    subject: Subject
    accept: Callable[[Any, int, Any], Any]
    refuse: Callable[[Any, int, Any, str], Any]
    hide: Callable[[Any, int, Any, str], bool]
    place: Callable[[Any, int], str] | None = None
    keys: Callable[[Person], QuerySet[Any, Any]] | None = None
    reopen: Callable[[Any, int, Any], bool] | None = None
    show: Callable[[Any, int, Any], bool] | None = None
    is_hidden: Callable[[Any, int], bool] | None = None
    destroy: Callable[[Any, int, User], Any] | None = None
    withdraw: Callable[[Any, int], Any] | None = None
    preview: Callable[[Any, int], tuple[str, dict[str, Any]]] | None = None
    excerpts: Callable[[Iterable[Key]], Mapping[Key, str]] | None = None
    edit_url: Callable[[Any, int], str] | None = None
    authors: Callable[[Any, int], Iterable[User]] | None = None
    shown_at: Callable[[ResolverMatch], tuple[int, int] | None] | None = None
    is_combined: Callable[[Any, int], bool] | None = None
    changed_by: Callable[[User], QuerySet[Any]] | None = None
    content: Callable[[Any], object] | None = None
    put_back: Callable[[Any, int, User, str], object] | None = None
    written: Callable[[User, int], Iterable[Written]] | None = None
    put_away: Callable[[], QuerySet[Any] | None] | None = None

    @property
    def name(self) -> str:
        """By what it is known."""
        return self.subject.key

    @property
    def label(self) -> Words:
        """The kind in the reader's words."""
        return self.subject.one

    def load(self, pk: int) -> Any:
        """Return the thing, or None when there is none (any more)."""
        return self.subject.load(pk)

    def url(self, thing: object, number: int = 0) -> str:
        """Return where a reviewer sees what is to be decided."""
        return self.place(thing, number) if self.place and number else self.subject.url(thing)

    def visible_to(self, thing: object, user: Person) -> bool:
        """Say whether somebody may know of the thing."""
        return self.subject.visible_to(thing, user)


@dataclass(frozen=True, slots=True)
class Scopes:
    """Places of one kind: what the kind is called, their names, and all there are."""

    label: Words
    names: Callable[[Iterable[int]], Mapping[int, str]]
    choices: Callable[[], Iterable[tuple[int, str]]]


_kinds: dict[str, Kind] = {}
_scopes: dict[str, Scopes] = {}


def register(kind: Subject | str, **functions: Any) -> None:
    """Make a kind known to the inbox, once; `functions` are those of `Kind`, by their names.

    A key in place of a subject needs the functions of one as well: `load(pk)`, `visible_to(thing,
    user)` and `url(thing, number)`; `label` is what it is called.
    """
    if isinstance(kind, str):
        functions["place"] = place = functions.pop("url")
        label = functions.pop("label", kind)
        kind = Subject(
            key=kind,
            one=label,
            many=label,
            load=functions.pop("load"),
            url=lambda thing: place(thing, 0),
            visible_to=functions.pop("visible_to"),
        )
    SUBJECTS.register(kind)
    _kinds[kind.key] = Kind(kind, **functions)


def kind(name: str) -> Kind:
    """Return a registered kind; `KeyError` when there is none of this name."""
    return _kinds[name]


def found(name: str) -> Kind | None:
    """Return a registered kind, None when there is none of this name."""
    return _kinds.get(name)


def label_of(name: str) -> Words:
    """Return a kind in the reader's words; a page that belongs to no kind is a page."""
    kind = found(name)
    return kind.label if kind else _("Page")


def seen(name: str, pk: int, user: Person) -> tuple[Kind, Any] | None:
    """Return a kind and a thing of it; None where there is none that this person may know of."""
    kind = found(name)
    thing = kind.load(pk) if kind else None
    return (kind, thing) if kind and thing is not None and kind.visible_to(thing, user) else None


def thing_of(case: Case) -> Any:
    """Return what a case is about; None when it, or its kind, is no longer there."""
    kind = found(case.object_kind)
    return kind.load(case.object_pk) if kind else None


def kind_and_thing(case: Case) -> tuple[Kind, Any]:
    """Return what a case is about, and its kind; raises `CannotDecide` when it is not there."""
    thing = thing_of(case)
    if thing is None:
        raise CannotDecide(_("What this is about is no longer there."))
    return kind(case.object_kind), thing


def can_destroy(case: Case) -> bool:
    """Say whether what a case objects to can be destroyed for good."""
    kind = found(case.object_kind) if case.sort == Case.Sort.OBJECTION else None
    return kind is not None and kind.destroy is not None


def public_url(case: Case) -> str:
    """Return where an accepted contribution is read; "" when there is no such place (any more)."""
    there = seen(case.object_kind, case.object_pk, None) if case.was_accepted else None
    return there[0].url(there[1], 0) if there else ""


def kinds() -> tuple[Kind, ...]:
    """Return every registered kind, in the order of their registration."""
    return tuple(_kinds.values())


def known_to(user: Person) -> Q:
    """Condition on cases: they are about what somebody may know of."""
    known = Q()
    for kind in kinds():
        if kind.keys:
            known &= ~Q(object_kind=kind.name) | Q(object_pk__in=kind.keys(user))
    return known


def in_use() -> Q:
    """Condition on cases: they are not about what a town has switched off."""
    seen = Q()
    for kind in kinds():
        rows = kind.put_away() if kind.put_away else None
        if rows is not None:
            seen &= ~(Q(object_kind=kind.name) & Q(Exists(rows.filter(pk=OuterRef("object_pk")))))
    return seen


def register_scope(
    kind: str,
    *,
    names: Callable[[Iterable[int]], Mapping[int, str]],
    label: Words = "",
    choices: Callable[[], Iterable[tuple[int, str]]] = tuple,
) -> None:
    """Say how places of a kind ("district", "topic") are called, and which can be chosen.

    `names` gives them by primary key, `label` is the kind in the plural.
    """
    _scopes[kind] = Scopes(label or kind, names, choices)


def is_scope(kind: str) -> bool:
    """Say whether there are places of a kind."""
    return kind in _scopes


def scope_label(kind: str) -> Words:
    """Return what places of a kind are called in the plural."""
    return _scopes[kind].label if kind in _scopes else kind


def scope_choices() -> list[tuple[Words, list[tuple[str, str]]]]:
    """Return every place that can be chosen, by kind: ("district:3", "Bad Cannstatt")."""
    return [
        (scopes.label, [(thing_keys.key(kind, pk), name) for pk, name in scopes.choices()])
        for kind, scopes in _scopes.items()
    ]


def choices_of(kind: str) -> list[tuple[str, str]]:
    """Return every place of one kind that can be chosen: ("district:3", "Bad Cannstatt")."""
    found = _scopes[kind].choices() if kind in _scopes else ()
    return [(thing_keys.key(kind, pk), name) for pk, name in found]


def scope_names(scopes: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the written names of places; one call per kind. Unknown ones are left out."""
    wanted: dict[str, set[int]] = {}
    for name, pk in scopes:
        wanted.setdefault(name, set()).add(pk)
    return {
        (name, pk): label
        for name, pks in wanted.items()
        if name in _scopes
        for pk, label in _scopes[name].names(pks).items()
    }
