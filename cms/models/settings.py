"""Name, menu, footer and notices of the site, once per language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin

from cms.blocks import LinkBlock, NoticeBlock
from cms.models.streams import BlocksField
from text.name_field import check_model


class SiteSettings(TranslatableMixin, models.Model):
    """What stands around every page. `ensure_site()` makes one for each language."""

    name = models.CharField(_("name of the site"), max_length=60)
    tagline = models.CharField(_("line below the name"), max_length=120, blank=True)
    logo = models.ForeignKey(
        "pictures.Picture",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("A square image; without one the site shows its own mark."),
    )
    menu = BlocksField(
        [("link", LinkBlock())],
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("Five entries are easy to take in. Empty shows the usual menu."),
    )
    footer = models.TextField(_("text in the footer"), blank=True, max_length=600)
    footer_menu = BlocksField(
        [("link", LinkBlock())],
        verbose_name=_("more links in the footer"),
        blank=True,
        help_text=_("The legal pages are always there and need not be listed."),
    )
    notices = BlocksField(
        [("notice", NoticeBlock())], verbose_name=_("notices on every page"), blank=True
    )
    operator = models.CharField(_("operator"), max_length=160, blank=True)
    operator_mail = models.EmailField(_("mail address of the operator"), blank=True)
    comment_question = models.CharField(
        _("question to guests who comment"),
        max_length=160,
        blank=True,
        help_text=_("People here know the answer, programs do not. Empty asks something simple."),
    )
    comment_answers = models.CharField(
        _("right answers"),
        max_length=200,
        blank=True,
        help_text=_("Separated by commas; capital letters do not matter."),
    )
    is_demo = models.BooleanField(
        _("show that this is example content"), default=False, editable=False
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("logo")], _("Who we are")
        ),
        MultiFieldPanel([FieldPanel("operator"), FieldPanel("operator_mail")], _("Operator")),
        FieldPanel("menu"),
        FieldPanel("footer"),
        FieldPanel("footer_menu"),
        FieldPanel("notices"),
        MultiFieldPanel(
            [FieldPanel("comment_question"), FieldPanel("comment_answers")], _("Comments")
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["locale"], name="cms_sitesettings_one_per_locale"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.locale})"

    def clean(self) -> None:
        super().clean()
        check_model(self, "name", "tagline", "operator", "comment_question", "comment_answers")
