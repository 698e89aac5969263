"""What a translator reads whose words would have replaced newer ones: 409, and both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access


@dataclass(frozen=True)
class AnswerChange:
    """A sentence that somebody has written meanwhile: the German, what stands there, one's own."""

    source: str
    theirs: str
    mine: str = ""


def changed_sentence(change: AnswerChange) -> HttpResponse:
    """Answer the editor, which saves one sentence; what was typed comes back with it."""
    words = _(
        "Not saved: somebody has changed this sentence since you opened the page. It says now: "
        "“%(theirs)s”. Yours: “%(mine)s”. Copy yours if you need it, and open the page again."
    )
    detail = words % {"theirs": change.theirs or "–", "mine": change.mine or "–"}
    said = {"detail": detail, "theirs": change.theirs, "mine": change.mine}
    return JsonResponse(said, status=409)


def not_your_turn(request: HttpRequest, words: str, typed: str | None) -> HttpResponse:
    """Say that somebody else is writing, and give back what was typed."""
    if request.method in {"PUT", "DELETE"} or "json" in request.headers.get("Accept", ""):
        return JsonResponse({"detail": words, "mine": typed or ""}, status=409)
    return _in_the_admin(request, "cms/admin/translating.html", {"words": words})


def newer_words(
    request: HttpRequest, changes: Iterable[AnswerChange], *, base: dict[str, str] | None = None
) -> HttpResponse:
    """Show newer sentences beside those of a file; or alone, to be published with this base."""
    context = {"changes": list(changes), "base": base, "here": request.get_full_path()}
    return _in_the_admin(request, "cms/admin/translated_meanwhile.html", context)


def _in_the_admin(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    def page(request: HttpRequest) -> HttpResponse:
        return render(request, template, context, status=409)

    # Wagtail's own decorator: in the language and the time zone of the person.
    shown: Callable[[HttpRequest], HttpResponse] = require_admin_access(page)
    return shown(request)
