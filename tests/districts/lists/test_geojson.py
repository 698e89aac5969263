"""Files for others: spreadsheets that run nothing, places as GeoJSON, and the printed sheet."""

import csv
import io
import re

from django.test import Client

from districts import services
from districts.lists.geojson import as_geojson
from tests.districts.conftest import Town


def test_what_has_no_place_is_still_in_the_file() -> None:
    found = as_geojson([{"id": 1, "latitude": None, "longitude": None, "title": "a"}])
    assert found["features"][0]["geometry"] is None
    placed = as_geojson([{"id": 2, "latitude": 48.7, "longitude": 9.1}])
    assert placed["features"][0]["geometry"] == {"type": "Point", "coordinates": [9.1, 48.7]}


def test_the_sheet_tells_dates_and_the_way_here(client: Client, town: Town) -> None:
    page = client.get(f"{town.west.get_absolute_url()}aushang/")
    words = page.content.decode()
    assert page.status_code == 200
    assert "Mittagstisch" in words
    assert 'class="qr-code"' in words
    assert "style=" not in words
    assert client.get("/stadtteile/nirgends/aushang/").status_code == 404


def test_lists_leave_as_files_with_their_filters(client: Client, town: Town) -> None:
    answer = client.get("/api/v1/projects?format=csv&district=west")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = csv.DictReader(io.StringIO(answer.content.decode().lstrip("\ufeff")), delimiter=";")
    assert [row["title"] for row in rows] == ["Plauderbank"]
    answer = client.get("/api/v1/actors?format=geojson")
    assert answer["Content-Type"] == "application/geo+json"
    assert len(answer.json()["features"]) == 1


def test_schema_org_cannot_end_early(client: Client, town: Town) -> None:

    services.update_actor(actor=town.actor, name="</script><script>alert(1)</script>")
    page = client.get(town.actor.get_absolute_url()).content.decode()
    assert "ld+json" in page
    assert "<script>alert" not in page


def test_every_list_leads_to_its_files_with_its_filters(client: Client, town: Town) -> None:
    for path, name in (
        ("projekte", "projects"),
        ("akteure", "actors"),
        ("termine", "events"),
        ("netzwerke", "networks"),
        ("ratspapiere", "papers"),
    ):
        sort = "oldest" if path == "ratspapiere" else "newest"
        page = client.get(f"/{path}/?district=west&page=1&sort={sort}").content.decode()
        links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]+)"', page)]
        # Programs have an order of their own, people the one that they see.
        query = "district=west" + ("" if path == "termine" else f"&sort={sort}")
        assert {
            f"/api/v1/{name}?district=west",
            f"/api/v1/{name}?district=west&format=csv",
            f"/{path}/tabelle.csv?{query}",
            f"/{path}/tabelle.xlsx?{query}",
        } <= set(links)
        for link in links:
            if "/api/" in link or "tabelle" in link:
                assert client.get(link).status_code == 200, link


def test_outlines_of_districts_are_map_data(client: Client, town: Town) -> None:
    square = {"type": "Polygon", "coordinates": [[[9, 48], [9, 49], [10, 49], [9, 48]]]}
    services.update_district(district=town.west, outline=square)
    found = client.get("/api/v1/districts?format=geojson").json()["features"]
    shapes = {f["properties"]["slug"]: f["geometry"] for f in found}
    assert shapes["west"]["type"] in ("Polygon", "MultiPolygon")
    assert "geometry" not in client.get("/api/v1/districts").json()["results"][0]
