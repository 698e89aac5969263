"""Outlines that were stored as they came lose their heights, and their rings run one way."""

from typing import Any

from django.db import migrations
from shapely import GEOSException, force_2d, make_valid
from shapely.geometry import MultiPolygon, mapping, shape
from shapely.geometry.polygon import orient


def reduce_outlines(apps: Any, schema_editor: Any) -> None:
    outlines = apps.get_model("districts", "DistrictOutline").objects
    for row in outlines.using(schema_editor.connection.alias).iterator(chunk_size=50):
        try:
            geojson = reduced(row.geojson)
        except (GEOSException, ValueError, TypeError, KeyError, AttributeError, IndexError):
            # Whatever it is, it is left alone; drawing passes over what is no area.
            continue
        if geojson is not None and geojson != row.geojson:
            row.geojson = geojson
            row.save(update_fields=["geojson"])


def reduced(geojson: Any) -> dict[str, Any] | None:
    area = make_valid(force_2d(shape(geojson)))
    parts = [orient(part) for part in polygons(area)]
    if not parts:
        return None
    geometry = mapping(parts[0] if len(parts) == 1 else MultiPolygon(parts))
    return {"type": geometry["type"], "coordinates": lists(geometry["coordinates"])}


def polygons(area: Any) -> list[Any]:
    if area.geom_type == "Polygon":
        return [area] if area.area > 0 else []
    return [polygon for part in getattr(area, "geoms", []) for polygon in polygons(part)]


def lists(value: Any) -> Any:
    return [lists(item) for item in value] if isinstance(value, tuple) else value


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0014_single_times"),
    ]

    operations = [
        migrations.RunPython(reduce_outlines, migrations.RunPython.noop),
    ]
