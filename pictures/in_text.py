"""Pictures in a text: places that its HTML keeps free (`text.pictures`), filled for a reader.

What is stored of a text says which pictures, not how they look: so nothing that was hidden, refused
or deleted since is in it, nor what was said of it, wherever that HTML is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from html import unescape

from django.db.models import Q
from django.template.loader import render_to_string

from accounts.models import User
from accounts.person import Person
from pictures.models import Picture
from pictures.querysets import PictureQuerySet
from pictures.showing import shown
from text.pictures import ALT, CAPTION, NUMBER, PLACE
from text.whole_numbers import LARGEST_KEY, whole_number

_PLACE = re.compile(rf'<div\b([^>]*\bclass="{PLACE}"[^>]*)></div>\n?')
_SAID = re.compile(r'\b([a-z-]+)="([^"]*)"')


def gone_among(numbers: Collection[int]) -> set[int]:
    """Return which pictures were taken from the public: nothing of their words is shown then.

    One query.
    """
    states = (Picture.State.REFUSED, Picture.State.HIDDEN, Picture.State.DELETED)
    known = [number for number in numbers if number <= LARGEST_KEY]
    rows = Picture.objects.shared().filter(pk__in=known, state__in=states)
    return set(rows.values_list("pk", flat=True))


def offered_to(user: Person) -> PictureQuerySet:
    """Return what somebody may put into a text: what is public, and what they see and waits.

    Who is writing has just uploaded it.
    """
    states = (Picture.State.LIVE, Picture.State.HELD)
    rows: PictureQuerySet = Picture.objects.shared().visible_to(user).filter(state__in=states)
    return rows


def may_stand(user: Person) -> Callable[[Collection[int]], set[int]]:
    """Return what says which of these pictures somebody may put into a text, in one query."""
    rows = offered_to(user)
    return lambda numbers: set(rows.filter(pk__in=numbers).values_list("pk", flat=True))


def with_pictures(html: str, user: Person = None, *, of: User | None = None) -> str:
    """Return the HTML of a text with its pictures, as far as a reader may see them.

    `of` is the author of a text that waits: their pictures that wait with it are shown to whoever
    reads it. Two queries where a text has pictures, none else.
    """
    places = [_said(place) for place in _PLACE.findall(html)]
    if not places:
        return html
    found = _visible({number for place in places if (number := _number(place))}, user, of)
    return _PLACE.sub(lambda place: _filled(_said(place[1]), found), html)


def _said(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _SAID.findall(attributes)}


def _number(place: Mapping[str, str]) -> int | None:
    return whole_number(place.get(NUMBER))


def _visible(numbers: set[int], user: Person, of: User | None) -> Mapping[int, Picture]:
    rows = Picture.objects.shared().filter(pk__in=numbers)
    seen = rows.visible_to(user)
    if of is not None:
        seen = rows.filter(
            Q(pk__in=seen.values("pk")) | Q(state=Picture.State.HELD, uploaded_by_user=of)
        )
    return {picture.pk: picture for picture in seen.prefetch_related("renditions")}


def _filled(place: Mapping[str, str], found: Mapping[int, Picture]) -> str:
    picture = found.get(_number(place) or 0)
    if picture is None:
        return ""
    how = shown(picture, alt=place.get(ALT, ""), caption=place.get(CAPTION, ""))
    return render_to_string("pictures/_figure.html", {"shown": how, "linked": True}) + "\n"
