"""The API below `/api/v1/`: what every app offers, and one shape for everything that goes wrong.

Every error is ``{"error": {"code", "message", "field"}}``. Messages follow `Accept-Language` and
are for people; codes are for programs and stay. Wrong input is 400, never 422.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import Swagger

from community.limits import LimitReached
from config.api_description import DescribedAPI
from districts.api import FILES
from districts.api import router as districts_router
from search.api import router as search_router
from text.whole_numbers import whole_number
from wiki.api import router as wiki_router
from wiki.errors import EditConflict, TooMany, WikiError

PREFIX = "/api/v1/"
CODES = {
    400: "invalid",
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_long",
    429: "too_many",
}

# What Django and ninja say themselves is English only; these words follow the reader's language.
MESSAGES = {
    400: gettext_lazy("The request cannot be read; is it valid JSON?"),
    403: gettext_lazy("You may not do this."),
    405: gettext_lazy("This address does not know this method."),
    500: gettext_lazy("Something went wrong here. Please try again later."),
}

api = DescribedAPI(
    title="Quartierswissen",
    version="1",
    description="What is known about the districts, for programs. Texts: CC BY-SA 4.0.",
    docs=Swagger(settings={"persistAuthorization": False}),
    docs_decorator=require_safe,
    docs_url="docs/",
    openapi_url="openapi.json",
    urls_namespace="api",
)
api.add_router("", search_router)
api.add_router("", districts_router)
api.add_router("/wiki", wiki_router)


def error_body(status: int, message: str, *, field: str = "", code: str = "") -> dict[str, Any]:
    """Return the body of an error."""
    code = code or CODES.get(status, "error")
    return {"error": {"code": code, "message": message, "field": field}}


def _plain(status: int, message: str) -> dict[str, Any]:
    return error_body(status, str(MESSAGES.get(status, message)))


def _answer(request: HttpRequest, status: int, body: dict[str, Any]) -> HttpResponse:
    return api.create_response(request, body, status=status)


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Wrong input: name the first field that is wrong."""
    first: dict[str, Any] = error.errors[0] if error.errors else {"loc": (), "msg": ""}
    places = [str(part) for part in first["loc"] if whole_number(str(part)) is None]
    # ("body", <our parameter>) is the whole body: no field of it is to blame.
    field = places[-1] if places and not (places[0] == "body" and len(places) == 2) else ""
    missing = first.get("type") == "missing"
    message = _("This value is missing.") if missing else str(first["msg"])
    code = "missing" if missing else ""
    return _answer(request, 400, error_body(400, message, field=field, code=code))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    if isinstance(cause, RequestDataTooBig):
        return _too_big(request, cause)
    return _answer(request, error.status_code, _plain(error.status_code, error.message))


@api.exception_handler(AuthenticationError)
def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, 401, error_body(401, _("Please sign in or send a token.")))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, 404, error_body(404, _("There is no such thing.")))


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    message = _("The request is longer than %(limit)d kB; a text may have 512 kB.")
    return _answer(request, 413, error_body(413, message % {"limit": limit}, field="body"))


@api.exception_handler(LimitReached)
def _limit(request: HttpRequest, error: LimitReached) -> HttpResponse:
    response = _answer(request, 429, error_body(429, _("Too much in too short a time.")))
    response["Retry-After"] = str(error.retry_after)
    return response


@api.exception_handler(WikiError)
def _wiki(request: HttpRequest, error: WikiError) -> HttpResponse:
    body = error_body(error.status, str(error.message), field=error.field, code=error.code)
    if isinstance(error, EditConflict):
        body |= {side: _version(error, side) for side in ("base", "theirs", "mine")}
        body["merged"] = error.merged
    response = _answer(request, error.status, body)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response


def _version(error: EditConflict, side: str) -> dict[str, Any]:
    version = getattr(error, side)
    return {"number": version.number, "title": version.title, "body": version.body}


def not_found(request: HttpRequest) -> HttpResponse:
    """Answer for addresses below `/api/v1/` that do not exist."""
    return _answer(request, 404, error_body(404, _("There is no such address.")))


#: What answers as a table or a map as well; everything else is JSON only.
LISTS = frozenset(path.strip("/") for path in districts_router.path_operations)


def _unknown_format(request: HttpRequest) -> HttpResponse | None:
    """Refuse a format that an address does not know, rather than answer in another one."""
    has_files = request.path_info.removeprefix(PREFIX) in LISTS
    known = ("", "json", *(FILES if has_files else ()))
    wrong = [form for form in request.GET.getlist("format") if form not in known]
    if not wrong:
        return None
    message = _("There is no format “%(format)s” here; there is: %(known)s.")
    words = message % {"format": wrong[0][:40], "known": ", ".join(known[1:])}
    return _answer(request, 400, error_body(400, words, field="format"))


class ApiErrorsMiddleware:
    """Gives the API's shape to errors that arise before or beside its own views.

    Django's pages for 400, 403, 404 and 405 are for people; a program below `/api/v1/` gets JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        # Addresses of the API carry no language; a program says which one it wants.
        with translation.override(translation.get_language_from_request(request)):
            found = _unknown_format(request) or self.get_response(request)
            return self._shaped(request, found)

    def _shaped(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        answer = _answer(
            request,
            response.status_code,
            _plain(response.status_code, response.reason_phrase),
        )
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                answer.headers[name] = response.headers[name]
        return answer
