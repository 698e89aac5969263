"""Which pictures can be put into a text? Answered to the editor, as JSON."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pictures.markdown_line import line_for
from pictures.models import Picture
from pictures.showing import shown

MOST = 12
#: What may be decided about, too: who is writing has just uploaded it.
STATES = (Picture.State.LIVE, Picture.State.HELD)


@never_cache
@require_safe
def choices(request: HttpRequest) -> JsonResponse:
    """Answer the newest pictures with the typed words: `line` for the text, `src`, `alt`, `html`.

    Public ones, and those of the writer that wait.
    """
    rows = Picture.objects.shared().visible_to(request.user).filter(state__in=STATES)
    for word in request.GET.get("q", "").split()[:5]:
        rows = rows.filter(Q(description__icontains=word) | Q(caption__icontains=word))
    found = rows.prefetch_related("renditions").order_by("-created_at", "-pk")[:MOST]
    return JsonResponse([_choice(picture) for picture in found], safe=False)


def _choice(picture: Picture) -> dict[str, str]:
    how = shown(picture)
    html = render_to_string("pictures/_figure.html", {"shown": how})
    return {"line": line_for(picture), "src": how.src, "alt": how.alt, "html": html}
