"""Blocks that show a file: image with licence, download."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from cms.blocks.shown import ShownPicturesBlock, is_shown
from cms.blocks.titles import TitleBlock


class PictureBlock(ShownPicturesBlock):
    """An image; who made it and its licence come from the image itself."""

    image = ImageBlock(label=_("Image"))
    caption = TitleBlock(label=_("Caption"), required=False, max_length=250)

    def render(self, value: blocks.StructValue, context: Mapping[str, Any] | None = None) -> str:
        """Leave out the caption of what is hidden, too."""
        return super().render(value, context) if is_shown(value["image"]) else ""

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        return super().get_searchable_content(value) if is_shown(value["image"]) else []

    def get_preview_value(self) -> Any:
        """Show the newest image of the site; without any a drawing stands for it."""
        from pictures.models import Picture  # the models hold this block

        picture = Picture.objects.live().exclude(description="").order_by("-pk").first()
        if picture is not None:
            picture.contextual_alt_text, picture.decorative = picture.description, False
        return self.normalize({"image": picture, "caption": "Am Bach, im Mai"})

    def get_preview_template(
        self, value: blocks.StructValue, context: Mapping[str, Any] | None = None
    ) -> str:
        return self.DEFAULT_PREVIEW_TEMPLATE if value["image"] else "cms/blocks/image_sample.html"

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with its alternative text, caption, author and licence.")
        help_text = _("Say in the description what somebody who cannot see it needs to know.")
        template = "cms/blocks/image.html"


class DownloadBlock(blocks.StructBlock):
    """A document to take along."""

    document = DocumentChooserBlock(label=_("Document"))
    title = TitleBlock(label=_("Title"), required=False, max_length=160)
    description = blocks.TextBlock(label=_("What is in it"), required=False)

    def get_preview_value(self) -> Any:
        """Show a document that is none."""
        document = SimpleNamespace(
            title="Leitfaden", url="#", file_extension="pdf", file=SimpleNamespace(size=420_000)
        )
        value = {"document": None, "title": "", "description": "So fängt ein Runder Tisch an."}
        normal = self.normalize(value)
        normal["document"] = document
        return normal

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A document with its kind and size, so that readers know what to expect.")
        help_text = _("Say what is in it, so that nobody has to open it in vain.")
        template = "cms/blocks/download.html"
