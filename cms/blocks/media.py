"""Blocks that show a file: image with licence, download."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """An image; who made it and its licence come from the image itself."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with its alternative text, caption, author and licence.")
        template = "cms/blocks/image.html"


class DownloadBlock(blocks.StructBlock):
    """A document to take along."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    description = blocks.TextBlock(label=_("What is in it"), required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A document with its kind and size, so that readers know what to expect.")
        template = "cms/blocks/download.html"
