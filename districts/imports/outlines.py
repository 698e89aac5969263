"""Districts with their outlines from GeoJSON.

Errors: `BadFile` (nothing was written). What is wrong with a single feature is reported, not
fatal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from districts import services
from districts.imports.foreign_words import without_markup
from districts.imports.report import Report
from districts.map import geometry
from districts.map.foreign_shapes import BadOutline
from districts.models import City, District
from text import files
from text.identity import words_of
from text.names import made_fit

BATCH = 50
NAME_LENGTH = 120
#: Properties that data sets use for the name, tried where the wanted one is missing.
USUAL_NAMES = ("name", "stadtteil", "stadtbezirk", "bezeichnung", "gen", "ortsteil")
#: Names of properties that are listed where none of them is the name of the district.
MOST_PROPERTIES = 12


class BadFile(ValueError):
    """The file is no collection of features."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One district of the file: its name, its outline, and the name of the one above it."""

    name: str
    outline: geometry.Outline
    parent: str = ""


@dataclass(slots=True)
class _Rows:
    """All rows of one name: districts of several parts often come with a row for each."""

    name: str
    parent: str
    shapes: list[geometry.Outline] = field(default_factory=list)

    def feature(self) -> Feature:
        outline = self.shapes[0]
        if len(self.shapes) > 1:
            parts = [shape.geojson for shape in self.shapes]
            outline = geometry.read_outline({"type": "GeometryCollection", "geometries": parts})
        return Feature(self.name, outline, self.parent)


def read_features(
    path: Path, report: Report, *, name_property: str = "", parent: str = ""
) -> list[Feature]:
    """Read a file; features that cannot be used are noted in the report.

    `parent` is a property that names the district above, or that district's own name. Several rows
    of one name are one district of several parts. Raises `BadFile`.
    """
    found: dict[str, _Rows] = {}
    for number, raw in enumerate(_raw_features(path), start=1):
        label = _("feature %(number)s") % {"number": number}
        properties = raw.get("properties") if isinstance(raw, dict) else None
        if not isinstance(properties, dict):
            report.skip(label, _("has no properties"))
            continue
        name = _name(properties, name_property)
        if not name:
            report.skip(label, _("has no name, only: %(listed)s") % {"listed": _listed(properties)})
        elif len(name) > NAME_LENGTH:
            words = {"number": NAME_LENGTH}
            report.skip(name[:40] + "…", _("has a name longer than %(number)s characters") % words)
        else:
            _take(found, raw, name, _parent(properties, parent, name), report)
    return [rows.feature() for rows in found.values()]


def _take(
    found: dict[str, _Rows], raw: Mapping[str, Any], name: str, parent: str, report: Report
) -> None:
    try:
        outline = geometry.read_outline(raw.get("geometry"))
    except BadOutline as error:
        report.skip(name, _("has no usable outline: %(error)s") % {"error": error})
        return
    rows = found.setdefault(words_of(name), _Rows(name, parent))
    if words_of(rows.parent) != words_of(parent):
        report.skip(name, _("is there twice, below different districts"))
        return
    rows.shapes.append(outline)
    if len(rows.shapes) > 1:
        report.note(name, _("is there more than once; its outlines were joined"))


def _raw_features(path: Path) -> list[Any]:
    try:
        data = files.json_of(path)
    except files.Unreadable as error:
        raise BadFile(str(error)) from error
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "Feature":
        return [data]
    features = data.get("features") if isinstance(data, dict) else None
    if isinstance(features, list):
        return features
    if kind in ("Polygon", "MultiPolygon", "GeometryCollection"):
        raise BadFile(
            _("%(path)s holds a shape without a name; districts are Features with a name.")
            % {"path": path}
        )
    if kind == "Topology":
        raise BadFile(_("%(path)s is TopoJSON; please save it as GeoJSON.") % {"path": path})
    raise BadFile(_("%(path)s is no GeoJSON FeatureCollection.") % {"path": path})


def _name(properties: Mapping[str, Any], wanted: str) -> str:
    if wanted:
        return _clean(properties.get(wanted))
    lower = {key.lower(): value for key, value in properties.items()}
    return next((name for key in USUAL_NAMES if (name := _clean(lower.get(key)))), "")


def _clean(value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return made_fit(without_markup(str(value)))


def _listed(properties: Mapping[str, Any]) -> str:
    keys = sorted(made_fit(key, "?")[:40] for key in properties)
    more = "…" if len(keys) > MOST_PROPERTIES else ""
    return ", ".join(keys[:MOST_PROPERTIES]) + more or "–"


def _parent(properties: Mapping[str, Any], parent: str, name: str) -> str:
    above = (_clean(properties.get(parent)) if parent in properties else parent) if parent else ""
    return "" if words_of(above) == words_of(name) else above[:NAME_LENGTH].strip()


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
    rows = District.objects.filter(city=city).select_related("area")
    known = {words_of(district.name): district for district in rows}
    _make_parents(city, features, known, report)
    wanted = {words_of(name) for feature in features for name in (feature.name, feature.parent)}
    for key in sorted(set(known) - wanted):
        report.note(known[key].name, _("is on the site and not in the file; it stays as it is"))
    batch: list[Feature] = []
    for feature in steps(_parents_first(features, report)):
        batch.append(feature)
        if len(batch) == BATCH:
            _write(city, batch, known, report)
            batch = []
    _write(city, batch, known, report)
    _connect(city, report)
    services.draw_signs(city=city)


def _make_parents(
    city: City, features: list[Feature], known: dict[str, District], report: Report
) -> None:
    """Make the districts above others that have no feature of their own."""
    own = {words_of(feature.name) for feature in features}
    for name in dict.fromkeys(f.parent for f in features if f.parent):
        if words_of(name) not in known and words_of(name) not in own:
            known[words_of(name)] = services.create_district(city=city, name=name, draw=False)
            report.tally("districts").new += 1
            report.note(name, _("stands above others and has no outline of its own"))


def _parents_first(features: list[Feature], report: Report) -> list[Feature]:
    """Return the features so that each comes after the one above it; circles are cut open."""
    waiting = {words_of(feature.name): feature for feature in features}
    ordered: list[Feature] = []
    while waiting:
        free = [key for key, feature in waiting.items() if words_of(feature.parent) not in waiting]
        if not free:
            key, feature = next(iter(waiting.items()))
            report.note(feature.name, _("stands above itself; it is taken in without a parent"))
            waiting[key] = replace(feature, parent="")
            continue
        ordered += [waiting.pop(key) for key in free]
    return ordered


def _write(city: City, batch: list[Feature], known: dict[str, District], report: Report) -> None:
    with transaction.atomic():
        for feature in batch:
            district = known.get(words_of(feature.name))
            parent = known.get(words_of(feature.parent))
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
                known[words_of(feature.name)] = made
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
