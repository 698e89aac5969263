"""Which pictures can be put into a text? Answered to the editor, as JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pictures.in_sheet import said_of
from pictures.in_text import offered_to
from pictures.markdown_line import line_for
from pictures.models import Picture
from pictures.showing import shown

MOST = 12


@never_cache
@require_safe
def choices(request: HttpRequest) -> JsonResponse:
    """Answer the newest pictures with the typed words: `number`, `src`, `line` and `said`.

    Public ones, and those of the writer that wait. `line` is for a text in Markdown, `said` what
    the editor without markup shows (`pictures.in_sheet`).
    """
    rows = offered_to(request.user)
    for word in request.GET.get("q", "").split()[:5]:
        rows = rows.filter(Q(description__icontains=word) | Q(caption__icontains=word))
    found = rows.prefetch_related("renditions").order_by("-created_at", "-pk")[:MOST]
    return JsonResponse([_choice(picture) for picture in found], safe=False)


def _choice(picture: Picture) -> dict[str, Any]:
    line, src = line_for(picture), shown(picture).src
    return {"line": line, "src": src, "number": picture.pk, "said": said_of(picture)}
