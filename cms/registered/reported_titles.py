"""What moderators read as the title of a reported editorial page."""

from __future__ import annotations

from collections.abc import Mapping

from wagtail.models import Page, Site

from cms.querysets import readable
from cms.reading.serving import serve_page
from community.inbox.page_titles import AddressedPage


def titles(places: Mapping[str, AddressedPage]) -> dict[str, str]:
    """Return the titles of the published pages at these places; of private pages nothing."""
    homes = {root.language_code: root.root_path for root in Site.get_site_root_paths()}
    at = {
        path: homes[place.language] + str((*place.match.args, "")[0])
        for path, place in places.items()
        if place.match.func is serve_page and place.language in homes
    }
    if not at:
        return {}
    rows = readable(Page.objects.filter(url_path__in=at.values()))
    known = dict(rows.values_list("url_path", "title"))
    return {path: known[tree] for path, tree in at.items() if tree in known}
