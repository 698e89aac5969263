"""How do lists of places leave as GeoJSON? As tables they do by `text.cells`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def as_geojson(records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return records as a FeatureCollection; what has no place has no geometry and is still there.

    A record's own `geometry` is used, else a point of its latitude and longitude.
    """
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": record["id"],
                "geometry": record.get("geometry") or _point(record),
                "properties": {
                    name: value
                    for name, value in record.items()
                    if name not in ("geometry", "latitude", "longitude")
                },
            }
            for record in records
        ],
    }


def _point(record: Mapping[str, Any]) -> dict[str, Any] | None:
    latitude, longitude = record.get("latitude"), record.get("longitude")
    if latitude is None or longitude is None:
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}
