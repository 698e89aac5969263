"""Whom does a comment speak to? `@Name` names people of the talk, of what it is about, and those
who are contact persons there. Nobody else can be reached by it.

Who is named is kept by key, so that mails follow renaming; who says it is told of more than five
names at the form. Nobody is mailed before the comment can be read (`community.mails.talk_mail`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from community import roles, trust
from community.models import Comment, Responsibility
from versions import contract as versions
from versions.models import AbstractRevision

MOST = 5
#: So many people can be named at a place, in the order of their names.
CANDIDATES = 200
State = AbstractRevision.State


class TooManyMentions(Exception):
    """A comment names more people than it may."""


def named_in(words: str, people: Iterable[User]) -> list[User]:
    """Return which of these people a text names, each once, by name or by the end of their address.

    The longest name wins: "@Anna Maria" is not "@Anna". Of two people who are called the same, be
    it one by name and the other by address, neither is meant. Raises `TooManyMentions`.
    """
    by_name: dict[str, User | None] = {}
    for user in people:
        for called in (user.name.casefold(), user.slug.casefold()):
            by_name[called] = user if by_name.get(called, user) == user else None
    by_name.pop("", None)
    if not by_name or "@" not in words:
        return []
    longest_first = sorted(by_name, key=len, reverse=True)
    said = re.compile(rf"(?<![\w.@])@({'|'.join(map(re.escape, longest_first))})(?![\w-])")
    found = [by_name[name] for name in said.findall(words.casefold())]
    users = list(dict.fromkeys(user for user in found if user is not None))
    if len(users) > MOST:
        raise TooManyMentions
    return users


def candidates(kind: str, thing: Model, speaker: User | None) -> list[User]:
    """Return who can be named at a thing: who talks there, wrote it, or is contact person there."""
    asked = Q(pk__in=_talking(kind, thing.pk)) | Q(pk__in=_stewards(thing))
    writers = _writers(kind, thing)
    if writers is not None:
        asked |= Q(pk__in=writers)
    rows = User.objects.filter(asked, is_active=True, blocked_at=None)
    rows = rows.exclude(pk=speaker.pk) if speaker else rows
    return list(rows.order_by("name", "pk")[:CANDIDATES])


def _talking(kind: str, pk: int) -> Any:
    return Comment.objects.at(kind, pk).public().filter(author__isnull=False).values("author")


def _writers(kind: str, thing: Model) -> Any:
    """Return who wrote what everybody may know was theirs; None for kinds without history."""
    known = versions.found(kind)
    if known is None or known.visible is None:
        return None
    rows = known.visible(thing, None).filter(state__in=(State.LIVE, State.ACCEPTED))
    rows = rows.filter(author_hidden=False, author__isnull=False).select_related(None)
    return rows.order_by().values("author")


def _stewards(thing: Model) -> Any:
    """Return the contact persons of the places a thing belongs to."""
    places = Q(pk__in=[])
    for kind, pk in trust.scopes_of(thing):
        places |= Q(scope_kind=kind, scope_pk=pk)
    return Responsibility.objects.today().filter(places, role=roles.STEWARD).values("user")


def follow_name(before: str, after: str, user: int) -> None:
    """Call somebody in others' comments as they are called now: they were named by their name."""
    said = re.compile(rf"(?<![\w.@])@{re.escape(before)}(?![\w-])", re.IGNORECASE)
    for comment in Comment.objects.filter(mentioned=user):
        words = said.sub(lambda _found: f"@{after}", comment.words)
        Comment.objects.filter(pk=comment.pk).update(words=words)
