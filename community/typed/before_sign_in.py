"""Writing first and signing in afterwards, without losing a word.

What was typed is kept in the database under a secret; the way back from signing in leads to the
same form with the secret in its address. The address can be opened on another device, too.

That is why it is not `community.typed.detour`, which takes over when a sign-in has run out unasked:
what is kept there is shown to the browser that sent it and to no other, since it may come from any
form, the admin's too, where one button would carry out what somebody else has filled in. Here a
guest asks for it ("sign in and publish"), and the mail with the code may be read elsewhere; a text
is only ever shown in its own form. Both lie in the same table (`community.typed.drafts`).
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from community.typed import drafts

PARAMETER = "entwurf"
# What is never kept: secrets of the form, and the button that was pressed.
_OF_GUESTS = ("website", "started", "guest-website", "guest-started")
_LEFT_OUT = ("csrfmiddlewaretoken", "action", "opened_by", PARAMETER, *_OF_GUESTS)


def sign_in(request: HttpRequest, form_url: str) -> HttpResponse:
    """Keep what is in the form and lead to signing in by a mailed code, and back."""
    form = request.POST.copy()
    for name in _LEFT_OUT:
        form.pop(name, None)
    secret = drafts.keep(path=form_url, fields={"form": form.urlencode()})
    back = f"{form_url}?{urlencode({PARAMETER: secret})}"
    url = reverse("account_request_login_code")
    return HttpResponseRedirect(f"{url}?{urlencode({'next': back})}")


def kept_form(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this form under the secret in the address; None for nothing."""
    secret = secret_of(request)
    found = drafts.find(secret) if secret else None
    if found is None or found.path != request.path:
        return None
    return QueryDict(found.fields.get("form", ""))


def secret_of(request: HttpRequest) -> str:
    """Return the secret under which something was kept; "" when nothing was."""
    return request.GET.get(PARAMETER) or request.POST.get(PARAMETER) or ""


def is_back(request: HttpRequest) -> bool:
    """Say whether the form opens with what was kept, which is not saved yet."""
    return request.method in ("GET", "HEAD") and kept_form(request) is not None


def done(request: HttpRequest) -> None:
    """Forget what was kept, once it has been saved."""
    secret = request.POST.get(PARAMETER)
    if secret:
        drafts.drop(secret)
