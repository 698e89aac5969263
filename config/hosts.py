"""Whoever asks this server for another host gets a plain 400, and is one line of the log.

Scanners do it all day. Django would log a traceback for each, and make a page of the site for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.log import log_response
from django.utils.translation import gettext as _

logger = logging.getLogger("django.security.DisallowedHost")
#: A header may have 64 kB; a line of the log is to be read.
LONGEST = 100


class HostMiddleware:
    """Stands before everything that takes the host of a request for ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            host = request.headers.get("host", "")[:LONGEST]
            words = _("There is no website at this address.")
            answer = HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
            # Marks the answer as told: the server would write a second line.
            log_response("Not our host: %r", host, response=answer, request=request, logger=logger)
            return answer
        return self.get_response(request)
