"""Which parts of a page are the same for many readers, and need not be made again?

Anonymous readers get whole pages from `pagecache`. Who is signed in sees the same lists and
districts, except for moderators and for those with something that waits before them. The main
parts of such a page are kept (`pagecache.shared`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Value
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

import pagecache
from accounts.models import User
from community import trust
from districts import entries
from districts.shown import said_by_counts
from pagecache.shared import before, kept

PUBLIC = "public"


def audience_of(user: trust.Person, seen: int) -> str:
    """Name what a reader may see: "public", "all" for moderators, or the account's own number."""
    if not isinstance(user, User):
        return PUBLIC
    if trust.may(user, "see_hidden", trust.EVERYWHERE):
        return "all"
    waits = kept("districts:held", str(user.pk), lambda: _waits(user), seen=seen)
    return f"user:{user.pk}" if waits else PUBLIC


def _waits(user: User) -> bool:
    """Whether they see something that has not been let through yet: their own, or to review.

    Who sees what is asked only of kinds of which something waits: of all of them, making that query
    would cost more than most pages do.
    """
    _said()
    waiting = kept("districts:waiting", "", _kinds_waiting) or ()
    held = [
        kind.model.objects.filter(state="held").visible_to(user).order_by().values("pk")
        for kind in entries.kinds()
        if kind.key in waiting
    ]
    return bool(held and held[0].union(*held[1:], all=True).exists())


def _kinds_waiting() -> frozenset[str]:
    """Return the kinds of which something waits to be let through; one query."""
    _said()
    named = [
        kind.model.objects.filter(state="held")
        .order_by()
        .values_list(Value(kind.key, output_field=CharField()))
        for kind in entries.kinds()
    ]
    return frozenset(key for (key,) in named[0].union(*named[1:]))


def _said() -> None:
    said_by_counts(*(kind.key for kind in entries.kinds()))


def reader_for(audience: str, user: trust.Person) -> trust.Person:
    """Return whom to make a page for: nobody in particular where it is the same for everybody."""
    return AnonymousUser() if audience == PUBLIC else user


def cached_parts(
    request: HttpRequest,
    templates: Mapping[str, str],
    make: Callable[[trust.Person, str], dict[str, Any]],
) -> dict[str, SafeString]:
    """Return parts of a page (name → template), made or kept.

    `make(user, audience)` returns the context of the templates; it is called only where nothing is
    kept. Nothing that depends on the session (messages, forms with a token) may be in a part, and
    nothing beside the parts that changes by itself: the page says that it shows only them.
    """
    pagecache.shows_only()
    seen = before()
    audience = audience_of(request.user, seen)

    def made() -> dict[str, str]:
        context = make(reader_for(audience, request.user), audience)
        return {
            name: str(render_to_string(template, context, request=request)).strip()
            for name, template in templates.items()
        }

    told = f"{get_language()}|{timezone.localdate()}"  # with the day ends what ends with it
    words = f"{sorted(templates.values())}|{audience}|{told}|{request.get_full_path()}"
    parts = kept("districts:parts", words, made, seen=seen) or {}
    return {name: mark_safe(part) for name, part in parts.items()}
