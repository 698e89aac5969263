"""Files of outlines: what cannot be one is refused as a whole, a bad feature by itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from districts.imports.outlines import BadFile, read_features
from districts.imports.report import Report

SQUARE = {"type": "Polygon", "coordinates": [[[9, 48], [9.1, 48], [9.1, 48.1], [9, 48.1], [9, 48]]]}


def written(tmp_path: Path, content: Any) -> Path:
    path = tmp_path / "outlines.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def feature(**properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": SQUARE}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", ""),
        ("{", ""),
        ("[]", "FeatureCollection"),
        ("7", "FeatureCollection"),
        ({"type": "FeatureCollection"}, "FeatureCollection"),
        ({"type": "FeatureCollection", "features": {}}, "FeatureCollection"),
        ({"type": "Topology", "objects": {}}, "TopoJSON"),
        (SQUARE, "Name"),
        ({"type": "GeometryCollection", "geometries": [SQUARE]}, "Name"),
    ],
)
def test_what_is_no_such_file(tmp_path: Path, content: Any, words: str) -> None:
    with pytest.raises(BadFile) as raised:
        read_features(written(tmp_path, content), Report())
    assert words in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        read_features(tmp_path / "none", Report())


@pytest.mark.parametrize(
    ("features", "names"),
    [
        ([feature(name="West")], ["West"]),
        ([feature(name="West"), feature(name="West")], ["West"]),
        ([feature(name="West"), feature(), None, {"type": "Feature"}], ["West"]),
        ([feature(name="x" * 500)], []),
        ([{**feature(name="West"), "geometry": None}], []),
        ([], []),
    ],
)
def test_one_bad_feature_is_no_bad_file(
    tmp_path: Path, features: list[Any], names: list[str]
) -> None:
    content = {"type": "FeatureCollection", "features": features}
    assert [one.name for one in read_features(written(tmp_path, content), Report())] == names


def test_a_single_feature_is_a_file(tmp_path: Path) -> None:
    assert [
        one.name for one in read_features(written(tmp_path, feature(name="West")), Report())
    ] == ["West"]
