"""Every write of the admin is one transaction: page, log, search mark, or none of them.

Wagtail commits in several steps and swallows nothing, so an error half-way used to leave a page
published and unfindable. Not for uploads: making image sizes would hold SQLite's write lock.
In the same transaction the thing itself is locked, and what was seen is compared with what there is
(`cms.lost_updates`).

The mails of such a write (review, comments of editors) are part of it; the worker sends them. What
the site refuses (`cms.admin.refusals`) takes the whole request back, too, and the answer says why.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _

import pagecache
from cms.admin import refusals
from cms.lost_updates import guard
from cms.lost_updates.carried import Own, carry, carry_sentences
from cms.lost_updates.review import one_decision
from community.mails.outgoing import noted

ADMIN = "/admin/"
UPLOADS = re.compile(r"^/admin/(images|documents)/(add|multiple/(add|create_from)|chooser)")
READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
#: Posted without changing what anybody reads; an open form says every ten seconds that it is open.
CHANGES_NO_PAGE = re.compile(r"/preview/|^/admin/editing-sessions/")


class AdminTransactionMiddleware:
    """Wraps unsafe requests below /admin/; stands last, so that sessions are saved apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN):
            return self.get_response(request)
        if request.method in READING:
            return self._with_states(request)
        if UPLOADS.match(request.path_info):
            response = self._with_states(request)
            pagecache.bump()
            return response
        # Receive the whole body first: a slow sender must not keep other writers waiting.
        request.POST  # noqa: B018
        with transaction.atomic(), noted(), one_decision():
            response = self._with_states(request)
            if response.status_code >= 500 or getattr(request, "is_refused", False):
                transaction.set_rollback(True)
            elif not CHANGES_NO_PAGE.search(request.path_info):
                pagecache.bump()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what was refused in the words of the refusal; Wagtail trusts forms to be whole."""
        if not request.path_info.startswith(ADMIN):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            words = _("A part of the form did not arrive. Please open it again, and send it whole.")
            exception = refusals.AdminRefusal(words)
        if not isinstance(exception, refusals.AdminRefusal):
            return None
        request.is_refused = True  # type: ignore[attr-defined]
        return refusals.answer(request, exception)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: tuple[object, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Before a view reads anything: lock what it acts on, and compare what was seen."""
        if not request.path_info.startswith(ADMIN):
            return None
        # Whoever may not enter locks nothing and begins nobody's turn.
        if not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        try:
            return guard.before(request, view, kwargs)
        except refusals.AdminRefusal as refused:
            # Django hands to `process_exception` only what the view itself raises.
            return self.process_exception(request, refused)

    def _with_states(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        own: Own | None = getattr(request, guard.KNOWN, None)
        if response.status_code == 200:
            carry(request, response, own)
            carry_sentences(response, getattr(request, guard.SHOWN, None))
        return response
