"""Blocks with a picture, which show nothing in its place once it is hidden.

Editors keep it in their form: whoever shows the picture again finds it where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail import blocks


def is_shown(part: object) -> bool:
    """Say whether readers may see a part of a block; only pictures can be hidden."""
    return bool(getattr(part, "is_public", True))


def without_hidden(value: blocks.StructValue) -> blocks.StructValue:
    """Return the value of a block as readers get it: without pictures that are not public."""
    hidden = [name for name, part in value.items() if not is_shown(part)]
    if not hidden:
        return value
    shown = {name: None if name in hidden else part for name, part in value.items()}
    return type(value)(value.block, shown.items())


class ShownPicturesBlock(blocks.StructBlock):
    """A block in whose template and words a hidden picture is none."""

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(
            without_hidden(value), parent_context=parent_context
        )
        return context

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        found: list[str] = super().get_searchable_content(without_hidden(value))
        return found
