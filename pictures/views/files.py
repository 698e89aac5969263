"""Handing out the file of a picture to whoever may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pictures.views.access import picture_for

KINDS = {".jpg": "image/jpeg", ".png": "image/png"}


@never_cache
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the file; nobody keeps it: a picture that waits may be refused."""
    picture = picture_for(request.user, pk)
    name = picture.file.name
    try:
        with picture.file.storage.open(name) as opened:
            data = opened.read()  # a few megabytes: it was drawn anew
    except FileNotFoundError as error:
        raise Http404 from error
    kind = KINDS.get(name[name.rfind(".") :], KINDS[".jpg"])
    response = HttpResponse(data, content_type=kind)
    # Opened by itself, it must not act as a page of this site.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
