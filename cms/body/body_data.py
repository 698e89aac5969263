"""How simple data becomes the blocks of a body: Markdown in, rich text out.

The data is a list of `{"type": …, "value": …}` as in config/demo/README.md. Pure: no database.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from text.markdown import render

Data = Mapping[str, Any]


KINDS = {"hinweis": "note", "tipp": "tip", "achtung": "warning", "warnung": "warning"}
KINDS |= {kind: kind for kind in KINDS.values()}


_EMPTY_TAG = re.compile(r"<(br|hr|img)((?: [^<>]*)?)>")


class UnknownBlock(ValueError):
    """The data names a type of block that cannot be made from simple data."""


def body_from(blocks: Iterable[Data]) -> list[dict[str, Any]]:
    """Return the raw value of a body. Raises `UnknownBlock`."""
    return [
        {"type": block["type"], "value": _value(block), "id": str(uuid.uuid4())} for block in blocks
    ]


def literature_from(entries: Iterable[Data]) -> list[dict[str, Any]]:
    """Return the raw value of a literature list: each entry has `key`, `text` and maybe `url`."""
    return [
        {
            "type": "source",
            "value": {"key": entry["key"], "text": entry["text"], "url": entry.get("url", "")},
            "id": str(uuid.uuid4()),
        }
        for entry in entries
    ]


def announced_from(titles: Iterable[str]) -> list[dict[str, Any]]:
    """Return the raw value of a list of announced parts."""
    return [{"type": "part", "value": title, "id": str(uuid.uuid4())} for title in titles]


def _value(block: Data) -> Any:
    maker = _MAKERS.get(block["type"])
    if maker is None:
        raise UnknownBlock(f"{block['type']!r} is not one of {', '.join(sorted(_MAKERS))}.")
    return maker(block)


def _rich(markdown: str) -> str:
    """Return sanitised HTML; the admin's editor reads it only with its empty tags closed."""
    return _EMPTY_TAG.sub(r"<\1\2/>", render(markdown).html.strip())


def _items(values: Iterable[str]) -> list[dict[str, str]]:
    return [{"type": "item", "value": _rich(value), "id": str(uuid.uuid4())} for value in values]


def _quote(block: Data) -> Data:
    return {"text": str(block["value"]).strip(), "source": block.get("source", "")}


def _callout(block: Data) -> Data:
    return {
        "kind": KINDS.get(block.get("kind", ""), "note"),
        "title": block.get("title", ""),
        "text": _rich(block["value"]),
    }


def _easy_section(block: Data) -> Data:
    return {"heading": block["heading"], "image": None, "text": _rich(block["value"])}


_MAKERS: dict[str, Callable[[Data], Any]] = {
    "heading": lambda block: {"text": block["value"], "level": str(block.get("level", 2))},
    "text": lambda block: _rich(block["value"]),
    "quote": _quote,
    "callout": _callout,
    "easy_section": _easy_section,
    "steps": lambda block: {"title": block.get("title", ""), "steps": _items(block["value"])},
}
