"""How do lists leave as files? CSV that spreadsheets cannot be tricked by, and GeoJSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

#: A cell that begins with one of these would be run as a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


def as_csv(records: Iterable[Mapping[str, Any]]) -> str:
    """Return records as CSV with a heading, for German spreadsheets: semicolons and a mark.

    Lists are joined by " | "; what could be read as a formula gets an apostrophe before it.
    """
    rows = [{name: cell(value) for name, value in record.items()} for record in records]
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    names = list(rows[0]) if rows else ["id"]
    writer = csv.DictWriter(out, fieldnames=names, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    text = _words(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return " | ".join(_words(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("name") or value.get("text") or value.get("url") or "")
    return str(value)


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
