"""A text that is being written, as blocks for an editor without markup; nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.person import Person
from pictures.in_sheet import pictures_of, without_unseen
from pictures.in_text import with_pictures
from text.rendering import blocks_safely
from text.rich.field import digest, numbers_sent
from wiki.edits import check_body
from wiki.errors import WikiError
from wiki.views.previewing import typed

#: What an editor gets of a text: see `text.rich.showing`.
Blocks: TypeAlias = list[dict[str, Any]] | None


def _pictures(blocks: Blocks, changed: str, user: Person) -> Mapping[str, dict[str, str]]:
    """Return what is shown of the pictures of a text and of its changes; say nothing of others."""
    nodes = [block["node"] for block in blocks or () if "node" in block]
    numbers = {node["attrs"]["number"] for node in nodes if node["type"] == "picture"}
    found = pictures_of(numbers | numbers_sent(changed), user)
    without_unseen(blocks or (), found)
    for block in blocks or ():
        if "html" in block:
            block["html"] = with_pictures(block["html"], user)
    return found


@never_cache
@require_POST
def blocks(request: HttpRequest) -> JsonResponse:
    """Answer the text of the form as it would be saved (`body`), and its blocks.

    `blocks` is null for a text that is better changed section by section; `of` tells the text from
    others; `pictures` is what is shown of each by its number (`pictures.in_sheet`). What cannot be
    written is answered with 400, its reason in `error`, and the text without what was changed.
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
    found = blocks_safely(body)
    changed = request.POST.get("body_blocks", "") if fault else ""
    pictures = _pictures(found, changed, request.user)
    answer = {"body": body, "blocks": found, "of": digest(body), "pictures": pictures}
    return JsonResponse({**answer, "error": fault}, status=400 if fault else 200)
