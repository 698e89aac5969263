"""What is answered besides reading and sending: HEAD, OPTIONS, and methods that nobody knows.

Views say which of GET and POST they take (`require_safe` and its kin); the rest is the same for
every address and stands here. HEAD is a GET without its body. OPTIONS tells what an address takes,
in `Allow` and nothing else. Anything else is a 405, TRACE too, which would send cookies back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

#: What the admin and the API write with; a page knows forms only.
API = "/api/"
PROGRAMS = ("/admin/", API)
FORMS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
WRITING = frozenset({"PUT", "PATCH", "DELETE"})
#: What an answer to OPTIONS keeps of what the address itself would have said.
PASSED_ON = ("Access-Control-", "Retry-After", "Vary")


class MethodsMiddleware:
    """The same answer to rare methods everywhere; outside of everything that answers by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known = FORMS | WRITING if request.path_info.startswith(PROGRAMS) else FORMS
        if request.method == "HEAD":
            return self._without_body(request)
        if request.method == "OPTIONS":
            return self._options(request, known)
        if request.method == "GET":
            return self._shown(request)
        if request.method in known:
            return self.get_response(request)
        return self._refused(request, known)

    def _shown(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a GET. Where only forms are sent to, a page says so: people type such an address
        or come back to it, after an error that was answered there.
        """
        response = self.get_response(request)
        if response.status_code != 405 or request.path_info.startswith(PROGRAMS):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        add_never_cache_headers(page)
        return page

    def _without_body(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as GET would be, so that no header can differ."""
        request.method = "GET"
        response = self._shown(request)
        request.method = "HEAD"
        if isinstance(response, HttpResponse):
            if response.status_code not in (204, 304):
                response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        elif response.streaming:
            response.streaming_content = iter(())  # type: ignore[attr-defined]
        return response

    def _options(self, request: HttpRequest, known: frozenset[str]) -> HttpResponse:
        """Say what the address takes. What is not there stays a 404, and a fault a fault."""
        found = self.get_response(request)
        status = found.status_code
        answer = HttpResponse(
            status=status if status in (400, 404, 410, 429) or status >= 500 else 204
        )
        del answer.headers["Content-Type"]
        answer.headers["Allow"] = _allowed(found, known)
        for name, value in found.headers.items():
            if name.startswith(PASSED_ON):
                answer.headers[name] = value
        return answer

    def _refused(self, request: HttpRequest, known: frozenset[str]) -> HttpResponseBase:
        """Answer 405; which methods there are is asked of the address itself."""
        method, request.method = request.method, "OPTIONS"
        found = self.get_response(request)
        request.method = method
        answer = found
        if not request.path_info.startswith(API):  # whose errors have a shape of their own
            words = _("This address does not know this method.")
            answer = HttpResponse(words, status=405, content_type="text/plain; charset=utf-8")
        answer.headers["Allow"] = _allowed(found, known)
        return answer


def _allowed(response: HttpResponseBase, known: frozenset[str]) -> str:
    """Return what a view says that it takes; an address that says nothing is read only."""
    named = {name.strip() for name in response.headers.get("Allow", "GET").split(",")} & known
    named |= {"HEAD", "OPTIONS"} if "GET" in named else {"OPTIONS"}
    return ", ".join(sorted(named))
