"""A video that asks nobody for anything until the reader wants it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from cms.blocks.shown import ShownPicturesBlock
from cms.blocks.text_blocks import WordsBlock
from cms.blocks.titles import TitleBlock
from cms.body import videos
from cms.body.web_addresses import WebAddressBlock


class VideoBlock(ShownPicturesBlock):
    """A video of a foreign host with our own still; its player loads after a click only."""

    url = WebAddressBlock(label=_("Address"), help_text=_("A video on YouTube or Vimeo."))
    title = TitleBlock(label=_("Title"), max_length=160)
    still = ImageBlock(label=_("Still"), required=False)
    transcript = WordsBlock(
        label=_("What is said and shown"),
        required=False,
        features=["bold", "ul", "link"],
        help_text=_("For everybody who cannot see or hear it, and for search."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        # A draft is saved by itself before everything is typed.
        if cleaned["url"] and videos.parse(cleaned["url"]) is None:
            error = ValidationError(videos.NO_VIDEO)
            raise StructBlockValidationError(block_errors={"url": error})
        return cleaned

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "video": videos.parse(value["url"] or "")}

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video of another host; nothing is loaded until the reader agrees.")
        help_text = _("Write down what is said: many people read it instead.")
        template = "cms/blocks/video.html"
        preview_value = {
            "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
            "title": "Ein Nachmittag im Repair-Café",
            "transcript": "<p>Menschen reparieren zusammen.</p>",
        }
