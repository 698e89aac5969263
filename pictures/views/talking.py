"""What is said about a picture."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from community.views import talks
from pictures.subject import SUBJECT
from pictures.views.access import picture_for

_page, _feed = talks.of_kind(SUBJECT.key), talks.feed_of_kind(SUBJECT.key)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole talk."""
    return _page(request, picture_for(request.user, pk))


def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the talk as a feed."""
    return _feed(request, picture_for(request.user, pk))
