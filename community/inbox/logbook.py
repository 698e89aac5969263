"""Reading the log: its entries in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services import ERASED
from community import contract
from community.inbox import page_titles
from community.models import Case, LogEntry
from text.translatable import Words

# Every action that is ever written to the log, in words.
WORDS: dict[str, Words] = {
    "accept": _("accepted"),
    "refuse": _("not accepted"),
    "undo": _("decision taken back"),
    "hide": _("hidden"),
    "show": _("shown again"),
    "protect": _("protected"),
    "delete": _("deleted"),
    "restore": _("restored"),
    "rename": _("renamed"),
    "move": _("moved"),
    "revert": _("put back"),
    "confirm": _("found still right"),
    "schedule": _("day of the next check set"),
    "patrol": _("seen"),
    "block": _("account blocked"),
    "unblock": _("block lifted"),
    "revert_all": _("everything of an account put back"),
    "note": _("note on an account"),
    "revert_some": _("some of what an account did put back"),
    "erase": _("account erased by its owner"),
    "erase_for": _("account erased by an administrator"),
    "erase_again": _("account erased again, after an older backup was put back"),
    "promote": _("now trusted"),
    "entrust": _("made a moderator"),
    "end_moderation": _("no longer a moderator"),
    "demote": _("trust taken back"),
    "grant": _("made responsible"),
    "end": _("responsibility ended"),
    "nominate": _("nominated for taking over"),
    "denominate": _("nomination taken back"),
    "withdraw_adoption": _("taking over withdrawn"),
    "cancel": _("cancelled"),
    "uncancel": _("takes place after all"),
    "found": _("found"),
    "wanted": _("wanted again"),
    "link_paper": _("council paper linked"),
    "switch_on": _("module switched on"),
    "switch_off": _("module switched off"),
    "let_rest": _("module left to rest"),
    "resolve": _("question settled"),
    "unresolve": _("question opened again"),
    "free_task": _("task freed for others"),
}
MOST = 50
ERASED_NAME = _("erased account")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry of the log in words; `url` leads to the case or account it is about.

    `who` and `title` call an account as it calls itself today; one that was erased is called so.
    """

    entry: LogEntry
    who: Words
    title: Words
    words: Words
    label: Words
    url: str


def entries(action: str = "") -> QuerySet[LogEntry]:
    """Return the log, newest first; with a known `action` only its entries."""
    return LogEntry.objects.filter(action=action) if action in WORDS else LogEntry.objects.all()


def of_account(user: User) -> list[LogRow]:
    """Return what was done to an account."""
    return rows_of(LogEntry.objects.filter(details__user=user.pk)[:MOST])


def rows_of(found: Iterable[LogEntry]) -> list[LogRow]:
    """Return entries in words."""
    found = list(found)
    places = contract.scope_names(
        (entry.object_kind, entry.object_pk) for entry in found if entry.object_pk is not None
    )
    known = {kind.name: kind.label for kind in contract.kinds()}
    people = _names(found)
    pages = _pages(found)
    return [
        LogRow(
            entry=entry,
            who=people.get(entry.who, ERASED_NAME) if entry.who else _by_whom(entry),
            title=entry.title
            or people.get(entry.details.get("user"), "")
            or pages.get(entry.details.get("case"), ""),
            words=WORDS.get(entry.action, entry.action),
            label=known.get(entry.object_kind)
            or places.get((entry.object_kind, entry.object_pk or 0), ""),
            url=_url(entry.details),
        )
        for entry in found
    ]


def _by_whom(entry: LogEntry) -> Words:
    """Say who did what no account did: a press on a link in a mail is not "by itself"."""
    return _("the address of the entry") if entry.details.get("own_address") else ""


def _names(found: Iterable[LogEntry]) -> dict[Any, Words]:
    """Return what the accounts in these entries are called today, by key."""
    pks = {pk for entry in found for pk in (entry.who, entry.details.get("user")) if pk}
    rows = User.objects.filter(pk__in=pks).values_list("pk", "name", "email")
    people: dict[Any, Words] = dict.fromkeys(pks, ERASED_NAME)
    people.update((pk, name) for pk, name, mail in rows if not mail.endswith(ERASED))
    return people


def _pages(found: Iterable[LogEntry]) -> dict[Any, str]:
    """Return what the pages are called that cases of no kind are about, by the case's key."""
    pks = {entry.details.get("case") for entry in found if not entry.title} - {None}
    cases = list(Case.objects.filter(pk__in=pks)) if pks else []
    page_titles.read_for(cases)
    return {case.pk: case.page_title or case.url for case in cases}


def _url(details: dict[str, Any]) -> str:
    for name, view in (("case", "community:case"), ("user", "community:account")):
        if isinstance(details.get(name), int):
            return reverse(view, args=[details[name]])
    return ""


def choices(chosen: str) -> list[dict[str, Any]]:
    """Return the actions there are to filter by."""
    there = set(LogEntry.objects.order_by().values_list("action", flat=True).distinct())
    return [
        {"value": name, "label": words, "selected": name == chosen}
        for name, words in WORDS.items()
        if name in there
    ]
