"""What a series or an article refers to."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.titles import TitleBlock
from cms.body.web_addresses import WebAddressBlock

KEY = r"[A-Za-z0-9][A-Za-z0-9_:-]{0,39}"


class LiteratureBlock(blocks.StructBlock):
    """One work, cited in the text by its key: `[@key]`."""

    key = blocks.CharBlock(
        label=_("Key"),
        help_text=_("Cite it in the text as [@key]."),
        max_length=40,
        validators=[RegexValidator(f"^{KEY}$", _("Letters, digits, hyphens, no blanks."))],
    )
    text = blocks.TextBlock(
        label=_("Source"), help_text=_("Author, title, place and year, as it shall be printed.")
    )
    url = WebAddressBlock(label=_("Address"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Source")
        description = _("One work of the literature list.")
        preview_value = {"key": "beispiel", "text": "Beispiel, Bea: Nachbarschaft. Stuttgart 2020."}


class ReadingListBlock(blocks.StructBlock):
    """Works to read on with, where a page has no literature list of its own."""

    title = TitleBlock(label=_("Heading"), required=False, max_length=120)
    sources = blocks.ListBlock(LiteratureBlock(), label=_("Sources"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Literature")
        description = _("A list of works to read on with.")
        help_text = _("Series, articles and theme pages have their own list, which can be cited.")
        template = "cms/blocks/literature.html"
        preview_value = {
            "title": "Zum Weiterlesen",
            "sources": [{"key": "a", "text": "Beispiel, Bea: Nachbarschaft.", "url": ""}],
        }
