"""Who may do what: the only place that decides it.

`may(user, action, obj)` is asked by every service and view, of an object or of `EVERYWHERE`. An
object may say where it belongs by `trust_scopes()` (pairs of kind and primary key: its district,
its topics, itself) and how it is protected by `protection` ("open", "residents", "moderators").

=======================  ===========================================================================
suggest, report,         write something that is held until somebody has looked at it; guests too,
comment                  unless the object is protected
edit, create, confirm    the same with an account; whether it goes live at once is "publish"
publish                  go live without review: residents, stewards in their places, carers of the
                         entry itself
rename, move             residents, unless only moderators may write there
review                   read, accept, change or refuse what is held, answer reports: stewards in
                         their district or topic; `visible_to(user)` of the querysets shows it there
inbox                    open `/moderation/`: moderators, and stewards for their own places
care                     what only those who take care of an entry do: set a project to "failed",
                         publish a negative outcome, hand the entry over
moderate, protect, hide, moderators only
delete, see_hidden,
import, patrol
block, promote,          to an account (the object): moderators, but not to each other
revert_all
appoint                  make stewards, carers and editors: moderators
entrust                  make an account a moderator, or end that: administrators
=======================  ===========================================================================

Whoever is blocked may do nothing of this; moderators and administrators may do all of it. Nobody
writes at what is only read (`rests`).

Each action falls under one `Rule`. Apps above name further ones, from `AppConfig.ready()`::

    trust.register(trust.Rule.REVIEWING, "close_call")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.person import Person as Person
from community import roles
from community.errors import NotAllowed
from community.models import Responsibility


class Rule(Enum):
    """Who may do it besides moderators; every action falls under one of these."""

    EVERYBODY = "guests too, whatever the object is"
    GUESTS = "guests too, unless the object is protected"
    MEMBERS = "every account"
    RESIDENTS = "residents, unless only moderators may write there"
    PUBLISHING = "the same, stewards in their places, carers of the entry"
    REVIEWING = "stewards in their places"
    STEWARDS = "stewards of any place"
    CARING = "carers of the entry"
    MODERATION = "moderators only"
    ABOUT_PEOPLE = "moderators, to accounts that are no moderator's"
    ADMINISTRATION = "administrators, to accounts that are no administrator's"


#: Every action with its rule. Apps above add their own, from `AppConfig.ready()`.
ACTIONS: dict[str, Rule] = {}


def register(rule: Rule, *actions: str) -> None:
    """Make actions known that fall under a rule; raises `ValueError` for what is there already."""
    for action in actions:
        if ACTIONS.setdefault(action, rule) is not rule:
            raise ValueError(f"{action} falls under another rule")


register(Rule.EVERYBODY, "report")
register(Rule.GUESTS, "suggest", "comment")
register(Rule.MEMBERS, "edit", "create", "confirm")
register(Rule.RESIDENTS, "rename", "move")
register(Rule.PUBLISHING, "publish")
register(Rule.REVIEWING, "review")
register(Rule.STEWARDS, "inbox")
register(Rule.CARING, "care")
register(Rule.MODERATION, "moderate", "protect", "hide", "delete", "see_hidden", "import", "patrol")
register(Rule.MODERATION, "appoint")
register(Rule.ABOUT_PEOPLE, "block", "promote", "revert_all")
register(Rule.ADMINISTRATION, "entrust")

#: What nobody does to something that is only read any more (`rests`): reports, reviews and hiding
#: go on.
WRITING = frozenset({Rule.GUESTS, Rule.MEMBERS, Rule.RESIDENTS, Rule.PUBLISHING, Rule.CARING})

# Taking away more than half of a text that is worth the name is rarely an improvement.
LARGE_REMOVAL = 0.5
WORTH_PROTECTING = 400
# Three addresses of other sites at once, by somebody who joined this month, are looked at first.
MANY_LINKS = 3
YOUNG = timedelta(days=30)

#: The whole site, with every town it serves: where an action means no thing in particular. Who has
#: to say so sees where a right would have to be narrowed to a town.
EVERYWHERE = object()

Scope = tuple[str, int]


def may(user: Person, action: str, obj: object) -> bool:
    """Say whether `user` (None: nobody is signed in) may do `action` to `obj`, or `EVERYWHERE`.

    Raises `ValueError` for an action that does not exist, so that no misspelt one is ever granted.
    """
    if action not in ACTIONS:
        raise ValueError(f"no such action: {action}")
    rule = ACTIONS[action]
    return _may(user, rule, obj) and not (rule in WRITING and _rests(obj))


def _may(user: Person, rule: Rule, obj: object) -> bool:
    if not isinstance(user, User):
        return rule is Rule.EVERYBODY or (rule is Rule.GUESTS and _is_open(obj))
    if not user.is_active or user.blocked_at:
        return False
    if rule is Rule.ADMINISTRATION and not user.is_superuser:
        return False
    if rule in (Rule.ABOUT_PEOPLE, Rule.ADMINISTRATION):
        return _may_judge(user, obj)
    return _is_moderator(user) or _NOT_MODERATORS[rule](user, obj)


def ensure_may(by: User, action: str, user: User) -> None:
    """Raise `NotAllowed` unless `by` may do `action` to the account of `user`."""
    if not may(by, action, user):
        raise NotAllowed(_("You may not do this to this account."))


def _may_judge(user: User, obj: object) -> bool:
    """Moderators judge accounts that are no moderator's; administrators all but their own."""
    if not isinstance(obj, User):
        return _is_moderator(user)
    if obj.pk == user.pk or obj.is_superuser:
        return False
    return user.is_superuser or (_is_moderator(user) and obj.trust != User.Trust.MODERATOR)


