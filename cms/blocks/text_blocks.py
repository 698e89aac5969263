"""Blocks made of words: heading, text, quote, call-out, steps."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from cms.blocks.titles import TitleBlock
from cms.body.object_links import pinned, typed, without_forged_links
from text.slugs import slugify

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
TEXT_HELP = _(
    "To link to an article, a project, an actor or a date, paste its address: the link follows "
    "when it moves."
)
SMALL_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class WordsBlock(blocks.RichTextBlock):
    """Rich text whose links to articles, projects, actors and dates last when those move."""

    def value_for_form(self, value: RichText) -> str:
        return typed(value.source)

    def value_from_form(self, value: str) -> RichText:
        return RichText(pinned(without_forged_links(value)))


class HeadingValue(blocks.StructValue):
    """A heading with the id that links into the page can name."""

    @property
    def anchor(self) -> str:
        return slugify(self["text"], max_length=60, fallback="abschnitt")


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is the only one of the first level."""

    text = TitleBlock(label=_("Heading"), max_length=160)
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Sub-section"))],
        default="2",
        label=_("Level"),
        search_index=False,
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section. Headings help readers to find what they need.")
        help_text = _("Say what the section is about; a question is fine.")
        template = "cms/blocks/heading.html"
        value_class = HeadingValue
        preview_value = {"text": "So fängt es an", "level": "2"}


class TextBlock(WordsBlock):
    """Running text."""

    def __init__(self, **kwargs):
        super().__init__(**{"features": TEXT_FEATURES, "help_text": TEXT_HELP, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "cms/blocks/text.html"
        preview_value = "<p>Kurze Sätze. Ein Gedanke je Absatz.</p>"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Quotation"))
    source = TitleBlock(label=_("Who said it, and where"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of somebody else, with their source.")
        help_text = _("Quote exactly, and say who said it.")
        template = "cms/blocks/quote.html"
        preview_value = {"text": "Erst zuhören, dann planen.", "source": "Leitsatz einer Runde"}


class CalloutBlock(blocks.StructBlock):
    """A box that stands out."""

    kind = blocks.ChoiceBlock(
        choices=[("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning"))],
        default="note",
        label=_("Kind"),
        search_index=False,
    )
    title = TitleBlock(label=_("Title"), required=False, max_length=120)
    text = WordsBlock(label=_("Text"), features=SMALL_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        description = _("A note, a tip or a warning in a box. Rarely is more than one needed.")
        help_text = _("One box on a page is seen, three are not.")
        template = "cms/blocks/callout.html"
        preview_value = {"kind": "tip", "title": "", "text": "<p>Fangen Sie klein an.</p>"}


class StepsBlock(blocks.StructBlock):
    """What to do, one after the other."""

    title = TitleBlock(label=_("Title"), required=False, max_length=120)
    steps = blocks.ListBlock(
        WordsBlock(features=["bold", "italic", "link"], label=_("Step")), min_num=1
    )

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("A numbered list of things to do. One action per step.")
        help_text = _("Begin each step with what is to be done.")
        template = "cms/blocks/steps.html"
        preview_value = {
            "title": "In drei Schritten",
            "steps": ["<p>Raum finden</p>", "<p>Einladen</p>", "<p>Anfangen</p>"],
        }
