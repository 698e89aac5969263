"""Tags of the editorial templates."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.body import citations
from cms.body.glossary import GlossaryWord, explained
from cms.body.object_links import addressed
from cms.body.renditions import pictures_of
from cms.models import BasePage, GlossaryTerm
from text.captured import data_block

register = template.Library()


@register.simple_tag(takes_context=True)
def page_body(context: template.Context, page: BasePage) -> SafeString:
    """Render the blocks of a page: links by what they lead to, citations by its literature.

    Without Wagtail's wrapper around each block, which would cut running text into boxes. In easy
    language hard words are explained below the block that uses them first.
    """
    around = context.flatten()
    pictures_of(page)
    blocks = [block.render_as_block(around) for block in page.body]
    if page.is_easy_language:
        blocks = [_with_words(html, words) for html, words in explained(blocks, _words())]
    html = addressed("".join(blocks))
    return mark_safe(citations.linked(html, context.get("literature") or ()))


def _words() -> list[GlossaryWord]:
    return [
        GlossaryWord(tuple(term.spellings), term.explanation) for term in GlossaryTerm.objects.all()
    ]


def _with_words(html: str, words: list[GlossaryWord]) -> str:
    return html + (render_to_string("cms/_words.html", {"words": words}) if words else "")


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString:
    """Write schema.org data; a data block, which the content policy lets pass unexecuted."""
    site = context.get("site")
    return data_block(context["shown"].structured(site.name if site else ""))
