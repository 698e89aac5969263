"""What happens to a text whose form has become too old to be trusted?

Signing in, signing out or a new browser session makes the secret of an open form worthless. Django
would answer with an error page and the text would be gone. Here the form comes back as it was
typed, with a fresh secret, and asks to be sent once more. So it does when a session has ended
meanwhile: whoever began under their name must not end up as a guest without noticing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Call a view with `request.is_stale_form` instead of refusing a request without its secret.

    The view must write nothing then, only show again what was typed. The same for a form that
    somebody else has opened, if it says who (`opened_by`).
    """

    @csrf_exempt
    @wraps(view)
    def checking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checker = CsrfViewMiddleware(lambda _request: HttpResponse())
        checker.process_request(request)
        refused = checker.process_view(request, view, args, kwargs)
        stale = refused is not None or _of_another(request)
        request.is_stale_form = stale  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return checking


def _of_another(request: HttpRequest) -> bool:
    opened_by = request.POST.get("opened_by", "")
    return bool(opened_by) and opened_by != str(request.user.pk)
