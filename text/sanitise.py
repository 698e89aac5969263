"""Which HTML may reach a reader?

The last step before HTML is stored: everything that is not on these short lists is taken out by
nh3 (a parser, not a set of patterns). Never change the HTML afterwards.
"""

from __future__ import annotations

import nh3

from text import callouts, pictures, tasks

#: Schemes a link may have; addresses without a scheme are paths on this site.
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_TAGS = frozenset(
    {"a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "img", "input"}
    | {"h2", "h3", "h4", "h5", "h6", "label", "li", "ol", "p", "pre", "s", "section", "span"}
    | {"strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "rel", "id"}),
    "div": frozenset({pictures.NUMBER, pictures.ALT, pictures.CAPTION}),
    "img": frozenset({"src", "alt", "title"}),
    "li": frozenset({"id", "value"}),
    "ol": frozenset({"start"}),
    **{heading: frozenset({"id"}) for heading in _HEADINGS},
}
# Only these values pass; every other one takes its attribute along.
_VALUES: dict[str, dict[str, frozenset[str]]] = {
    "img": {"loading": frozenset({"lazy"})},
    "input": {
        "type": frozenset({"checkbox"}),
        "disabled": frozenset({""}),
        "checked": frozenset({""}),
    },
    "div": {"role": frozenset({"note"}), "tabindex": frozenset({"0"})},
    "th": {"scope": frozenset({"col"})},
}
_ALIGNMENT = frozenset({"align-left", "align-center", "align-right"})
_CLASSES: dict[str, frozenset[str]] = {
    "a": frozenset({"external", "footnote-backref", "wikilink", "wikilink-missing"}),
    "div": callouts.CLASSES | {"table-scroll", pictures.PLACE},
    "hr": frozenset({"footnotes-sep"}),
    "li": tasks.CLASSES | {"footnote-item"},
    "ol": tasks.CLASSES | {"footnotes-list"},
    "p": callouts.CLASSES,
    "pre": frozenset({"plain-fallback"}),
    "section": frozenset({"footnotes"}),
    "span": frozenset({"wikilink"}),
    "sup": frozenset({"footnote-ref"}),
    "td": _ALIGNMENT,
    "th": _ALIGNMENT,
    "ul": tasks.CLASSES,
}

_ARTICLE = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    # Boxes are for show, whatever happens before.
    set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
    url_schemes=URL_SCHEMES,
    link_rel=None,
)
_NOTHING = nh3.Cleaner(tags=frozenset())


def clean_article(html: str) -> str:
    """Return rendered Markdown with nothing in it but what our renderer makes."""
    return _ARTICLE.clean(html)


def without_tags(html: str) -> str:
    """Return the words of some HTML, still escaped, with every tag taken out."""
    return _NOTHING.clean(html)
