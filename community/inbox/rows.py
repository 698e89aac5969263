"""What the moderation pages show: cases with the words and names they need, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import contract, trust
from community.cases import AUTOMATIC
from community.inbox import filters, out_of_sight, page_titles
from community.inbox.filters import Wanted
from community.inbox.reminders import TO_MODERATORS
from community.models import Case
from community.models.comments import NAMELESS
from community.querysets import CaseQuerySet
from text.translatable import Words
from versions import contract as versions

HOURS_IN_WORDS = 48
WHY_HELD = {
    AUTOMATIC: _("a program seems to have written it"),
    "guest": _("written without an account"),
    "new": _("the account is new"),
    "protected": _("the page is protected"),
    "removal": _("takes away most of the text"),
    "links": _("many links, and the account is young"),
    "undecided": _("another edit has changed the same place"),
}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `own` says that it belongs to a place of the reader; `excerpt` has the
    words that a contribution would add; `is_out` that its own address has taken an entry out.
    """

    case: Case
    label: Words
    places: tuple[str, ...]
    own: bool
    why: Words
    excerpt: str = ""
    title: str = ""
    is_out: bool = False

    @property
    def since(self) -> str:
        """How long it has waited, in words."""
        hours = int((timezone.now() - self.case.created).total_seconds() // 3600)
        if hours < 1:
            return gettext("waiting for less than an hour")
        if hours < HOURS_IN_WORDS:
            words = ngettext("waiting for %(number)d hour", "waiting for %(number)d hours", hours)
            return words % {"number": hours}
        days = hours // 24
        words = ngettext("waiting for %(number)d day", "waiting for %(number)d days", days)
        return words % {"number": days}

    @property
    def is_late(self) -> bool:
        """Whether moderators have been reminded of it, or are about to be."""
        return timezone.now() - self.case.created > TO_MODERATORS

    @property
    def can_destroy(self) -> bool:
        """Whether it is about people in a picture, so that it can be destroyed."""
        return contract.can_destroy(self.case)

    @property
    def writer(self) -> Words:
        """The name to show: an account's, the one a guest gave, or that there is none."""
        return writer_of(self.case)


def writer_of(case: Case) -> Words:
    """Return who sent a case, in words."""
    if case.author:
        return case.author.name
    return case.author_name or NAMELESS


def is_moderator(user: User) -> bool:
    """Say whether this person looks after the whole site."""
    return trust.may(user, "moderate", trust.EVERYWHERE)


def cases_for(user: User) -> CaseQuerySet:
    """Return what this person may decide: everything, or what belongs to their places.

    What is about something that only moderators see (any more) is theirs alone.
    """
    if is_moderator(user):
        return Case.objects.filter(contract.in_use())
    return Case.objects.in_scopes(trust.stewardships(user)).filter(contract.known_to(user))


def accounts_for(user: User) -> QuerySet[User]:
    """Return the accounts whose names this person may read: all, or who sent what is theirs."""
    if is_moderator(user):
        return User.objects.all()
    return User.objects.filter(pk__in=cases_for(user).order_by().values("author"))


def waiting_for(user: User, sort: str = "") -> CaseQuerySet:
    """Return what waits for this person: own places first, then the oldest."""
    rows = cases_for(user).open().oldest_first(trust.stewardships(user))
    if sort == Case.Sort.PENDING:
        rows = rows.pending()
    elif sort == Case.Sort.REPORT:
        rows = rows.exclude(sort=Case.Sort.PENDING)
    elif sort == AUTOMATIC:
        rows = rows.filter(held_because=AUTOMATIC)
    return rows.select_related("author").prefetch_related("scopes")


def counts(user: User) -> dict[str, int]:
    """Return how many contributions and reports wait for this person, and how much spam perhaps."""
    open_ones = cases_for(user).open().order_by().values_list("sort")
    automatic = Count("pk", filter=Q(held_because=AUTOMATIC))
    rows = open_ones.annotate(number=Count("pk"), automatic=automatic)
    by_sort = {sort: number for sort, number, _automatic in rows}
    pending = by_sort.pop(Case.Sort.PENDING, 0)
    found = sum(number for _sort, _number, number in rows)
    return {"pending": pending, "report": sum(by_sort.values()), AUTOMATIC: found}


def rows_of(cases: Iterable[Case], user: User, *, with_words: bool = False) -> list[CaseRow]:
    """Return cases as rows of a list; one query for each kind of place, and one for the own ones.

    `with_words` also reads what contributions would add; a few queries for each kind.
    """
    cases = list(cases)
    own = trust.stewardships(user)
    names = contract.scope_names(scope for case in cases for scope in case.trust_scopes())
    told = _excerpts(cases) if with_words else {}
    page_titles.read_for(cases)
    return [
        CaseRow(
            case=case,
            label=contract.label_of(case.object_kind),
            places=tuple(names[scope] for scope in sorted(case.trust_scopes()) if scope in names),
            own=bool(own & case.trust_scopes()),
            why=_why(case),
            excerpt=told.get(case.pk, ""),
            title=case.shown_title,
            is_out=out_of_sight.is_taken_out(case),
        )
        for case in cases
    ]


def _excerpts(cases: Iterable[Case]) -> dict[int, str]:
    """Return what contributions would add, by case."""
    by_kind: dict[str, dict[contract.Key, int]] = defaultdict(dict)
    for case in cases:
        if not case.is_report:
            by_kind[case.object_kind][case.object_pk, case.number] = case.pk
    return {
        pks[key]: words
        for name, pks in by_kind.items()
        if (excerpts := contract.kind(name).excerpts)
        for key, words in excerpts(pks).items()
    }


def _why(case: Case) -> Words:
    """Return why a contribution waits, or what is known about who objects."""
    if case.sort != Case.Sort.OBJECTION:
        return WHY_HELD.get(case.held_because, "")
    if case.confirmed_at and contract.can_destroy(case):
        return _("confirmed by mail")
    if case.confirmed_at:
        return _("confirmed by the published address")
    return _("not confirmed")


@dataclass(frozen=True, slots=True)
class ShownCase:
    """What there is to see of a case: where it is, where it can be changed, and what it is."""

    is_there: bool = False
    url: str = ""
    edit_url: str = ""
    template: str = ""
    context: dict[str, Any] | None = None
    can_hide: bool = False


def words_of(case: Case) -> str:
    """Return what a sender said about it; nothing where that was hidden with the revision.

    `Case.words` is a copy of the summary, and stays when the history shows it no more.
    """
    if case.is_report or not case.number:
        return case.words
    kind = versions.found(case.object_kind)
    if kind is not None:
        about = {kind.revisions.thing_field: case.object_pk, "number": case.number}
        hidden = Q(text_hidden=True) | Q(summary_hidden=True)
        if kind.revisions._default_manager.filter(hidden, **about).exists():
            return ""
    return case.words


def shown(case: Case, user: User) -> ShownCase:
    """Ask the app of a case how to show it."""
    try:
        kind = contract.kind(case.object_kind)
    except KeyError:
        return ShownCase(is_there=True, url=case.url)
    thing = kind.load(case.object_pk)
    if thing is None:
        return ShownCase()
    template, context = kind.preview(thing, case.number) if kind.preview else ("", {})
    return ShownCase(
        is_there=True,
        url=kind.url(thing, case.number),
        edit_url=kind.edit_url(thing, case.number) if kind.edit_url else "",
        template=template,
        context=context,
        can_hide=trust.may(user, "hide", case),
    )


def is_combined(case: Case) -> bool:
    """Say whether an accepted contribution was combined with what others had changed since."""
    kind = contract.found(case.object_kind) if case.was_accepted else None
    if kind is None or kind.is_combined is None:
        return False
    thing = kind.load(case.object_pk)
    return thing is not None and kind.is_combined(thing, case.number)


def after(case: Case, user: User, wanted: Wanted) -> tuple[int | None, int]:
    """Return what stands behind a case in the list, or else before it; and on which page of the
    list it stands once the case is gone. Asked before the case is decided.
    """
    rows = filters.narrowed(waiting_for(user, wanted.sort), wanted)
    pks = list(rows.values_list("pk", flat=True))
    at = pks.index(case.pk) if case.pk in pks else -1
    others = [pk for pk in pks if pk != case.pk]
    if not others:
        return None, 1
    next_at = min(max(at, 0), len(others) - 1)
    return others[next_at], next_at // filters.PAGE + 1


def others_about(case: Case) -> list[Case]:
    """Return what else waits about the same thing."""
    if not case.object_kind:
        return []
    rows = Case.objects.open().about(case.object_kind, case.object_pk).exclude(pk=case.pk)
    return list(rows.order_by("created")[: filters.PAGE])
