"""Addresses answer as long as one town uses what they belong to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from districts.modules import Module
from districts.modules.states import states

#: What changes nothing.
SAFE = frozenset({"GET", "HEAD"})


def used(module: Module, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer only while a town uses its module; else there is no such address.

    What is only read is made first: by then the frame of the page has seen how things stand, and
    nothing has to be asked twice. Views of one thing need not be wrapped: it is not found.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE and not states().is_used(module):
            raise Http404
        response = view(request, *args, **kwargs)
        if not states().is_used(module):
            raise Http404
        return response

    return answer
