"""Who asks the API: a token, a session of the site, or nobody.

A token works anywhere. A session works for reading, and for writing with the site's CSRF secret,
so that a foreign page cannot write in a visitor's name.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.utils import check_csrf

from accounts import tokens
from accounts.models import User


def reader(request: HttpRequest) -> User | None:
    """Return who reads; None for nobody. A token that is not (or no longer) valid is a 401."""
    header = request.headers.get("Authorization", "")
    if header:
        return _by_token(header)
    return request.user if isinstance(request.user, User) else None


def writer(request: HttpRequest) -> User:
    """Return who writes, as the `auth` of an operation.

    Raises 401 without a valid token or session, 403 for a session without its CSRF secret.
    """
    user = reader(request)
    if user is None:
        raise HttpError(401, _("Writing needs a token or a signed-in session."))
    if not request.headers.get("Authorization") and check_csrf(request) is not None:
        raise HttpError(403, _("The CSRF secret is missing or wrong."))
    return user


def _by_token(header: str) -> User:
    scheme, _blank, raw = header.partition(" ")
    user = tokens.user_for(raw.strip()) if scheme.lower() == "bearer" else None
    if user is None:
        raise HttpError(401, _("This token is not valid."))
    return user
