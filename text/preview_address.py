"""Where is the picture that messengers show of a page? Pure, and the template tag that says it.

    {% preview_url "article" article.pk article.title article.district.slug as preview %}

The address names the thing, and a digest of what the picture says of it: after a change it is
another one, since messengers ask for an address only once. What it says is known to whoever shows
the page, so that it costs no question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from django import template
from django.urls import reverse

from text.site_address import absolute_url

__all__ = ["digest_of", "preview_path", "preview_url"]
register = template.Library()
#: To be raised when pictures are drawn otherwise, so that messengers fetch them anew.
LOOK = 1
#: The kind of the picture of the site itself; its key is the place of a language among all.
SITE = "site"


class HasSlug(Protocol):
    """Something that addresses name by a slug."""

    slug: str


def digest_of(title: str, places: Iterable[str]) -> str:
    """Return the digest of what a picture says: a title and the slugs of the districts."""
    words = "\n".join([str(LOOK), " ".join(title.split()), *sorted(places)])
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=6).hexdigest()


def preview_path(kind: str, pk: int, title: str, places: Iterable[str] = ()) -> str:
    """Return the path of the picture of a thing that search knows by this kind and key."""
    return reverse("preview", args=[kind, pk, digest_of(title, places)])


@register.simple_tag
def preview_url(kind: str, pk: int, title: object, places: str | Iterable[HasSlug] = "") -> str:
    """Return the whole address of the picture; `places` are districts, or the slug of one."""
    named = [places] if isinstance(places, str) else [place.slug for place in places]
    return absolute_url(preview_path(kind, pk, str(title), filter(None, named)))
