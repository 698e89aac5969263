"""Saying no to what the admin offers but this site cannot bear, whoever asks for it.

Raised where the thing would be written, so that no way around it is left: form, bulk action, API,
schedule, script. In the admin the whole request is taken back and its sentence is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

if TYPE_CHECKING:
    from wagtail.models import Page


class AdminRefusal(Exception):
    """Something is not done; `sentence` says to a person why, `page` is where they were at work."""

    def __init__(self, sentence: str, *, page: Page | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.page = page


def answer(request: HttpRequest, refused: AdminRefusal) -> HttpResponse:
    """Return what the admin answers: the sentence, above the list in which the page stands."""
    if _is_for_a_program(request):
        return JsonResponse({"detail": refused.sentence}, status=409)
    undone = _("Nothing was changed.") if request.method == "POST" else ""
    messages.error(request, f"{refused.sentence} {undone}".strip())
    parent = refused.page.get_parent() if refused.page and refused.page.pk else None
    if parent is None:
        return redirect("wagtailadmin_home")
    return redirect("wagtailadmin_explore", parent.pk)


def _is_for_a_program(request: HttpRequest) -> bool:
    return (
        request.path_info.startswith("/admin/api/")
        or request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or not request.accepts("text/html")
    )
