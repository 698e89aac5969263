"""A text that is being written, as blocks for an editor without markup; nothing is saved."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from text.rendering import blocks_safely
from wiki.edits import check_body
from wiki.errors import WikiError
from wiki.views.previewing import typed


@never_cache
@require_POST
def blocks(request: HttpRequest) -> JsonResponse:
    """Answer the text of the form as it would be saved (`body`), and its blocks.

    `blocks` is null for a text that is better changed section by section. What cannot be written is
    answered with 400 and its reason in `error`.
    """
    try:
        body = typed(request, strictly=True).replace("\r\n", "\n")
        if body.strip():
            check_body(body)
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=400)
    except WikiError as error:
        return JsonResponse({"error": str(error.message)}, status=error.status)
    return JsonResponse({"body": body, "blocks": blocks_safely(body)})
