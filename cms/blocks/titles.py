"""A block for a title or another single line, under the one rule for names (`text.names`)."""

from wagtail import blocks

from text import name_field


class TitleBlock(blocks.CharBlock):
    """One visible line. An older one that is none is refused when it is next saved by hand."""

    def clean(self, value: object) -> str:
        """Return it put right; `ValidationError` says why it is no title."""
        return name_field.checked(super().clean(value) or "")
