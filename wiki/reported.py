"""What moderators read as the title of a reported page of a person."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.models import User
from community.page_titles import Place, by_slug


def titles(places: Mapping[str, Place]) -> dict[str, str]:
    """Return what the people are called today whose pages these are."""
    slugs = by_slug(places, "person")
    if not slugs:
        return {}
    names = dict(User.objects.filter(slug__in=slugs.values()).values_list("slug", "name"))
    return {path: names[slug] for path, slug in slugs.items() if slug in names}
