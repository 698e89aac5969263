"""A body of blocks whose migrations do not repeat the definition of every block."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Wagtail's field of blocks, but a changed label of a block is no migration.

    A migration that renames a block or moves its data works on the raw JSON and names the blocks
    itself (`wagtail.blocks.migrations`), so it needs no definitions either.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
