"""Which of the waiting cases somebody wants to see, and in which groups: from an address and back.

A value of the address that nobody could have chosen is not applied; `unknown` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet, Window
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from community import contract
from community.cases import AUTOMATIC
from community.models import Case, CaseScope
from community.querysets import CaseQuerySet
from text import thing_keys
from text.translatable import Words
from text.whole_numbers import whole_number

SORTS = {
    "contributions": Case.Sort.PENDING,
    "reports": Case.Sort.REPORT,
    "automatic": AUTOMATIC,
}
#: What the address says for pages that belong to no kind, and for who has no account.
PAGE_OF_NO_KIND, GUEST = "page", "guest"
GROUPS: dict[str, tuple[str, ...]] = {
    "account": ("author_id",),
    "thing": ("object_kind", "object_pk", "url_of_no_kind"),
}
#: What a page of moderation lists; more in one address would be somebody else's doing.
PAGE = 25
#: More names than this nobody looks through in a list of choices; the rows lead to the others.
MOST_CHOICES = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the inbox asks for; "" asks for nothing in particular.

    `place` is "district:3", `account` a key or "guest", `group` one of `GROUPS`.
    """

    show: str = ""
    place: str = ""
    kind: str = ""
    account: str = ""
    group: str = ""
    unknown: bool = False

    @property
    def sort(self) -> str:
        """Return which sort of case it is, as `rows.waiting_for` takes it."""
        return SORTS.get(self.show, "")

    @property
    def narrows(self) -> bool:
        """Say whether anything is left out besides by its sort."""
        return bool(self.place or self.kind or self.account)

    def query(self, **changes: str) -> str:
        """Return what stands behind the question mark of an address, with some values changed."""
        given = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        values = {name: getattr(given, name) for name in NAMES}
        return urlencode({name: value for name, value in values.items() if value})


NAMES = ("show", "place", "kind", "account", "group")


def read(data: QueryDict) -> Wanted:
    """Return what an address asks for."""
    given = {name: data.get(name, "") for name in NAMES}
    known = {name: value for name, value in given.items() if not value or _is_known(name, value)}
    return Wanted(**known, unknown=len(known) < len(given))


def _is_known(name: str, value: str) -> bool:
    if name == "show":
        return value in SORTS
    if name == "group":
        return value in GROUPS
    if name == "kind":
        return value == PAGE_OF_NO_KIND or contract.found(value) is not None
    if name == "account":
        return value == GUEST or whole_number(value) is not None
    place = thing_keys.read(value)
    return place is not None and contract.is_scope(place[0])


def keys(data: QueryDict, name: str) -> list[int]:
    """Return the keys of cases in a form or address; whatever is none is left out."""
    sent = map(whole_number, data.getlist(name)[:PAGE])
    return [pk for pk in sent if pk is not None]


def narrowed(rows: CaseQuerySet, wanted: Wanted) -> CaseQuerySet:
    """Return the rows that the filters let through, in the wanted groups."""
    if wanted.place:
        rows = rows.in_scopes([thing_keys.parted(wanted.place)])
    if wanted.kind:
        rows = rows.filter(object_kind="" if wanted.kind == PAGE_OF_NO_KIND else wanted.kind)
    if wanted.account == GUEST:
        rows = rows.filter(author=None)
    elif wanted.account:
        rows = rows.filter(author_id=int(wanted.account))
    return in_groups(rows, wanted.group)


def in_groups(rows: CaseQuerySet, group: str) -> CaseQuerySet:
    """Put together what belongs to one account or thing: the group that waits longest first."""
    if group not in GROUPS:
        return rows
    rows = rows.with_url_of_no_kind()
    keys = GROUPS[group]
    return rows.annotate(
        group_since=Window(Min("created"), partition_by=list(keys)),
        group_size=Window(Count("pk"), partition_by=list(keys)),
    ).order_by("group_since", *keys, "created", "pk")


def group_key(case: Case, group: str) -> tuple[Any, ...]:
    """Return what the cases of one group have in common; () without groups."""
    return tuple(getattr(case, name) for name in GROUPS.get(group, ()))


# --- what can be chosen


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """One entry of a list of choices."""

    value: str
    label: Words
    selected: bool
    group: Words = ""


def choices(waiting: QuerySet[Case], wanted: Wanted, known: QuerySet[User]) -> list[dict[str, Any]]:
    """Return the filters with what there is to choose among what waits; four queries.

    `known` are the accounts whose names the reader may learn by their key.
    """
    waiting = waiting.order_by()
    account = pgettext_lazy("filter", "Account")
    rows: list[tuple[str, Words, Words, Mapping[str, Words]]] = [
        ("place", _("Place"), _("All places"), _places(waiting)),
        ("kind", _("Kind"), _("All kinds"), _kinds(waiting)),
        ("account", account, _("All accounts"), _accounts(waiting)),
        ("group", _("Put together"), _("Not at all"), GROUP_WORDS),
    ]
    return [_filter(*row, wanted, known) for row in rows]


GROUP_WORDS = {"account": _("by account"), "thing": _("by page")}


def _filter(
    name: str,
    label: Words,
    none: Words,
    there: Mapping[str, Words],
    wanted: Wanted,
    known: QuerySet[User],
) -> dict[str, Any]:
    chosen = getattr(wanted, name)
    # What was chosen stays to be seen when nothing of it waits any more.
    listed = {"": none, **there}
    if chosen not in listed:
        listed[chosen] = _name_of(name, chosen, known)
    if name == "place":  # what was chosen joins those of its kind
        listed = dict(sorted(listed.items(), key=lambda item: item[0].partition(":")[0]))
    options = [
        CaseChoice(value, words, value == chosen, _group_of(name, value))
        for value, words in listed.items()
    ]
    return {"name": name, "label": label, "options": options}


def _group_of(name: str, value: str) -> Words:
    """Return under which heading a choice stands: districts and topics may have one name."""
    return contract.scope_label(value.partition(":")[0]) if name == "place" and value else ""


def _name_of(name: str, value: str, known: QuerySet[User]) -> Words:
    if name == "place":
        place = thing_keys.parted(value)
        return contract.scope_names([place]).get(place, value)
    if name == "account" and value != GUEST:
        return known.filter(pk=int(value)).values_list("name", flat=True).first() or value
    return WITHOUT_ACCOUNT if value == GUEST else contract.label_of(value)


WITHOUT_ACCOUNT = _("without an account")


def _places(waiting: QuerySet[Case]) -> dict[str, Words]:
    scopes = CaseScope.objects.filter(case__in=waiting.values("pk"))
    pairs = set(scopes.values_list("kind", "pk_in_kind").distinct())
    names = contract.scope_names(pairs)
    found = sorted(names.items(), key=lambda item: (item[0][0], item[1].casefold()))
    return {thing_keys.key(kind, pk): name for (kind, pk), name in found}


def _kinds(waiting: QuerySet[Case]) -> dict[str, Words]:
    names = set(waiting.values_list("object_kind", flat=True).distinct())
    found = {name or PAGE_OF_NO_KIND: contract.label_of(name) for name in names}
    return dict(sorted(found.items(), key=lambda item: str(item[1]).casefold()))


def _accounts(waiting: QuerySet[Case]) -> dict[str, Words]:
    rows = waiting.values_list("author_id", "author__name").annotate(number=Count("pk"))
    found = list(rows.order_by("-number", "author__name")[:MOST_CHOICES])
    there: dict[str, Words] = {}
    for pk, name, number in found:
        words = name if pk else WITHOUT_ACCOUNT
        there[str(pk) if pk else GUEST] = f"{words} ({number})"
    return there
