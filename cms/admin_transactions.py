"""Every write of the admin is one transaction: page, log, search mark, or none of them.

Wagtail commits in several steps and swallows nothing, so an error half-way used to leave a page
published and unfindable. Not for uploads: making image sizes would hold SQLite's write lock.

The mails of such a write (review, comments of editors) are part of it; the worker sends them. What
the site refuses (`cms.refusals`) takes the whole request back, too, and the answer says why.
"""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

import pagecache
from cms import refusals
from community.outgoing import noted

ADMIN = "/admin/"
UPLOADS = ("/admin/images/", "/admin/documents/")
READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class AdminTransactionMiddleware:
    """Wraps unsafe requests below /admin/; stands last, so that sessions are saved apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING or not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        if request.path_info.startswith(UPLOADS):
            response = self.get_response(request)
            pagecache.bump()
            return response
        # Receive the whole body first: a slow sender must not keep other writers waiting.
        _ = request.POST
        with transaction.atomic(), noted():
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(request, "is_refused", False):
                transaction.set_rollback(True)
            elif "/preview/" not in request.path_info:
                pagecache.bump()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what was refused in the words of the refusal."""
        if not isinstance(exception, refusals.Refused) or not request.path_info.startswith(ADMIN):
            return None
        request.is_refused = True  # type: ignore[attr-defined]
        return refusals.answer(request, exception)
