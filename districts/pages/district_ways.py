"""Where does somebody write down what is not known yet of a district?"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from districts import entries, modules
from districts.models import District
from districts.modules import own, states


def ways_to_write(district: District) -> list[dict[str, Any]]:
    """Return the forms in which something new of a kind is written down."""
    now = states.states()
    return [
        {
            "key": kind.key,
            "title": str(kind.written.new_title),
            "url": f"{reverse(f'districts:{kind.route}_new')}?district={district.slug}",
        }
        for kind in entries.kinds()
        if kind.writing and now.is_open(kind.module, district.city_id)
    ]


def first_way(district: District) -> dict[str, Any] | None:
    """Return the form for an article; where none is taken, that of what else is written."""
    now = states.states()
    known = sorted(modules.known(), key=lambda module: module is not own.ARTICLES)
    taken = (module for module in known if now.is_open(module, district.city_id))
    links = (link for module in taken for link in modules.first_links(module))
    title, url = next(links, ("", ""))
    return {"title": title, "url": f"{url}?district={district.slug}"} if url else None
