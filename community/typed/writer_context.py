"""What the page of every form needs to know of whoever writes in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.person import Person
from community import trust
from community.typed import before_sign_in


def writer_context(request: HttpRequest, user: Person, obj: object) -> dict[str, Any]:
    """Return what a form for `obj`, or `trust.EVERYWHERE` for a new thing, says of its writer.

    `may_suggest`: whether they may send it at all; `goes_live`: whether it is public at once then.
    `kept` is the secret of what they wrote before they signed in, `is_back` whether that stands in
    the form again.
    """
    return {
        "may_suggest": trust.may(user, "suggest", obj),
        "goes_live": not trust.held_because(user, obj),
        "kept": before_sign_in.secret_of(request),
        "is_back": before_sign_in.is_back(request),
    }
