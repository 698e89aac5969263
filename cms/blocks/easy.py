"""The one block that texts in easy language are made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.blocks.drawings import drawings
from cms.blocks.shown import ShownPicturesBlock
from cms.blocks.text_blocks import WordsBlock
from cms.blocks.titles import TitleBlock
from text.slugs import slugify


class EasySectionValue(blocks.StructValue):
    """A section with the id that links into the page can name."""

    @property
    def anchor(self) -> str:
        return slugify(self["heading"], max_length=60, fallback="abschnitt")


class EasySectionBlock(ShownPicturesBlock):
    """A heading, a picture or a drawing that says the same, and short sentences, one to a line."""

    heading = TitleBlock(
        label=_("Heading"), max_length=120, help_text=_("A question is a good heading.")
    )
    image = ImageBlock(label=_("Picture"), required=False)
    drawing = blocks.ChoiceBlock(
        label=_("Drawing"),
        choices=drawings,
        required=False,
        help_text=_("Stands there where no picture is chosen."),
    )
    text = WordsBlock(
        label=_("Sentences"),
        features=["bold", "ul", "link"],
        required=False,
        help_text=_("One thought to a sentence, one sentence to a line."),
    )

    class Meta:
        icon = "glasses"
        label = _("Section in easy language")
        group = _("Easy language")
        description = _("Heading, picture and short sentences.")
        help_text = _("One idea to a section, and a picture that shows it.")
        template = "cms/blocks/easy_section.html"
        value_class = EasySectionValue
        preview_value = {
            "heading": "Was ist ein Runder Tisch?",
            "drawing": "runder-tisch",
            "text": "<p>Viele Menschen treffen sich.</p><p>Sie reden über ihren Stadt-Bezirk.</p>",
        }
