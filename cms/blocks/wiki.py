"""A passage of the wiki, pinned to the version its editor has read."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.body import wiki_passages
from text.identity import same
from wiki.models import Article


class ArticleChooserBlock(blocks.ChooserBlock):
    """Chooses an article with the wiki's own chooser."""

    target_model = Article

    @cached_property
    def widget(self) -> Any:
        from wiki.admin import article_chooser  # the admin needs the models, which hold this block

        return article_chooser.widget_class()

    def render_basic(self, value: Article | None, context: object = None) -> SafeString:
        """Name it as its chooser does; by this two versions of a page are compared."""
        return conditional_escape(self.widget.get_display_title(value) if value else "")


class WikiPassageBlock(blocks.StructBlock):
    """An article, or one section of it. Without a number the published version is pinned."""

    article = ArticleChooserBlock(label=_("Article"))
    section = blocks.CharBlock(
        label=_("Section"),
        required=False,
        max_length=200,
        search_index=False,
        help_text=_("The heading of a section. Empty shows the whole article."),
    )
    number = blocks.IntegerBlock(
        label=_("Version"),
        required=False,
        min_value=1,
        search_index=False,
        help_text=_("Empty takes the version that is public now. Empty it again to take a newer."),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        article = cleaned["article"]
        if article is None:
            return cleaned  # a draft is saved by itself before everything is chosen
        cleaned["number"] = cleaned["number"] or article.published_number
        if wiki_passages.passage(article=article.pk, number=cleaned["number"]) is None:
            refusal = ValidationError(_("There is no public version of this number."))
            raise _error("number", refusal)
        titles = wiki_passages.section_titles(article)
        wanted = cleaned["section"]
        if wanted and not any(same(title, wanted) for title in titles):
            listed = ", ".join(titles) or "–"
            message = _("The article has these sections: %(titles)s") % {"titles": listed}
            raise _error("section", ValidationError(message))
        return cleaned

    def get_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        article = value["article"]
        found = (parent_context or {}).get("sample_passage")
        if article is not None and value["number"]:
            found = wiki_passages.passage(
                article=article.pk, number=value["number"], section=value["section"] or ""
            )
        return {**context, "passage": found}

    def get_preview_context(
        self, value: blocks.StructValue, parent_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        return {**(parent_context or {}), "sample_passage": wiki_passages.SAMPLE}

    class Meta:
        icon = "doc-full-inverse"
        label = _("Passage of the wiki")
        description = _("Shows what residents have written, with their names and the version.")
        help_text = _("Your page keeps this version. A notice tells readers when there is a newer.")
        preview_value = {"article": None, "section": "", "number": None}
        group = _("What the districts know")
        template = "cms/blocks/wiki_passage.html"


def _error(field: str, refusal: ValidationError) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: refusal})
