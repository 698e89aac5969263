"""Pictures of a text that is written without markup (`text.rich`): what an editor shows of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.template.loader import render_to_string

from accounts.person import Person
from pictures.models import Picture
from pictures.showing import shown
from text.rich.schema import Node


def said_of(picture: Picture) -> dict[str, str]:
    """Return the files of a picture as `html`, and its own words: `alt`, `caption`.

    Needs its renditions (prefetched where there are several pictures).
    """
    how = shown(picture)
    html = render_to_string("pictures/_in_sheet.html", {"shown": how})
    return {"html": html, "alt": how.alt, "caption": how.caption}


def pictures_of(numbers: Collection[int], user: Person) -> Mapping[str, dict[str, str]]:
    """Return what an editor shows of each of these pictures that its writer may see, by number.

    Two queries; none where there are no pictures.
    """
    if not numbers:
        return {}
    rows = Picture.objects.shared().visible_to(user).filter(pk__in=numbers)
    return {str(row.pk): said_of(row) for row in rows.prefetch_related("renditions")}


def without_unseen(blocks: Collection[dict[str, Any]], seen: Collection[str]) -> None:
    """Take from blocks what they say of pictures that their writer may not see.

    Such a picture can stay as it is, or go.
    """
    for block in blocks:
        node: Node = block.get("node", {})
        if node.get("type") == "picture" and str(node["attrs"]["number"]) not in seen:
            node["attrs"] |= {"alt": "", "caption": ""}
