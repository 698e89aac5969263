"""Which Markdown do we speak?

CommonMark with tables, strikethrough, task lists, footnotes, definition lists, call-outs and wiki
links, lenient with those who do not know it (``text.leniency``); bare addresses become links. Raw
HTML is shown as text. A parser is not safe to share between
threads (its link finder keeps state), so every thread has its own.
"""

from __future__ import annotations

import re
import threading

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin

from text.callouts import callouts_plugin
from text.footnotes import footnotes_plugin
from text.leniency import leniency_plugin
from text.pictures import own_picture_rule
from text.sanitise import URL_SCHEMES
from text.storable import storable
from text.tasks import tasks_plugin
from text.wikilinks import wikilinks_plugin

_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
# What follows "www.": a host with a dot in it, then perhaps a path that ends in no full stop; its
# brackets come in pairs.
_PAIR = r"\([^\s<>\"'()]*\)"
_WWW = re.compile(
    r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}\b"
    rf"(?:[/?#](?:(?:[^\s<>\"'()]|{_PAIR})*(?:[\w/=#]|{_PAIR}))?)?",
    re.IGNORECASE,
)
_threads = threading.local()


def product_parser() -> MarkdownIt:
    """Return this thread's parser as the product uses it."""
    parser: MarkdownIt | None = getattr(_threads, "parser", None)
    if parser is None:
        parser = _threads.parser = _lenient()
    return parser


def _lenient() -> MarkdownIt:
    parser = make_parser()
    # The parser asks this of every address; what is refused stays text.
    setattr(parser, "validateLink", is_allowed_address)  # noqa: B010
    parser.linkify = _LinkFinder()
    parser.options["linkify"] = True
    parser.enable("linkify")
    return parser.use(leniency_plugin)


def words_parser() -> MarkdownIt:
    """Return this thread's parser for short texts of people: entries of lists, and comments.

    Several of them stand on one page, so nothing in them has an id or a frame, and of images they
    know those alone that residents gave.
    """
    parser: MarkdownIt | None = getattr(_threads, "words_parser", None)
    if parser is None:
        parser = _lenient()
        parser.disable(["callout", "deflist", "footnote_def", "footnote_inline", "footnote_ref"])
        parser.disable(["reference", "wiki_link"])
        parser.inline.ruler.at("image", own_picture_rule)
        _threads.words_parser = parser
    return parser


def make_parser(*, html: bool = False) -> MarkdownIt:
    """Build a parser with all our extensions.

    With ``html=True`` raw HTML passes: that is for the CommonMark examples in the tests only.
    """
    # Blocks nested deeper than 100 tokens (50 lists) are cut off by the parser, which recurses.
    parser = MarkdownIt("commonmark", {"html": html, "maxNesting": 100})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.after("normalize", "surrogates", _replace_surrogates)
    parser.add_render_rule("blockquote_open", _render_quotation)
    for plugin in (footnotes_plugin, deflist_plugin, callouts_plugin, tasks_plugin):
        parser.use(plugin)
    return parser.use(wikilinks_plugin)


def _replace_surrogates(state: StateCore) -> None:
    # JSON can smuggle in halves of characters, which no encoding can write.
    state.src = storable(state.src, instead="\ufffd")


class _LinkFinder(LinkifyIt):
    """Finds addresses with a scheme, those that start with "www.", and mail addresses.

    Nothing else: a missing blank after a full stop ("Haus.Am Markt") must not make a link. Its own
    first tests are patterns that cost half the time of a whole rendering; these are enough.
    """

    def __init__(self) -> None:
        schemas = {"www.": {"validate": _WWW, "normalize": _with_scheme}}
        super().__init__(schemas, {"fuzzy_link": False, "fuzzy_email": True})

    def pretest(self, text: str) -> bool:
        return "://" in text or "@" in text or "www." in text or "WWW." in text

    test = pretest


def _with_scheme(_finder: LinkifyIt, match: Match) -> None:
    match.url = f"https://{match.url}"


def _render_quotation(
    renderer: RendererHTML, tokens: list[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    # The library leaves out the line end in an empty quotation; CommonMark's examples have it.
    html = renderer.renderToken(tokens, index, options, env)
    return html if html.endswith("\n") else f"{html}\n"


def is_allowed_address(address: str) -> bool:
    """Say whether a link may lead there: paths, fragments, and the few schemes we allow."""
    match = _SCHEME.match(address.strip())
    return match is None or match[1].lower() in URL_SCHEMES
