"""Leading a guest to the sign-in, and back to where they wanted to go."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect


def sign_in_first(back: str) -> HttpResponseRedirect:
    """Lead to signing in, and then to `back`."""
    return redirect_to_login(back)


def sign_in_url(back: str) -> str:
    """Return where to sign in, to come to `back` then."""
    return redirect_to_login(back).url
