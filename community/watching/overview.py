"""What stands on somebody's overview: what is new, where they have written, what lies around.

Titles come from search, which knows what everybody may find at this moment; of what is not public
nothing is shown but one's own contributions that wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community import contract
from community.models import Case, Happening, Watch
from community.people.contributions import LIVE, WORDS
from search import contract as search
from text.translatable import Words

Key = tuple[str, int]
#: So many lines a section has, so many happenings are looked through for them.
LINES, READ = 5, 300
#: What lies longer back is no news of a district.
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line: what it is, how it is called, where it is, when it last changed or was written."""

    label: Words
    title: str
    url: str
    when: datetime
    state: Words = ""


@dataclass(frozen=True, slots=True)
class PersonalNews:
    """`changed` is new where somebody watches, `own` what they wrote, `here` is in their district.

    That is called `district`, "" where they have chosen none. `more` is how many further things
    have changed, `watches` says whether they watch anything.
    """

    changed: list[OverviewLine]
    more: int
    own: list[OverviewLine]
    here: list[OverviewLine]
    watches: bool
    district: str


def news_for(user: User, since: datetime) -> PersonalNews:
    """Return what is new since a moment. Six queries, two more for each search with words."""
    watches = list(
        Watch.objects.active()
        .filter(user=user)
        .only("object_kind", "object_pk", "parameters", "search")
    )
    lately = timezone.now() - LATELY
    past = _past(user, min(since, lately))
    own = _own(user)
    district = f"district={user.home_district}" if user.home_district else ""
    searches = {w.parameters for w in watches if w.search}
    wanted = sorted(searches | ({district} - {""}))
    found, names = search.found_and_named(wanted, {*past, *own})
    watched = {(w.object_kind, w.object_pk) for w in watches if not w.search}
    for parameters in searches:
        watched |= found.get(parameters, set())
    new = [key for key in past if key in watched and past[key] > since]
    near = [key for key in past if key in found.get(district, set()) and past[key] > lately][:LINES]
    shown = [key for key in new if key in names]
    cases = _cases(user)
    return PersonalNews(
        changed=_lines(shown[:LINES], past, names),
        more=max(len(shown) - LINES, 0),
        own=_newest([*cases, *_lines(own, own, names, state=LIVE)]),
        here=_lines(near, past, names),
        watches=bool(watches),
        district=search.in_words([district])[district] if district else "",
    )


def _past(user: User, since: datetime) -> dict[Key, datetime]:
    """Return when things have last changed by others, the newest first."""
    rows = Happening.objects.filter(at__gt=since, minor=False)
    rows = rows.filter(~Q(actor=user) | Q(actor=None))
    last = rows.order_by().values("object_kind", "object_pk").annotate(last=Max("at"))
    columns = last.order_by("-last").values_list("object_kind", "object_pk", "last")
    return {(kind, pk): at for kind, pk, at in columns[:READ]}


def _own(user: User) -> dict[Key, datetime]:
    """Return what somebody has lately made public."""
    rows = Happening.objects.filter(actor=user, comment=0).order_by()
    last = rows.values("object_kind", "object_pk").annotate(last=Max("at"))
    columns = last.order_by("-last").values_list("object_kind", "object_pk", "last")
    return {(kind, pk): at for kind, pk, at in columns[:LINES]}


def _cases(user: User) -> list[OverviewLine]:
    """Return contributions that were decided against, or taken back; what waits stands above."""
    over = (Case.State.REFUSED, Case.State.WITHDRAWN)
    rows = Case.objects.pending().filter(author=user, state__in=over)
    return [
        OverviewLine(
            label=contract.label_of(case.object_kind),
            title=case.title,
            url=reverse("community:receipt", args=[case.receipt]),
            when=case.decided_at or case.created,
            state=WORDS[Case.State(case.state)],
        )
        for case in rows.order_by("-created")[:LINES]
    ]


def _lines(
    keys: Iterable[Key],
    when: dict[Key, datetime],
    names: dict[Key, search.PublicName],
    *,
    state: Words = "",
) -> list[OverviewLine]:
    return [
        OverviewLine(contract.label_of(key[0]), names[key].title, names[key].url, when[key], state)
        for key in keys
        if key in names
    ]


def _newest(lines: list[OverviewLine]) -> list[OverviewLine]:
    return sorted(lines, key=lambda line: line.when, reverse=True)[:LINES]
