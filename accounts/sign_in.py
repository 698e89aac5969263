"""allauth's views, drawn as pages of this site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal import stagekit
from allauth.account.internal.flows.email_verification_by_code import (
    EMAIL_VERIFICATION_CODE_SESSION_KEY,
)
from allauth.account.internal.flows.password_reset_by_code import (
    PASSWORD_RESET_VERIFICATION_SESSION_KEY,
)
from allauth.account.utils import passthrough_next_redirect_url
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.why_sign_in import reason_for

View = Callable[..., HttpResponse]
# The windows of allauth's limits are a minute long.
WAIT_SECONDS = 60
#: Where the address is typed in, by what waits for its code in the session; else for signing in.
WAITING = {
    EMAIL_VERIFICATION_CODE_SESSION_KEY: "account_signup",
    PASSWORD_RESET_VERIFICATION_SESSION_KEY: "account_reset_password",
}


def ours(view: View) -> View:
    """Return the view with the header and footer of our site, and with `Retry-After` on a 429.

    allauth calls its own idea of a site `site`, which is our templates' word for the whole frame.
    After signing up it keeps to itself where somebody wanted to go, and forgets it where there is
    an account already; the page for the code names it in both cases. `why` says what an account is
    needed for there.
    """

    @wraps(view)
    def drawn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data.pop("site", None)
            wanted = response.context_data.get("redirect_field_value") or ""
            response.context_data["why"] = reason_for(wanted)
        if response.status_code == 429:
            response.setdefault("Retry-After", str(WAIT_SECONDS))
        if response.get("Location") == reverse("account_email_verification_sent"):
            response["Location"] = _with_next(request, response["Location"])
        return response

    return drawn


@never_cache
@require_POST
def another_address(request: HttpRequest) -> HttpResponse:
    """Forget the code that was sent, and lead back to where an address is typed in.

    allauth leads everybody who waits for a code on to the page for it, so a plain link would come
    back there.
    """
    waiting = [way for key, way in WAITING.items() if key in request.session]
    way = waiting[0] if waiting else "account_request_login_code"
    for key in WAITING:
        request.session.pop(key, None)
    if request.user.is_authenticated:
        way = "account_email"
    else:
        stagekit.clear_login(request)
    return HttpResponseRedirect(_with_next(request, reverse(way)))


def _with_next(request: HttpRequest, address: str) -> str:
    """Return an address of ours that knows where to go on after it."""
    return str(passthrough_next_redirect_url(request, address, "next"))
