"""What moderators read as the title of a reported page of a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from accounts.models import User
from community.inbox.page_titles import AddressedPage, of_view


def titles(places: Mapping[str, AddressedPage]) -> dict[str, str]:
    """Return what the people are called today whose pages these are."""
    return of_view(places, "person", _names)


def _names(slugs: Collection[str]) -> dict[str, str]:
    # Whoever has not confirmed their address has no public page, and no name for others to read.
    public = User.objects.filter(slug__in=slugs, is_active=True, is_confirmed=True)
    return dict(public.values_list("slug", "name"))