def _may_publish(user: User, obj: object) -> bool:
    if _is_trusted(user, obj):
        return True
    return _holds(user, [*roles.reviewing(), *roles.caring()], obj)


def _holds(user: User, chosen: list[str], obj: object) -> bool:
    """Say whether somebody has one of these roles where an object belongs.

    Few have any, so where it belongs is asked last.
    """
    held = _scopes(user, chosen)
    return bool(held) and bool(held & scopes_of(obj))


def _is_moderator(user: User) -> bool:
    return user.is_superuser or user.trust == User.Trust.MODERATOR


def _is_resident(user: User) -> bool:
    return user.trust == User.Trust.RESIDENT


def _is_trusted(user: User, obj: object) -> bool:
    return _is_resident(user) and not _is_closed(obj)


def _is_open(obj: object) -> bool:
    return bool(getattr(obj, "protection", "open") == "open")


def _is_closed(obj: object) -> bool:
    return bool(getattr(obj, "protection", "open") == "moderators")


def _rests(obj: object) -> bool:
    return bool(getattr(obj, "rests", False))


def scopes_of(obj: object) -> frozenset[Scope]:
    """Return the districts, topics and entries an object belongs to."""
    scopes = getattr(obj, "trust_scopes", None)
    return frozenset(scopes()) if scopes else frozenset()


def stewardships(user: Person) -> frozenset[Scope]:
    """Return the districts and topics `user` is contact person or editor of; one query."""
    return _scopes(user, roles.reviewing())


def cares(user: Person) -> frozenset[Scope]:
    """Return the entries (actors, projects) `user` takes care of; one query."""
    return _scopes(user, roles.caring())


def reviewing(user: Person) -> QuerySet[Responsibility]:
    """Return the responsibilities in which `user` may review, to be part of another query."""
    return _held(user, roles.reviewing())


def reviewed(user: Person, kind: str) -> QuerySet[Responsibility, Any]:
    """Return the keys of the places of a kind ("district", "topic") where `user` may review.

    For a query to be part of another: it is not asked by itself. `stewardships` is the same as a
    set.
    """
    rows = _held(user, roles.reviewing())
    return rows.filter(scope_kind=kind).values("scope_pk")


def _scopes(user: Person, chosen: list[str]) -> frozenset[Scope]:
    rows = _held(user, chosen).values_list("scope_kind", "scope_pk")
    return frozenset((kind, pk) for kind, pk in rows if pk is not None)


def _held(user: Person, chosen: list[str]) -> QuerySet[Responsibility]:
    """Return the responsibilities of somebody in these roles that have not ended."""
    if not isinstance(user, User) or not user.is_active or user.blocked_at:
        return Responsibility.objects.none()
    rows = Responsibility.objects.today()
    return rows.filter(user=user, role__in=chosen, scope_pk__isnull=False)


_NOT_MODERATORS: dict[Rule, Callable[[User, object], bool]] = {
    Rule.EVERYBODY: lambda user, obj: True,
    Rule.GUESTS: lambda user, obj: True,
    Rule.MEMBERS: lambda user, obj: True,
    Rule.RESIDENTS: _is_trusted,
    Rule.PUBLISHING: _may_publish,
    Rule.REVIEWING: lambda user, obj: _holds(user, roles.reviewing(), obj),
    Rule.STEWARDS: lambda user, obj: bool(stewardships(user)),
    Rule.CARING: lambda user, obj: _holds(user, roles.caring(), obj),
    Rule.MODERATION: lambda user, obj: False,
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a contribution does to a text, as far as trust depends on it.

    `before` and `removed` count characters; `links` counts addresses of other sites that were not
    there before.
    """

    before: int = 0
    removed: int = 0
    links: int = 0

    @property
    def is_large_removal(self) -> bool:
        """Whether most of a text is taken away."""
        return self.before >= WORTH_PROTECTING and self.removed > self.before * LARGE_REMOVAL


NO_CHANGE = Change()


def held_because(user: Person, obj: object, change: Change = NO_CHANGE) -> str:
    """Say why a contribution is held, "" when it goes live.

    The codes: guest, new, protected, removal, links. Everything from new accounts is held, so that
    their links and their first words are read by somebody before the public reads them. Whoever
    could accept it anyway is never held.
    """
    if not isinstance(user, User):
        return "guest"
    reason = ""
    if not may(user, "publish", obj):
        reason = "protected" if _is_resident(user) else "new"
    elif change.is_large_removal:
        reason = "removal"
    elif change.links >= MANY_LINKS and timezone.now() - user.date_joined < YOUNG:
        reason = "links"
    return "" if reason and may(user, "review", obj) else reason
