"""A text that is being written, as blocks for an editor without markup; nothing is saved."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.person import Person
from pictures.in_text import with_pictures
from text.rendering import blocks_safely
from text.rich.field import digest
from wiki.edits import check_body
from wiki.errors import WikiError
from wiki.views.previewing import typed

#: What an editor gets of a text: see `text.rich.showing`.
Blocks: TypeAlias = list[dict[str, Any]] | None


def _with_pictures(blocks: Blocks, user: Person) -> Blocks:
    """Show in protected parts the pictures that their writer may see."""
    for block in blocks or ():
        if "html" in block:
            block["html"] = with_pictures(block["html"], user)
    return blocks


@never_cache
@require_POST
def blocks(request: HttpRequest) -> JsonResponse:
    """Answer the text of the form as it would be saved (`body`), and its blocks.

    `blocks` is null for a text that is better changed section by section; `of` tells the text from
    others. What cannot be written is answered with 400, its reason in `error`, and the text without
    what was changed.
    """
    body, fault = request.POST.get("body", ""), ""
    try:
        body = typed(request)
    except ValidationError as error:
        fault = error.messages[0]
    body = body.replace("\r\n", "\n")
    try:
        if body.strip():
            check_body(body)
    except WikiError as error:
        return JsonResponse({"error": str(error.message)}, status=error.status)
    answer = {
        "body": body,
        "blocks": _with_pictures(blocks_safely(body), request.user),
        "of": digest(body),
    }
    return JsonResponse({**answer, "error": fault}, status=400 if fault else 200)
