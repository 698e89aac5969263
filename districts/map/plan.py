"""The plan of a city, or of a district and what lies around it: areas one can press, with names.

Everything is drawn in the city's sprite already (`districts.map.plan_shapes`); here names find
their places, so that none lies upon another on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from districts.map.signs import sprite_url
from districts.models import City, CitySign, District
from text.fold import fold

_NUMBER = r"-?\d+(?:\.\d+)?"
_SYMBOL = re.compile(
    rf'<symbol id="([dm])-([a-z0-9_-]+)" viewBox="0 0 100 100" '
    rf'data-at="({_NUMBER}) ({_NUMBER}) (\d) ([co])"><path d="([^"]*)"/></symbol>'
)
_POINT = re.compile(rf"[ML]({_NUMBER}) ({_NUMBER})")
#: Room around what is shown; a window never shows less than the smallest, in units of the square.
ROOM, SMALLEST = 1.5, 14.0
#: Height of the letters, as a part of the width: about 12 px of a phone's 328, 14 of a window's.
LETTERS, LETTERS_NEAR = 0.036, 0.046
#: Width of a letter, and height of a line, in heights of letters: of a wide font in bold, with the
#: light edge around it, so that no name at the border is cut off.
LETTER, LINE = 0.69, 1.08
#: A plan with more districts than this names none: one would read nothing.
MOST_NAMES = 60
#: Names longer than this are broken where they can be.
LONG = 9


@dataclass(slots=True)
class PlanLabel:
    """A name in one or two lines around a point; all in units of the plan."""

    words: list[str]
    x: float
    y: float
    size: float

    @property
    def half(self) -> tuple[float, float]:
        """Half its width and height."""
        width = max(map(len, self.words)) * LETTER * self.size
        return width / 2, len(self.words) * LINE * self.size / 2

    @property
    def lines(self) -> list[dict[str, str]]:
        """Each line with its place, as SVG takes it."""
        first = self.y - (len(self.words) - 1) * LINE * self.size / 2 + self.size * 0.34
        return [
            {"x": f"{self.x:.1f}", "y": f"{first + n * LINE * self.size:.1f}", "words": words}
            for n, words in enumerate(self.words)
        ]


@dataclass(slots=True)
class PlanPlace:
    """A district on the plan: its colour, its name, the point for that, its area in the sprite."""

    slug: str
    name: str
    url: str
    tint: int
    x: float
    y: float
    symbol: str
    label: PlanLabel | None = None


@dataclass(frozen=True, slots=True)
class CityPlan:
    """The plan: where it is drawn, the window onto it, and who is on it, by name.

    `own` is the district a window is about, `rest` the areas at its edge that are not named.
    `schematic` says that these are no real outlines. `line` and `letters` are sizes in its units.
    """

    sprite: str
    left: float
    top: float
    width: float
    height: float
    schematic: bool
    letters: str
    places: list[PlanPlace]
    own: PlanPlace | None = None
    rest: list[str] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        """The window, as SVG takes it."""
        return f"{self.left:.1f} {self.top:.1f} {self.width:.1f} {self.height:.1f}"

    @property
    def line(self) -> str:
        """The width of the lines between districts, the same in every window."""
        return f"{self.width * 0.004:.2f}"

    @property
    def pixels(self) -> dict[str, str]:
        """Width and height for the room it takes before style is there."""
        return {"width": "656", "height": f"{656 * self.height / self.width:.0f}"}

    def at(self, slug: str) -> PlanPlace | None:
        """Return a district on the plan."""
        shown = [*self.places, self.own] if self.own else self.places
        return next((place for place in shown if place.slug == slug), None)


@dataclass(frozen=True, slots=True)
class _Drawn:
    symbol: str
    x: float
    y: float
    tint: int
    schematic: bool
    points: list[tuple[float, float]]


def plan_of(city: City, districts: Iterable[District], svg: str | None = None) -> CityPlan | None:
    """Return the plan of a city with these districts; None where nothing is drawn.

    One query; none where the city's sprite is at hand (`svg`).
    """
    drawn = _drawn(svg if svg is not None else _svg_of(city))
    found = [row for row in districts if row.slug in drawn]
    if len(found) < 2:
        return None
    return _window(sprite_url(city), drawn, [_place(row, drawn[row.slug]) for row in found])


def plan_naming(sprite: str, svg: str, named: Mapping[str, str], own: str) -> CityPlan | None:
    """Return the plan of a whole city that names only some of its districts, by their slugs.

    `sprite` is the address of its drawing, `svg` the drawing itself. None where one of two at least
    is not on it. These places lead nowhere.
    """
    drawn = _drawn(svg)
    places = [_spot(slug, name, "", drawn[slug]) for slug, name in named.items() if slug in drawn]
    return _window(sprite, drawn, places, own, whole=True) if len(places) > 1 else None


def plan_around(district: District, near: Sequence[District]) -> CityPlan | None:
    """Return the window onto a district and its neighbours; None where it is alone. One query.

    Neighbours in other cities are on no plan of this one and are left out.
    """
    drawn = _drawn(_svg_of(district.city))
    around = [row for row in near if row.city_id == district.city_id and row.slug in drawn]
    if district.slug not in drawn or not around:
        return None
    places = [_place(row, drawn[row.slug]) for row in (district, *around)]
    return _window(sprite_url(district.city), drawn, places, district.slug)


def _svg_of(city: City) -> str:
    if not city.sign_digest:
        return ""
    return CitySign.objects.filter(city=city).values_list("svg", flat=True).first() or ""


def _drawn(svg: str) -> dict[str, _Drawn]:
    return {
        slug: _Drawn(
            f"{sprite}-{slug}", float(x), float(y), int(tint), kind == "c",
            [(float(a), float(b)) for a, b in _POINT.findall(path)],
        )
        for sprite, slug, x, y, tint, kind, path in _SYMBOL.findall(svg)
    }  # fmt: skip


def _window(
    sprite: str,
    drawn: dict[str, _Drawn],
    places: list[PlanPlace],
    own: str = "",
    *,
    whole: bool = False,
) -> CityPlan:
    """Return the window onto these places, or onto the `whole` city with these places named."""
    named = {place.slug for place in places}
    shown = drawn if whole else named
    points = [point for slug in shown for point in drawn[slug].points]
    west, east = min(x for x, _y in points) - ROOM, max(x for x, _y in points) + ROOM
    north, south = min(y for _x, y in points) - ROOM, max(y for _x, y in points) + ROOM
    width, height = max(east - west, SMALLEST), max(south - north, SMALLEST)
    left, top = (west + east - width) / 2, (north + south - height) / 2
    size = width * (LETTERS_NEAR if own and not whole else LETTERS)
    places.sort(key=_by_name)
    if len(places) <= MOST_NAMES:
        for place in places:
            place.label = PlanLabel(_broken(place.name), place.x, place.y, size)
        labels = [place.label for place in places if place.label]
        _keep_apart(labels, (left, top, left + width, top + height))
    return CityPlan(
        sprite=sprite,
        left=left,
        top=top,
        width=width,
        height=height,
        schematic=any(drawn[slug].schematic for slug in shown),
        letters=f"{size:.2f}",
        places=[place for place in places if place.slug != own],
        own=next((place for place in places if place.slug == own), None),
        rest=[row.symbol for slug, row in drawn.items() if slug not in named]
        if own or whole
        else [],
    )


def _by_name(place: PlanPlace) -> str:
    return fold(place.name)


def _place(district: District, drawn: _Drawn) -> PlanPlace:
    name = district.short or district.name
    return _spot(district.slug, name, district.get_absolute_url(), drawn)


def _spot(slug: str, name: str, url: str, drawn: _Drawn) -> PlanPlace:
    return PlanPlace(slug, name, url, drawn.tint, drawn.x, drawn.y, drawn.symbol)


def _broken(name: str) -> list[str]:
    """Return a name in one line, or in two where it is long and has a place to be broken at."""
    if len(name) <= LONG:
        return [name]
    breaks = [match.end() for match in re.finditer(r"[ /]|-", name)]
    if not breaks:
        return [name]
    at = min(breaks, key=lambda place: abs(place - len(name) / 2))
    return [name[:at].strip(), name[at:].strip()]


def _keep_apart(labels: Sequence[PlanLabel], box: tuple[float, float, float, float]) -> None:
    """Move names up and down until none lies upon another, and into the window."""
    west, north, east, south = box
    for _round in range(80):
        moved = False
        for index, one in enumerate(labels):
            for other in labels[index + 1 :]:
                moved |= _part(one, other)
        for label in labels:
            half_width, half_height = label.half
            label.x = max(west + half_width, min(east - half_width, label.x))
            label.y = max(north + half_height, min(south - half_height, label.y))
        if not moved:
            return


def _part(one: PlanLabel, other: PlanLabel) -> bool:
    (one_width, one_height), (other_width, other_height) = one.half, other.half
    beside = one_width + other_width - abs(one.x - other.x)
    above = one_height + other_height - abs(one.y - other.y)
    if beside <= 0 or above <= 0.01:
        return False
    step = above / 2 if one.y <= other.y else -above / 2
    one.y, other.y = one.y - step, other.y + step
    return True
