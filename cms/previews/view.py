"""Handing out the picture of a page to whoever was given its address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cms.previews.kept import picture_of
from cms.previews.subjects import subject_of


@require_safe
def preview(request: HttpRequest, kind: str, pk: int, digest: str) -> HttpResponseBase:
    """Answer with a picture of 1200 × 630; an address of earlier leads to that of now.

    Nothing is drawn for an address that somebody made up. Who keeps a picture asks again each time,
    so that of what was hidden it is not shown any longer.
    """
    subject = subject_of(kind, pk)
    if subject is None:
        raise Http404
    if digest != subject.digest:
        answer: HttpResponseBase = redirect(subject.path)
        answer["Cache-Control"] = "no-cache"
        return answer
    etag = f'"{subject.made_of}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or HttpResponse(picture_of(subject), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response
