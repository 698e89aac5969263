"""How does a piece of a text read where somebody compares it with another one?

As on its page, but nothing leads away and nothing is hidden: behind the words of a link stands
where it leads, a picture is its words and its address, and a heading is none of the page that
compares.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from html import escape, unescape

from django.utils.translation import gettext as _

from text.excerpted import Surroundings, is_delimiter
from text.gone_pictures import gone_among, without_gone
from text.html_ids import without_ids
from text.pictures import ALT, CAPTION, NUMBER, PLACE
from text.rendering import SECONDS, render_safely
from text.wikilinks import LinkTarget, WikiLink

_HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.DOTALL)
_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')
_PLACE = re.compile(rf'<div [^>]*class="{PLACE}"[^>]*></div>')
_BOX = re.compile(r'<div class="table-scroll"[^>]*>\s*(<table>.*?</table>)\s*</div>', re.DOTALL)
_HEAD_ROW = re.compile(r"<thead>.*?</thead>\s*", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_ANY_TAG = re.compile(r"<[^>]*>")
#: Stands for where a wiki link leads until that is written behind its words; no text can say it.
_WIKI = f"#{secrets.token_hex(8)}-"
#: Marks of footnotes lead within the text: their address says nothing.
_FOOTNOTES = re.compile(r"#fn(?:ref)?\d+(?::\d+)?")


def piece_html(
    piece: str, around: Surroundings, *, with_heading: bool = True, seconds: float = SECONDS
) -> str:
    """Return sanitised HTML of a piece; with_heading: a row shows what its cells are, too.

    What reads as nothing (the line below the heading of a table) is shown as it is written.
    `seconds` bounds a heavy piece, as for ``text.rendering.render_safely``.
    """
    wiki: list[str] = []

    def named(links: Sequence[WikiLink]) -> Mapping[WikiLink, LinkTarget]:
        start = len(wiki)
        wiki.extend(link.target for link in links)
        return {link: LinkTarget(f"{_WIKI}{start + n}") for n, link in enumerate(links)}

    def shown_link(match: re.Match[str]) -> str:
        address, words = unescape(match[1]), match[2]
        number = address.removeprefix(_WIKI).partition("#")[0]
        if address.startswith(_WIKI) and number.isdigit() and int(number) < len(wiki):
            address = wiki[int(number)]
        said = unescape(_ANY_TAG.sub("", words)).strip()
        if _FOOTNOTES.fullmatch(address):
            return words
        if said in (address, address.removeprefix("mailto:"), address.removeprefix("https://")):
            return f"<u>{words}</u>"
        return f"<u>{words}</u> <small>({escape(address, quote=False)})</small>"

    if is_delimiter(piece):
        return as_written(piece)
    html = without_ids(render_safely(around.completed(piece), links=named, seconds=seconds).html)
    html = _PLACE.sub(_place_in_words, html)
    html = _PICTURE.sub(_as_words, html)
    html = _HEADING.sub(r"<p><strong>\1</strong></p>", html)
    html = _LINK.sub(shown_link, html)
    if not with_heading:
        html = _BOX.sub(r"\1", html)
        html = _HEAD_ROW.sub("", html) if around.is_table else html
    html = html.strip()
    return html if _ANY_TAG.sub("", html).strip() else as_written(piece)


def as_written(piece: str) -> str:
    """Return a piece as it is written, markup and all; of gone pictures nothing is said."""
    return f"<pre>{escape(without_gone(piece), quote=False)}</pre>"


def _as_words(match: re.Match[str]) -> str:
    return _picture(unescape(match[2]), match[1])


def _place_in_words(match: re.Match[str]) -> str:
    """Return what a text says of a picture of this site; what its record says is not known here.

    Of one that was hidden or deleted nothing is said.
    """
    said = dict(_ATTRIBUTE.findall(match[0]))
    words = ", ".join(unescape(said[name]) for name in (ALT, CAPTION) if said.get(name))
    if gone_among({int(said[NUMBER])}):
        words = ""
    return f"<p>{_picture(words, f'/bilder/{said[NUMBER]}/')}</p>"


def _picture(words: str, address: str) -> str:
    said = _("Picture: %(words)s") % {"words": words} if words else _("Picture")
    return f"{escape(said, quote=False)} <small>({address})</small>"
