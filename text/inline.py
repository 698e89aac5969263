"""How are the short texts of people shown, in entries of lists and in comments?

They pass the same step before Markdown as articles, and the same Markdown without what needs a
page of its own: no footnotes, call-outs, images or ids; pictures that residents gave are figures in
entries, and links elsewhere. The HTML is made when a page is shown; the last few hundred texts are
remembered.
"""

from __future__ import annotations

import logging
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from text.bullets import without_bullet
from text.links import place_links
from text.markdown import boxed, place_tables
from text.parser import words_parser
from text.pictures import place_pictures
from text.plain import plain_text
from text.sanitise import clean_article
from text.weight import is_light

register = template.Library()

_log = logging.getLogger(__name__)


@register.filter
def written(source: object, top_level: int = 3) -> SafeString:
    """Show what somebody has written; the highest heading in it has this level.

    A text that is too heavy to be read in passing is shown as it was typed.
    """
    return mark_safe(_html(str(source or ""), top_level))


@register.filter
def written_with_pictures(source: object, top_level: int = 3) -> SafeString:
    """Show the same with a place for each picture that stands alone (`text.pictures`).

    Whoever shows the page fills the places.
    """
    return mark_safe(_html(str(source or ""), top_level, pictures=True))


@register.filter
def in_words(source: object) -> str:
    """Return the bare words of a short text, for lists, search, calendars and mails."""
    return _plain(str(source or ""))


def in_lines(source: object) -> str:
    """Return the words of a text whose lists stay lists, where there is nothing but plain text."""
    return _plain(str(source or ""), bullets=True)


@register.filter
def amount(euros: Decimal | float) -> str:
    """Show an amount of euros without cents where there are none."""
    return number_format(euros, 0 if euros == int(euros) else 2, force_grouping=True)


@register.filter
def as_item(line: str, number: int = 0) -> str:
    """Show a line as an item of a list, without the sign or number that it was pasted with."""
    return without_bullet(line, number)


@lru_cache(maxsize=512)
def _html(source: str, top_level: int, *, pictures: bool = False) -> str:
    if is_light(source):
        try:
            return _rendered(source, top_level, pictures=pictures)
        except Exception:  # No text is an error: its reader gets it as it was typed.
            _log.exception("a text could not be rendered")
    return linebreaks(source, autoescape=True)


@lru_cache(maxsize=512)
def _plain(source: str, *, bullets: bool = False) -> str:
    if is_light(source):
        try:
            return plain_text(words_parser().parse(source, {}), bullets=bullets)
        except Exception:  # As above.
            _log.exception("a text could not be read")
    return source


def _rendered(source: str, top_level: int, *, pictures: bool) -> str:
    parser = words_parser()
    tokens = parser.parse(source, {})
    tokens = place_pictures(tokens) if pictures else tokens
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    shift = top_level - min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
    # Nobody has looked at who wrote it: search engines need not follow.
    place_links(tokens, {}, nofollow=True)
    place_tables(tokens)
    return clean_article(parser.renderer.render(boxed(tokens), parser.options, {}))
