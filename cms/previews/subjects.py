"""What does the picture of a page say? Only what everybody may know of it at this moment.

What search knows is known by its kind and key there: whatever hides a thing hides it there in the
same statement. Beside these there are districts, topics and the site itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cms.page_kinds import KINDS, PAGE
from cms.previews.drawing import FORMAT, Card
from cms.reading.frame import settings_in
from districts import entries
from districts.entries import EntryKind
from districts.map.sign_shapes import Ring, Shapes, rings_of, shapes_of
from districts.models import City, CitySign, District, Topic
from districts.towns import city_term
from search import contract
from search.contract import PublicThing, Term
from text.languages import CODES
from text.preview_address import SITE, digest_of, preview_path

#: Kinds that search does not know, beside the site.
PLACE, TOPIC = "place", "topic"
#: So many districts are named; more would fill the picture.
NAMED = 2
_TILE = re.compile(r'<path fill="(#[0-9a-f]+)" d="([^"]*)"')


@dataclass(frozen=True, slots=True)
class PictureSubject:
    """What is drawn of a thing.

    `places` are the slugs of the districts that its address stands for, `at` is the one that is
    drawn on `city`, "" for the whole city. `version` is how often search saw the thing change.
    """

    kind: str
    pk: int
    title: str
    places: tuple[str, ...]
    kicker: str
    site: str
    city: City | None = None
    at: str = ""
    version: int | None = None

    @property
    def path(self) -> str:
        """The address at which it is now."""
        return preview_path(self.kind, self.pk, self.title, self.places)

    @property
    def digest(self) -> str:
        """What stands in the address."""
        return digest_of(self.title, self.places)

    @property
    def made_of(self) -> str:
        """A digest of all that is drawn."""
        drawn = self.city.sign_digest if self.city else ""
        words = (FORMAT, self.title, self.kicker, self.site, drawn, self.at, self.is_whole)
        return hashlib.blake2b(repr(words).encode(), digest_size=16).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether the whole city is meant, not only the ground on which something stands."""
        return not self.at and self.kind not in (TOPIC, PAGE)

    @property
    def card(self) -> Card:
        """What is to be drawn; one query."""
        svg = _sign(self.city)
        own = shapes_of(svg, self.at) if self.at else Shapes()
        return Card(self.kicker, self.title, self.site, shapes_of(svg), own, tiles(), self.is_whole)


def subject_of(kind: str, pk: int) -> PictureSubject | None:
    """Return what everybody may know of a thing; None for what is hidden or is not there."""
    if kind in _OTHERS:
        return _OTHERS[kind](pk)
    unknown = _unknown().get(kind)
    thing = _thing(unknown, pk) if unknown else contract.public_thing(kind, pk)
    return None if thing is None else subject_of_thing(thing)


def public_rows() -> dict[str, QuerySet[Any]]:
    """Return everything public that search does not know, by its kind; without the site."""
    rows = {key: kind.model.objects.live() for key, kind in _unknown().items()}
    return {PLACE: District.objects.all(), TOPIC: Topic.objects.all(), **rows}


def _unknown() -> dict[str, EntryKind]:
    return {kind.key: kind for kind in entries.kinds() if kind.source is None}


def _thing(kind: EntryKind, pk: int) -> PublicThing | None:
    """Return what everybody may know of an entry whose kind search does not know; two queries."""
    found = kind.model.objects.live().with_places().filter(pk=pk).first()
    if found is None:
        return None
    return PublicThing(
        kind=kind.key,
        pk=pk,
        version=0,
        title=str(found),
        language=settings.LANGUAGE_CODE,
        city=city_term(found) or Term("", ""),
        districts=tuple(Term(place.slug, place.name) for place in found.districts.all()),
    )


def subject_of_thing(thing: PublicThing) -> PictureSubject:
    """Return what is drawn of something that search knows; two queries."""
    site = settings_in(thing.language)
    with translation.override(thing.language):
        label = "" if thing.kind == PAGE else _label(thing.kind)
    named = [term.label for term in thing.districts]
    where = ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
    at = thing.districts[0].value if thing.districts else ""
    return PictureSubject(
        kind=thing.kind,
        pk=thing.pk,
        title=thing.title,
        # Of a page in the frame its districts are not read.
        places=() if thing.kind in KINDS else tuple(term.value for term in thing.districts),
        kicker=" · ".join(filter(None, [label, where or thing.city.label])) or site.tagline,
        site=site.name,
        city=_city(at, thing.city.value),
        at=at,
        version=thing.version,
    )


def _label(kind: str) -> str:
    named = [str(one.one) for one in entries.kinds() if one.key == kind]
    return named[0] if named else contract.label("kind", kind, "")


def _city(district: str, city: str) -> City | None:
    """Return the city of a district, one by its slug, or else the only one. One query."""
    if district:
        return City.objects.filter(districts__slug=district).first()
    found = list(City.objects.filter(slug=city) if city else City.objects.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def _place(pk: int) -> PictureSubject | None:
    found = District.objects.select_related("city").filter(pk=pk).first()
    if found is None:
        return None
    return PictureSubject(
        kind=PLACE,
        pk=pk,
        title=found.name,
        places=(found.slug,),
        kicker=found.city.name,
        site=settings_in(settings.LANGUAGE_CODE).name,
        city=found.city,
        at=found.slug,
    )


def _topic(pk: int) -> PictureSubject | None:
    found = Topic.objects.filter(pk=pk).first()
    if found is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        kicker = _("Topic")
    site = settings_in(settings.LANGUAGE_CODE).name
    return PictureSubject(TOPIC, pk, found.name, (), kicker, site, _city("", ""))


def _site(pk: int) -> PictureSubject | None:
    if pk >= len(CODES):
        return None
    site = settings_in(CODES[pk])
    return PictureSubject(SITE, pk, site.name, (), site.tagline, "", _city("", ""))


_OTHERS: Mapping[str, Callable[[int], PictureSubject | None]] = {
    PLACE: _place,
    TOPIC: _topic,
    SITE: _site,
}


def _sign(city: City | None) -> str:
    if city is None:
        return ""
    return CitySign.objects.filter(city=city).values_list("svg", flat=True).first() or ""


@lru_cache(maxsize=1)
def tiles() -> tuple[tuple[str, list[Ring]], ...]:
    """Return the tiles of the mosaic that every page has, by their colours."""
    path = finders.find("img/mosaic.svg")
    svg = Path(str(path)).read_text(encoding="utf-8") if path else ""
    return tuple((colour, rings_of(data)) for colour, data in _TILE.findall(svg))
