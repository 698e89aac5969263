"""Districts with their outlines from GeoJSON.

Errors: `BadFile` (nothing was written). What is wrong with a single feature is reported, not
fatal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from districts import geometry, services
from districts.imports.report import Report
from districts.models import City, District
from text.names import made_fit

BATCH = 50
NAME_LENGTH = 120
#: Properties that data sets use for the name, tried where the wanted one is missing.
USUAL_NAMES = ("name", "stadtteil", "stadtbezirk", "bezeichnung", "gen", "ortsteil")


class BadFile(ValueError):
    """The file is no collection of features."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One district of the file: its name, its outline, and the name of the one above it."""

    name: str
    outline: geometry.Outline
    parent: str = ""


def read_features(
    path: Path, report: Report, *, name_property: str = "", parent: str = ""
) -> list[Feature]:
    """Read a file; features that cannot be used are noted in the report.

    `parent` is a property that names the district above, or that district's own name.
    """
    found: dict[str, Feature] = {}
    for number, raw in enumerate(_raw_features(path), start=1):
        label = f"feature {number}"
        properties = raw.get("properties") if isinstance(raw, dict) else None
        if not isinstance(properties, dict):
            report.skip(label, "no properties")
            continue
        name = _name(properties, name_property)
        if not name:
            report.skip(label, f"no name (it has {', '.join(sorted(properties)) or 'nothing'})")
        elif len(name) > NAME_LENGTH:
            report.skip(name[:40] + "…", f"a name longer than {NAME_LENGTH} characters")
        elif name in found:
            report.skip(name, "the name is there twice")
        else:
            feature = _feature(raw, name, properties, parent, report)
            if feature:
                found[name] = feature
    return list(found.values())


def _raw_features(path: Path) -> list[Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{path} is not JSON: {error}.") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise BadFile(f"{path} is no GeoJSON FeatureCollection.")
    return features


def _name(properties: Mapping[str, Any], wanted: str) -> str:
    if wanted:
        return _clean(properties.get(wanted))
    lower = {key.lower(): value for key, value in properties.items()}
    return next((name for key in USUAL_NAMES if (name := _clean(lower.get(key)))), "")


def _clean(value: Any) -> str:
    if not isinstance(value, str | int):
        return ""
    return made_fit(str(value))


def _feature(
    raw: Mapping[str, Any], name: str, properties: Mapping[str, Any], parent: str, report: Report
) -> Feature | None:
    try:
        outline = geometry.read_outline(raw.get("geometry"))
    except geometry.BadOutline as error:
        report.skip(name, f"no usable outline: {error}")
        return None
    above = (_clean(properties.get(parent)) if parent in properties else parent) if parent else ""
    return Feature(name, outline, "" if above == name else above)


def import_features(
    city: City,
    features: list[Feature],
    report: Report,
    *,
    steps: Callable[[list[Feature]], Iterable[Feature]] = iter,
) -> None:
    """Make or change the districts of a city; a second run changes nothing.

    `steps` may show the progress. Addresses of districts that are there never change.
    """
    known = {d.name: d for d in District.objects.filter(city=city).select_related("area")}
    parents = _parents(city, features, known, report)
    missing = sorted(set(known) - {feature.name for feature in features} - set(parents))
    for name in missing:
        report.note(name, "is in the database and not in the file; it stays as it is")
    batch: list[Feature] = []
    for feature in steps(features):
        batch.append(feature)
        if len(batch) == BATCH:
            _write(city, batch, known, parents, report)
            batch = []
    _write(city, batch, known, parents, report)
    _connect(city, report)
    services.draw_signs(city=city)


def _parents(
    city: City, features: list[Feature], known: dict[str, District], report: Report
) -> dict[str, District]:
    """Return the districts above others by name; those without a feature are made."""
    own = {feature.name for feature in features}
    for name in dict.fromkeys(f.parent for f in features if f.parent):
        if name not in known and name not in own:
            known[name] = services.create_district(city=city, name=name, draw=False)
            report.tally("districts").new += 1
            report.note(name, "stands above others and has no outline of its own")
    return {name: known[name] for f in features if (name := f.parent) and name in known}


def _write(
    city: City,
    batch: list[Feature],
    known: dict[str, District],
    parents: dict[str, District],
    report: Report,
) -> None:
    with transaction.atomic():
        for feature in batch:
            district = known.get(feature.name)
            parent = parents.get(feature.parent)
            values: dict[str, Any] = {
                "latitude": feature.outline.latitude,
                "longitude": feature.outline.longitude,
                "outline": feature.outline.geojson,
                "schematic": False,
            }
            if parent is not None:
                values["parent"] = parent
            if district is None:
                made = services.create_district(city=city, name=feature.name, draw=False, **values)
                known[feature.name] = made
                report.tally("districts").new += 1
            elif any(getattr(district, name) != value for name, value in values.items()):
                services.update_district(district=district, draw=False, **values)
                report.tally("districts").changed += 1
            else:
                report.tally("districts").unchanged += 1


def _connect(city: City, report: Report) -> None:
    """Reckon who touches whom among the real outlines of a city, level by level of the tree."""
    districts = list(District.objects.filter(city=city, schematic=False).select_related("area"))
    for level in (True, False):
        group = {d.pk: d for d in districts if d.outline and (d.parent_id is None) is level}
        reckoned = geometry.neighbours({pk: d.outline or {} for pk, d in group.items()})
        stored: dict[int, set[int]] = {pk: set() for pk in group}
        table: Any = District.neighbours.through
        rows = table.objects.filter(from_district__in=group, to_district__in=group)
        for one, other in rows.values_list("from_district", "to_district"):
            stored[one].add(other)
        for pk, near in reckoned.items():
            if near != stored[pk]:
                services.set_neighbours(
                    district=group[pk], neighbours=[group[other] for other in near]
                )
                if stored[pk]:
                    report.tally("neighbourhoods").changed += 1
                else:
                    report.tally("neighbourhoods").new += 1
            else:
                report.tally("neighbourhoods").unchanged += 1
