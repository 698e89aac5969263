"""Does a value keep to a JSON schema? The part of JSON Schema that our description uses.

A keyword that is not known here is a fault as well: nothing is passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat}
#: Words for people; they ask for nothing.
WORDS = {"title", "description", "example", "examples", "default"}
KNOWN = WORDS | {"$ref", "type", "properties", "required", "items", "enum", "const", "anyOf"}
KNOWN |= {"additionalProperties", "format", "minimum", "maximum", "maxLength"}


def faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """Return in what a value differs from a schema; `whole` is what references point into."""
    return list(_faults(value, schema, whole, at or "$"))


def _faults(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str) -> Iterator[str]:
    if unknown := set(schema) - KNOWN:
        yield f"{at}: unknown keywords {sorted(unknown)}"
    if "$ref" in schema:
        yield from _faults(value, resolved(schema["$ref"], whole), whole, at)
    if "anyOf" in schema:
        tried = [faults(value, each, whole, at) for each in schema["anyOf"]]
        if all(tried):
            yield f"{at}: none of {len(tried)} kinds: {min(tried, key=len)}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    yield from _kind(value, schema, at)
    if isinstance(value, dict):
        yield from _fields(value, schema, whole, at)
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _faults(each, schema.get("items", {}), whole, f"{at}[{number}]")


def _kind(value: Any, schema: dict[str, Any], at: str) -> Iterator[str]:
    wanted = schema.get("type")
    if wanted:
        fits = isinstance(value, TYPES[wanted])
        if not fits or (isinstance(value, bool) and wanted != "boolean"):
            yield f"{at}: {value!r} is no {wanted}"
            return
    if "format" in schema and isinstance(value, str):
        try:
            FORMATS[schema["format"]](value)
        except ValueError:
            yield f"{at}: {value!r} is no {schema['format']}"
    for name, wrong in (("minimum", lambda n: value < n), ("maximum", lambda n: value > n)):
        if name in schema and wrong(schema[name]):
            yield f"{at}: {value!r} is beyond the {name}"
    if "maxLength" in schema and len(value) > schema["maxLength"]:
        yield f"{at}: too long"


def _fields(
    value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: {name} is missing"
    more = schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in known:
            yield from _faults(each, known[name], whole, f"{at}.{name}")
        elif more is False:
            yield f"{at}: {name} is not described"
        elif isinstance(more, dict):
            yield from _faults(each, more, whole, f"{at}.{name}")


def resolved(reference: str, whole: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference within the document points to."""
    found: Any = whole
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)
