"""What somebody has written and what became of it: live, held, decided, of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import contract
from community.contract import label_of
from community.inbox import page_titles
from community.models import Case
from text import thing_keys
from text.translatable import Words
from text.whole_numbers import whole_number
from versions import contract as versions
from versions.models import AbstractRevision

PAGE = 20
# Nobody pages through more; the history of each thing has the rest.
MOST = 1000
WORDS = {
    Case.State.OPEN: _("waits to be looked at"),
    Case.State.ACCEPTED: _("accepted"),
    Case.State.REFUSED: _("not accepted"),
    Case.State.WITHDRAWN: _("taken back by you"),
}
LIVE, GONE = _("public"), _("no longer public")


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing somebody did. `sign` names the icon of its state, `case` is None when it was live
    at once; `thing` ("article:12") is what it was done to, where that could be put back. What a
    town has switched off has no `url`: nobody reads it there."""

    when: datetime
    label: Words
    title: str
    url: str
    state: Words
    sign: str
    words: str = ""
    case: Case | None = None
    place: str = ""
    thing: str = ""


def of(user: User, *, start: int, size: int) -> tuple[list[Contribution], bool]:
    """Return a stretch of somebody's contributions, newest first, and whether there are more.

    Live ones come from the revisions of every registered kind, or from the kind itself where it has
    none; held and decided ones from the cases. A fixed number of queries for each.
    """
    end = min(start + size + 1, MOST)
    found = [*_from_cases(user, end), *_from_revisions(user, end), *_from_kinds(user, end)]
    found.sort(key=lambda one: one.when, reverse=True)
    return found[start : start + size], len(found) > start + size


def page_number(request: HttpRequest) -> int:
    """Return which stretch an address asks for, from 1 on."""
    return min(whole_number(request.GET.get("page")) or 1, MOST // PAGE)


def _from_cases(user: User, end: int) -> Iterator[Contribution]:
    rows = list(Case.objects.filter(author=user).order_by("-created", "-pk")[:end])
    page_titles.read_for(rows)
    signs = {Case.State.OPEN: "clock", Case.State.ACCEPTED: "check"}
    for case in rows:
        yield Contribution(
            when=case.created,
            label=case.get_sort_display() if case.is_report else label_of(case.object_kind),
            title=case.shown_title,
            url=case.url,
            state=case.get_outcome_display() or WORDS[Case.State(case.state)],
            sign=signs.get(Case.State(case.state), "info"),
            words=case.words,
            case=case,
            thing=_thing(case.object_kind, case.object_pk) if case.was_accepted else "",
        )


def _from_revisions(user: User, end: int) -> Iterator[Contribution]:
    for kind in versions.kinds():
        rows: Any = kind.revisions._default_manager  # a manager of a model we do not know
        field = kind.revisions.thing_field
        along = (field, *(f"{field}__{path}" for path in kind.related))
        live = rows.filter(author=user, state=AbstractRevision.State.LIVE)
        decided = Case.objects.pending().filter(author=user, object_kind=kind.name)
        seen = set(decided.values_list("object_pk", "number"))
        yield from _live(kind, live.select_related(*along).order_by("-created", "-pk")[:end], seen)


def _live(
    kind: versions.Kind, revisions: Iterable[Any], seen: set[tuple[int, int]]
) -> Iterator[Contribution]:
    for revision in revisions:
        thing = getattr(revision, revision.thing_field)
        if (thing.pk, revision.number) in seen:
            continue
        shown = getattr(thing, "state", "live") == "live" and not revision.text_hidden
        # What a town has switched off can be put back all the same.
        public = shown and getattr(thing, "is_public", True)
        yield Contribution(
            when=revision.created,
            label=label_of(kind.name),
            title=kind.title(thing),
            url="" if getattr(thing, "is_off", False) else kind.url(thing),
            state=LIVE if public else GONE,
            sign="check" if public else "info",
            words=revision.summary,
            place=kind.place(thing),
            thing=_thing(kind.name, thing.pk) if shown else "",
        )


def _thing(kind: str, pk: int) -> str:
    found = contract.found(kind)
    return thing_keys.key(kind, pk) if found and found.changed_by else ""


def _from_kinds(user: User, end: int) -> Iterator[Contribution]:
    """Return what somebody wrote of kinds without revisions, besides what a case tells of."""
    for kind in contract.kinds():
        if kind.written is None:
            continue
        held = Case.objects.pending().filter(author=user, object_kind=kind.name)
        told = set(held.values_list("object_pk", flat=True))
        for one in kind.written(user, end):
            if one.pk not in told:
                yield Contribution(
                    when=one.when,
                    label=kind.label,
                    title=one.title,
                    url=one.url,
                    state=LIVE if one.is_public else GONE,
                    sign="check" if one.is_public else "info",
                    words=one.words,
                    thing=_thing(kind.name, one.pk) if one.is_public else "",
                )
