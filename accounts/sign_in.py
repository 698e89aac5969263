"""allauth's views, drawn as pages of this site."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

View = Callable[..., HttpResponse]
# The windows of allauth's brakes are a minute long.
WAIT_SECONDS = 60


def ours(view: View) -> View:
    """Return the view with the header and footer of our site, and with `Retry-After` on a 429.

    allauth calls its own idea of a site `site`, which is our templates' word for the whole frame.
    """

    @wraps(view)
    def drawn(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data.pop("site", None)
        if response.status_code == 429:
            response.setdefault("Retry-After", str(WAIT_SECONDS))
        return response

    return drawn
