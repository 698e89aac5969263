"""How does a picture look on a page: from which files, with which words?

Sizes are made by the worker (`pictures.sizes`); until they are there, the picture itself is shown.
It comes from our own view, which asks who may see it, and so does everything that is not public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from pictures.licences import Licence
from pictures.models import Picture, Rendition
from pictures.sizes import FORMATS, spec

#: How wide pictures stand: in a text, and side by side.
IN_TEXT = "(min-width: 60em) 44rem, 100vw"
SIDE_BY_SIDE = "(min-width: 40em) 20rem, 100vw"


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture with its words. `small` and `plain` are `srcset`s, AVIF and what all can show."""

    url: str
    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    licence_url: str
    small: str = ""
    plain: str = ""
    sizes: str = IN_TEXT


def address_of_file(picture: Picture) -> str:
    """Return where the file itself is handed out, to whoever may see it."""
    return reverse("pictures:file", args=[picture.pk])


def shown(
    picture: Picture, *, sizes: str = IN_TEXT, alt: str = "", caption: str = ""
) -> ShownPicture:
    """Return how a picture is shown; `alt` and `caption` stand in for its own words.

    Needs its renditions (prefetched where there are several pictures).
    """
    made: Mapping[str, Rendition] = {}
    if picture.is_public:
        made = {one.filter_spec: one for one in picture.renditions.all()}
    sets = [_srcset(made, form) for form in FORMATS]
    largest = made.get(spec(FORMATS[-1]))
    licence = Licence(picture.licence)
    return ShownPicture(
        url=picture.get_absolute_url(),
        src=largest.url if largest else address_of_file(picture),
        width=picture.width,
        height=picture.height,
        alt=alt or picture.description,
        caption=caption or picture.caption,
        credit=picture.credit,
        licence=str(licence.label),
        licence_url=licence.url,
        small=sets[0],
        plain=sets[-1],
        sizes=sizes,
    )


def shown_large(picture: Picture) -> ShownPicture:
    """Return a picture as it is on a page of its own."""
    return shown(picture)


def _srcset(made: Mapping[str, Rendition], form: str) -> str:
    found = {one.width: one.url for name, one in made.items() if name.endswith(f"format-{form}")}
    return ", ".join(f"{url} {width}w" for width, url in sorted(found.items()))
