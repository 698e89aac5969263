"""Shapes of other people: whatever comes in is stored, drawn and given out as ours, or refused."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, shape

from districts import services
from districts.map.foreign_shapes import BadOutline
from districts.map.geometry import area_of, neighbours, read_outline, reduced
from districts.models import City, District, DistrictOutline
from districts.services.places import create_city, create_district
from tests.fixtures.conditions import every_day

RING = [[9.0, 48.0], [9.01, 48.0], [9.01, 48.01], [9.0, 48.01], [9.0, 48.0]]
HOLE = [[9.004, 48.004], [9.006, 48.004], [9.006, 48.006], [9.004, 48.006], [9.004, 48.004]]
FAR = [[x + 0.05, y] for x, y in RING]
SQUARE: dict[str, Any] = {"type": "Polygon", "coordinates": [RING]}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def multi(*parts: Any) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": list(parts)}


def feature(name: Any, geometry: Any, **more: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name, **more}, "geometry": geometry}


#: What comes in, and whether it has to come out as the plain square.
UNDERSTOOD: dict[str, Any] = {
    "as it is": SQUARE,
    "heights": polygon([[*position, 312.5] for position in RING]),
    "heights and measures": polygon([[*position, 312.5, 7] for position in RING]),
    "heights that are no numbers": polygon([[*position, float("nan")] for position in RING]),
    "heights of some corners": polygon([[9.0, 48.0, 1.0], *RING[1:]]),
    "empty heights": polygon([[*position, None] for position in RING]),
    "not closed": polygon(RING[:-1]),
    "the other way round": polygon(RING[::-1]),
    "corners twice": polygon([position for position in RING for _twice in range(2)]),
    "an empty hole": polygon(RING, []),
    "a hole of two corners": polygon(RING, [[9.004, 48.004], [9.005, 48.005], [9.004, 48.004]]),
    "whole numbers as well": polygon([[9, 48], *RING[1:-1], [9, 48]]),
    "a part of two": multi([RING]),
    "parts that overlap": multi([RING], [RING]),
    "an empty part": multi([RING], [[]]),
    "a part that is null": multi(None, [RING], None),
    "a part whose ring is null": multi([RING], [None]),
    "a hole that is null": polygon(RING, None),
    "a member that is null": {"type": "GeometryCollection", "geometries": [None, SQUARE]},
    "a row that is null": {
        "type": "FeatureCollection",
        "features": [None, feature("x", SQUARE), feature("y", None)],
    },
    "a Feature": feature("x", SQUARE),
    "a FeatureCollection": {"type": "FeatureCollection", "features": [feature("x", SQUARE)]},
    "a collection": {
        "type": "GeometryCollection",
        "geometries": [{"type": "Point", "coordinates": [9.0, 48.0, 3.0]}, SQUARE],
    },
}


class TestReduced:
    @pytest.mark.parametrize("name", UNDERSTOOD)
    def test_what_is_meant_is_understood(self, name: str) -> None:
        assert reduced(UNDERSTOOD[name]) == reduced(SQUARE)
        assert read_outline(UNDERSTOOD[name]).geojson == reduced(SQUARE)

    def test_the_widest_of_towns_is_none_too_wide(self) -> None:
        """Hamburg has an island a degree and a half from its centre."""
        wide = multi([RING], [[[x + 1.6, y + 0.5] for x, y in RING]])
        assert len(reduced(wide)["coordinates"]) == 2

    def test_rings_run_as_the_standard_has_it(self) -> None:
        for outer in (RING, RING[::-1]):
            for hole in (HOLE, HOLE[::-1]):
                found = reduced(multi([outer, hole], [FAR]))
                assert found["type"] == "MultiPolygon"
                holed = max(found["coordinates"], key=len)
                assert len(holed) == 2
                assert Polygon(holed[0]).exterior.is_ccw
                assert not Polygon(holed[1]).exterior.is_ccw
                assert all(ring[0] == ring[-1] for part in found["coordinates"] for ring in part)

    def test_what_crosses_itself_is_two_areas(self) -> None:
        bow = [[9.0, 48.0], [9.01, 48.01], [9.01, 48.0], [9.0, 48.01], [9.0, 48.0]]
        found = reduced(polygon(bow))
        assert shape(found).is_valid
        assert len(found["coordinates"]) == 2

    @pytest.mark.parametrize(
        ("geometry", "why"),
        [
            (None, "Geometrie"),
            ([], "GeoJSON"),
            ("Polygon", "GeoJSON"),
            ({}, "GeoJSON"),
            ({"type": "polygon", "coordinates": [RING]}, "GeoJSON"),
            ({"type": "Polygon"}, "GeoJSON"),
            ({"type": "Polygon", "coordinates": RING}, "Zahlen"),
            (polygon(), "Fläche"),
            (polygon([]), "Fläche"),
            (polygon(RING[:2]), "Fläche"),
            (polygon([RING[0]] * 5), "Fläche"),
            (multi(), "Fläche"),
            (polygon(None), "Fläche"),
            (polygon(None, HOLE), "Fläche"),
            (multi(None), "Fläche"),
            ({"type": "GeometryCollection", "geometries": [None]}, "Fläche"),
            (polygon([None, *RING]), "Zahlen"),
            (polygon([*RING[:3], [0, 0], RING[3]]), "48 Grad"),
            (multi([RING], [[[0, 0], [0.1, 0], [0.1, 0.1]]]), "Grad"),
            (polygon([[179.9, 48], [-179.9, 48], [-179.9, 48.1], [179.9, 48.1]]), "360 Grad"),
            (polygon([[9.0, 48.0], [9.01, 48.0], [9.0, 51.1]]), "3 Grad"),
            (feature("x", None), "Geometrie"),
            ({"type": "GeometryCollection", "geometries": []}, "Fläche"),
            ({"type": "Point", "coordinates": [9, 48]}, "Fläche"),
            ({"type": "LineString", "coordinates": RING}, "Fläche"),
            (polygon([[9.0], *RING[1:]]), "Zahlen"),
            (polygon([[9.0, None], *RING[1:]]), "Zahlen"),
            (polygon([["9.0", "48.0"], *RING[1:]]), "Zahlen"),
            (polygon([[True, 48.0], *RING[1:]]), "Zahlen"),
            (polygon([[9.0, float("nan")], *RING[1:]]), "Zahlen"),
            (polygon([[float("inf"), 48.0], *RING[1:]]), "Zahlen"),
            (polygon([[10**400, 48.0], *RING[1:]]), "Zahlen"),
            (polygon([[y, x] for x, y in RING]), "vertauscht"),
            (
                polygon([[y, x] for x, y in [[120.0, 20.0], [121.0, 20.0], [121.0, 21.0]]]),
                "vertauscht",
            ),
            (polygon([[x * 1e5, y * 1e5] for x, y in RING]), "EPSG:4326"),
            (polygon([[513_000.0, 5_402_000.0], [514_000.0, 5_402_000.0], [514e3, 5403e3]]), "UTM"),
            (polygon([[x + 900, y] for x, y in RING]), "kein"),
            (polygon([[9 + x / 1e8, 48 + y / 1e8] for x, y in [(0, 0), (1, 0), (1, 1)]]), "Hand"),
        ],
    )
    def test_what_is_no_area_is_refused_with_a_reason(self, geometry: Any, why: str) -> None:
        for take in (reduced, read_outline):
            with pytest.raises(BadOutline) as refused:
                take(geometry)
            assert why in str(refused.value), refused.value

    def test_nesting_without_end_is_refused(self) -> None:
        deep: Any = SQUARE
        for _level in range(5000):
            deep = {"type": "GeometryCollection", "geometries": [deep]}
        with pytest.raises(BadOutline, match="verschachtelt"):
            reduced(deep)

    @settings(deadline=None, max_examples=150)
    @given(
        st.lists(
            st.tuples(st.floats(9, 9.2), st.floats(48, 48.2), st.floats()),
            min_size=3,
            max_size=9,
        )
    )
    def test_reducing_again_changes_nothing(self, ring: list[tuple[float, ...]]) -> None:
        """Else an import would find every stored outline changed, every time."""
        try:
            once = reduced(polygon([list(position) for position in ring]))
        except BadOutline:
            return
        assert reduced(json.loads(json.dumps(once))) == once
        assert shape(once).is_valid
        assert all(len(p) == 2 for part in positions(once["coordinates"]) for p in [part])


def positions(value: Any) -> Iterator[list[float]]:
    if value and isinstance(value[0], float):
        yield value
        return
    for item in value:
        yield from positions(item)


def by_create(city: City, outline: Any) -> None:
    create_district(city=city, name="Oberau", outline=outline)


def by_update(city: City, outline: Any) -> None:
    services.update_district(
        district=create_district(city=city, name="Oberau", draw=False), outline=outline
    )


@pytest.mark.django_db
class TestEveryWayIn:
    @pytest.mark.parametrize(
        ("write", "name"),
        [
            # Both store what `reduced` makes of it: every day each name goes one of the ways.
            pytest.param(write, name, marks=() if number % 2 == turn else pytest.mark.full)
            for turn, write in enumerate((by_create, by_update))
            for number, name in enumerate(UNDERSTOOD)
        ],
    )
    def test_services_store_ours_and_the_city_is_drawn(
        self, name: str, write: Callable[[City, Any], None]
    ) -> None:
        city = create_city(name="Talstadt")
        write(city, UNDERSTOOD[name])
        assert DistrictOutline.objects.get().geojson == reduced(SQUARE)
        services.draw_signs(city=city)
        assert "<path" in city.sign.svg

    def test_a_bad_outline_leaves_nothing_behind(self) -> None:
        city = create_city(name="Talstadt")
        with pytest.raises(BadOutline):
            create_district(city=city, name="Oberau", outline={"type": "Point"})
        with pytest.raises(BadOutline):
            create_district(city=city, name="Oberau", outline=polygon([[900, 1], [901, 1]]))
        assert not District.objects.exists()
        district = create_district(city=city, name="Oberau", outline=SQUARE)
        with pytest.raises(BadOutline):
            services.update_district(district=district, sentence="Neu", outline={"type": "x"})
        district = District.objects.get()
        assert (district.sentence, district.outline) == ("", reduced(SQUARE))

    def test_one_bad_row_in_the_table_costs_the_others_nothing(self) -> None:
        """As a restored table may hold it: the city is drawn, its neighbours are reckoned."""
        city = create_city(name="Talstadt")
        bad = create_district(city=city, name="Oberau", outline=SQUARE, draw=False)
        create_district(city=city, name="Unterau", outline=polygon(FAR), draw=False)
        DistrictOutline.objects.filter(district=bad).update(geojson={"type": "Polygon"})
        services.draw_signs(city=city)
        assert 'id="d-unterau"' in city.sign.svg
        assert 'id="d-oberau"' not in city.sign.svg
        touching = polygon([[x + 0.01, y] for x, y in RING])
        assert neighbours({1: SQUARE, 2: {"type": "Polygon"}, 3: touching}) == {
            1: {3},
            2: set(),
            3: {1},
        }

    def test_stored_heights_are_drawn(self) -> None:
        city = create_city(name="Talstadt")
        high = create_district(city=city, name="Oberau", outline=SQUARE, draw=False)
        DistrictOutline.objects.filter(district=high).update(geojson=UNDERSTOOD["heights"])
        services.draw_signs(city=city)
        assert "<path" in city.sign.svg
        assert not area_of(UNDERSTOOD["heights"]).has_z

    @pytest.mark.parametrize(
        "name",
        every_day(sorted(UNDERSTOOD.keys() - {"heights that are no numbers"}), one_in=3),
    )
    def test_what_the_table_holds_goes_out_as_ours(self, name: str, client: Client) -> None:
        city = create_city(name="Talstadt")
        for place in ("Oberau", "Unterau"):
            create_district(city=city, name=place, outline=SQUARE, draw=False)
        tables = DistrictOutline.objects
        tables.filter(district__name="Oberau").update(geojson=UNDERSTOOD[name])
        tables.filter(district__name="Unterau").update(geojson={"type": "Polygon"})
        answer = client.get("/api/v1/districts?format=geojson").json()
        assert [row["geometry"] for row in answer["features"]] == [reduced(SQUARE), None]


def run(file: Path, **options: Any) -> dict[str, Any]:
    out = StringIO()
    options = {"city": "Talstadt"} | options
    call_command("import_districts", str(file), json=True, stdout=out, **options)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def written(folder: Path, *features: Any, encoding: str = "utf-8", **more: Any) -> Path:
    path = folder / "bezirke.geojson"
    rows = {"type": "FeatureCollection", "features": list(features), **more}
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding=encoding)
    return path


@pytest.mark.django_db
class TestFiles:
    def test_heights_come_in_and_go_out_flat(self, shared_data: Path, client: Client) -> None:
        answer = run(shared_data / "cases/geojson/heights.geojson")
        assert (answer["districts"]["new"], answer["skipped"]) == (2, [])
        given_out = json.loads(client.get("/api/v1/districts?format=geojson").content)
        for row in given_out["features"]:
            (ring,) = row["geometry"]["coordinates"]
            assert {len(position) for position in ring} == {2}
            assert ring[0] == ring[-1]
            assert Polygon(ring).exterior.is_ccw
        again = run(shared_data / "cases/geojson/heights.geojson")
        assert again["districts"]["unchanged"] == 2
        assert "<path" in City.objects.get().sign.svg

    def test_rows_of_one_name_are_one_district_of_several_parts(
        self, shared_data: Path, tmp_path: Path
    ) -> None:
        file = shared_data / "cases/geojson/two-rows-one-name.geojson"
        for _run in range(2):
            answer = run(file)
        district = District.objects.get()
        assert district.outline is not None
        assert district.outline["type"] == "MultiPolygon"
        assert len(district.outline["coordinates"]) == 2
        assert answer["districts"]["unchanged"] == 1
        assert answer["notes"]
        rows = [feature("Au", SQUARE, b="Nord"), feature("Au", polygon(FAR), b="Süd")]
        answer = run(written(tmp_path, *rows), parent="b")
        assert [row["what"] for row in answer["skipped"]] == ["Au"]

    def test_districts_are_known_again_by_their_words(self, tmp_path: Path) -> None:
        run(written(tmp_path, feature("Bad Überau", SQUARE)))
        for name in (" BAD  U\u0308berau\u00ad", "Bad-Überau", "Bad Ueberau", "bad.überau"):
            answer = run(written(tmp_path, feature(name, SQUARE)), city="TALSTADT")
            assert answer["districts"]["unchanged"] == 1, name
        rows = [
            feature("Bad-Überau", SQUARE, b=""),
            feature("Unten", polygon(FAR), b="bad ueberau"),
        ]
        answer = run(written(tmp_path, *rows), parent="b", city="Talstadt\u00ad")
        assert answer["districts"]["new"] == 1
        assert District.objects.get(name="Unten").parent == District.objects.get(name="Bad Überau")
        assert City.objects.get().name == "Talstadt"

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("Bad&nbsp;&Uuml;berau", "Bad Überau"),
            ("Berg &amp;amp; Tal", "Berg & Tal"),
            ("<b>Au</b>", "Au"),
            ("Au <3 & Mehr", "Au <3 & Mehr"),
        ],
    )
    def test_names_are_read_as_those_of_a_council_are(
        self, tmp_path: Path, typed: str, read: str
    ) -> None:
        run(written(tmp_path, feature(typed, SQUARE)))
        assert District.objects.get().name == read

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_district_stands_below_one_of_the_same_file_at_once(
        self, tmp_path: Path, order: int
    ) -> None:
        rows = [feature("Unten", SQUARE, b="Oben"), feature("Oben", polygon(FAR), b="")]
        file = written(tmp_path, *rows[::order])
        run(file, parent="b")
        assert District.objects.get(name="Unten").parent == District.objects.get(name="Oben")
        assert run(file, parent="b")["districts"]["unchanged"] == 2

    def test_a_circle_of_districts_is_cut_open(self, tmp_path: Path) -> None:
        rows = [feature("Eins", SQUARE, b="Zwei"), feature("Zwei", polygon(FAR), b="Eins")]
        answer = run(written(tmp_path, *rows), parent="b")
        assert District.objects.filter(parent=None).count() == 1
        assert len(answer["notes"]) == 1

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    def test_every_unicode_is_read(self, tmp_path: Path, encoding: str) -> None:
        run(written(tmp_path, feature("Überau", SQUARE), encoding=encoding))
        assert District.objects.get().name == "Überau"

    def test_a_single_feature_is_a_file_too(self, tmp_path: Path) -> None:
        file = tmp_path / "a.geojson"
        file.write_text(json.dumps(feature("Insel", SQUARE)))
        assert run(file)["districts"]["new"] == 1

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "leer"),
            (b"PK\x03\x04abc", "ZIP"),
            (b"<kml></kml>", "XML"),
            (json.dumps(SQUARE).encode(), "ohne Namen"),
            (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
            (b'{"type": "FeatureCollection", "features": 1}', "FeatureCollection"),
            (b"[" * 100_000, "verschachtelt"),
            (
                b'{"type": "FeatureCollection",\n "features": [{"type": "Fea',
                "Zeile 2.*abgeschnitten",
            ),
            ('{"type": "FeatureCollection",\n"name": "Köln"}'.encode("latin-1"), "Zeile 2.*UTF-8"),
            (b'{"features": [1' + b"0" * 5000 + b"]}", "Stellen"),
            (b'{"features": []}{"features": []}', "Ende des JSON"),
            (b'{"features": []}', "Kein"),
            (json.dumps({"features": [feature("Au", polygon([[5e5, 5e6]]))]}).encode(), "EPSG"),
        ],
    )
    def test_a_file_that_is_none_is_said_plainly_and_nothing_is_stored(
        self, tmp_path: Path, content: bytes, why: str
    ) -> None:
        file = tmp_path / "bezirke.geojson"
        file.write_bytes(content)
        with pytest.raises(CommandError, match=why):
            run(file)
        assert not City.objects.exists()
        with pytest.raises(CommandError, match=why):
            call_command(
                *("setup_site", "--city", "Talstadt", "--operator", "Amt"),
                *("--admin", "a@example.org", "--districts", str(file)),
            )
        assert not City.objects.exists()

    @pytest.mark.parametrize("name", ["", " ", "\u202e", "…", "x" * 121])
    def test_a_town_needs_a_name(self, tmp_path: Path, name: str) -> None:
        file = written(tmp_path, feature("Au", SQUARE))
        with pytest.raises(CommandError, match="--city"):
            call_command("import_districts", str(file), city=name)
        assert not City.objects.exists()
