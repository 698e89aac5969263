"""The mark of each district: light, legible at 40 px, and no two alike."""

import json
import re
from pathlib import Path

import pytest

from districts.map import geometry
from districts.map.lagezeichen import MOST_POINTS, MarkedDistrict, draw

#: Two signs differ when at least this much of a 40 × 40 drawing does: about two by two pixels.
PIXELS = 40
LEAST_DIFFERENCE = 4


def places(file: Path) -> list[MarkedDistrict]:
    found = []
    for number, feature in enumerate(json.loads(file.read_text())["features"]):
        outline = geometry.read_outline(feature["geometry"])
        found.append(
            MarkedDistrict(f"d{number}", outline.latitude, outline.longitude, outline.geojson)
        )
    return found


def raster(symbol: str) -> frozenset[tuple[int, int]]:
    """The pixels of a symbol at 40 px, each tested in its middle; even-odd over all rings."""
    from shapely import Point, contains_xy, prepare, unary_union
    from shapely.geometry import Polygon

    shapes = []
    for path in re.findall(r'd="([^"]*)"', symbol):
        for ring in path.strip("MZ").split("ZM"):
            points = [tuple(map(float, pair.split())) for pair in ring.split("L")]
            if len(points) > 2:
                shapes.append(Polygon(points).buffer(0))
    for x, y, r in re.findall(r'cx="([^"]*)" cy="([^"]*)" r="([^"]*)"', symbol):
        shapes.append(Point(float(x), float(y)).buffer(float(r)))
    whole = unary_union(shapes)
    prepare(whole)
    step = 100 / PIXELS
    return frozenset(
        (column, row)
        for column in range(PIXELS)
        for row in range(PIXELS)
        if contains_xy(whole, (column + 0.5) * step, (row + 0.5) * step)
    )


@pytest.mark.parametrize("city", ["hamburg", "cologne", "leipzig", "freiburg"])
def test_no_two_signs_of_a_city_are_equal_at_40_px(shared_data: Path, city: str) -> None:
    svg = draw(places(shared_data / f"geo/{city}.geojson")).svg
    symbols = re.findall(r'<symbol id="(d-[^"]*)"[^>]*>(.*?)</symbol>', svg)
    drawn = {name: raster(content) for name, content in symbols}
    names = sorted(drawn)
    for index, one in enumerate(names):
        assert len(drawn[one]) >= LEAST_DIFFERENCE, f"{one} can hardly be seen"
        for other in names[index + 1 :]:
            assert len(drawn[one] ^ drawn[other]) >= LEAST_DIFFERENCE, (city, one, other)


@pytest.mark.parametrize("city", ["hamburg", "cologne", "leipzig", "freiburg"])
def test_signs_are_light(shared_data: Path, city: str) -> None:
    svg = draw(places(shared_data / f"geo/{city}.geojson")).svg
    assert len(svg) < 60_000
    for path in re.findall(r'<symbol id="d-[^>]*><path d="([^"]*)"', svg):
        assert path.count("L") + path.count("M") <= MOST_POINTS


def test_what_has_no_real_outline_is_a_dot() -> None:
    svg = draw([MarkedDistrict("a", 48.7, 9.1, None), MarkedDistrict("b", 48.8, 9.2, None)]).svg
    signs = "".join(re.findall(r'<symbol id="(?:city|d-[^"]*)".*?</symbol>', svg))
    assert "<path" not in signs
    assert svg.count("<circle") == 4


def test_schematic_outlines_cover_their_own_point_only() -> None:
    from shapely import Point
    from shapely.geometry import shape

    points = {"a": (48.70, 9.10), "b": (48.72, 9.15), "c": (48.75, 9.11), "d": (48.71, 9.20)}
    outlines = geometry.outlines_from_centroids(points)
    assert outlines.keys() == points.keys()
    for own, outline in outlines.items():
        area = shape(outline)
        inside = {key for key, (lat, lon) in points.items() if area.contains(Point(lon, lat))}
        assert inside == {own}
    assert geometry.outlines_from_centroids({}) == {}
    assert shape(geometry.outlines_from_centroids({"x": (48.7, 9.1)})["x"]).area > 0
