"""Entries of menu, footer and notices."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.titles import TitleBlock

OWN_PATH = RegexValidator(
    r"^/(?![/\\])[^\s\\]*$", _("Begin with one slash, for example /projekte/.")
)


def is_own_path(path: str) -> bool:
    """Say whether this may be an address of this site."""
    try:
        OWN_PATH(path)
    except ValidationError:
        return False
    return True


class LinkBlock(blocks.StructBlock):
    """Leads to a page or to an address of this site.

    An address is written without language prefix; it gets the one of its readers.
    """

    title = TitleBlock(label=_("Words of the link"), required=False, max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    path = blocks.CharBlock(
        label=_("or address on this site"), required=False, max_length=200, validators=[OWN_PATH]
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["path"]):
            error = ValidationError(_("Choose a page or give an address, one of the two."))
            raise StructBlockValidationError(block_errors={"page": error})
        if cleaned["path"] and not cleaned["title"]:
            error = ValidationError(_("An address needs words to show."))
            raise StructBlockValidationError(block_errors={"title": error})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")


class NoticeBlock(blocks.StructBlock):
    """A line under the header of every page, for as long as it matters."""

    text = TitleBlock(label=_("Text"), max_length=250)
    kind = blocks.ChoiceBlock(
        choices=[("note", _("Note")), ("warning", _("Warning"))],
        default="note",
        label=_("Kind"),
    )
    link = blocks.CharBlock(
        label=_("Address on this site"), required=False, max_length=200, validators=[OWN_PATH]
    )
    link_text = TitleBlock(label=_("Words of the link"), required=False, max_length=60)
    until = blocks.DateBlock(label=_("Show until, inclusive"), required=False)

    class Meta:
        icon = "warning"
        label = _("Notice")
