"""The bare words of a page, for search, readability and feeds."""

from collections.abc import Iterable, Iterator

from wagtail.blocks import StreamValue

from cms.models import BasePage


def plain_text_of(page: BasePage) -> str:
    """Return introduction, body and literature as plain text, one block a paragraph."""
    parts = [page.intro]
    for name in ("body", "literature"):
        stream = getattr(page, name, None)
        parts += stream.stream_block.get_searchable_content(stream) if stream else []
    announced = getattr(page, "announced", None) or ()
    parts += [str(block.value) for block in announced]
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


def headings_of(page: BasePage) -> tuple[str, ...]:
    """Return the headings inside the body."""
    return tuple(_headings(getattr(page, "body", None) or ()))


def _headings(body: Iterable[StreamValue.StreamChild]) -> Iterator[str]:
    for block in body:
        if block.block_type == "heading":
            yield block.value["text"]
        elif block.block_type == "steps" and block.value["title"]:
            yield block.value["title"]
