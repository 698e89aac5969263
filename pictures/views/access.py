"""Fetching a picture for somebody."""

from __future__ import annotations

from django.http import Http404

from accounts.person import Person
from pictures.models import Picture


def picture_for(user: Person, pk: int) -> Picture:
    """Return a shared picture that somebody may know of; 404 for all others."""
    rows = Picture.objects.shared().visible_to(user).filter(pk=pk)
    rows = rows.select_related("uploaded_by_user").prefetch_related("places", "renditions")
    found = rows.first()
    if found is None:
        raise Http404
    return found
