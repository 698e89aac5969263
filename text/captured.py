"""Template tags: what a page says of itself once, said to machines as well.

    {% captured "page_title" %}{% block title %}…{% endblock %}{% endcaptured %}

writes nothing and keeps what is inside under that name for what comes after. It has to stand
outside of other blocks: what is kept in a block is forgotten at its end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import get_template
from django.utils.html import strip_tags
from django.utils.safestring import SafeData, SafeString, mark_safe

register = template.Library()
#: What search engines and messengers show; the rest is cut there anyway, in the middle of a word.
LONGEST = 300
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_STEP = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>|<span[^>]*>(.*?)</span>", re.DOTALL)


class Captured(template.Node):
    """Renders what is inside, and keeps it in the context."""

    def __init__(self, nodelist: NodeList, name: FilterExpression) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: template.Context) -> SafeString:
        # The white space around it is the template's, not part of what is said.
        said = self.nodelist.render(context).strip()
        context[self.name.resolve(context)] = mark_safe(said)
        return mark_safe("")


@register.tag
def captured(parser: Parser, token: Token) -> Captured:
    """Keep what a block says; see the top of this module."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return Captured(nodelist, parser.compile_filter(name))


def captured_parts(
    request: HttpRequest, name: str, values: Mapping[str, Any], parts: Iterable[str]
) -> dict[str, SafeString]:
    """Render a template and return what it has captured under these names."""
    made: Any = get_template(name)
    context = template.RequestContext(request, dict(values))
    made.template.render(context)
    return {part: context[part] for part in parts}


@register.filter
def in_a_line(text: str) -> str:
    """Return HTML, or plain text, as the plain words of one line, to be escaped where they are put.

    HTML is what a template has written and so marked as safe. In plain text people may have typed
    "<main>", and it has to stay.
    """
    words = " ".join((_bare(text) if isinstance(text, SafeData) else str(text)).split())
    if len(words) <= LONGEST:
        return words
    return f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"


def _bare(html: str) -> str:
    """Return what HTML says. Tags part words, but no word from the sign behind it."""
    words = " ".join(unescape(strip_tags(html.replace("<", " <"))).split())
    return re.sub(r" ([.,;:!?)])", r"\1", words)


def data_block(data: Mapping[str, Any]) -> SafeString:
    """Return schema.org data as a block that nothing in it can end early, and nothing runs.

    What is empty is left out.
    """
    said = {"@context": "https://schema.org"} | {
        name: value for name, value in data.items() if value
    }
    text = json.dumps(said, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag(takes_context=True)
def trail_data(context: template.Context, breadcrumb: str) -> SafeString:
    """Say to search engines where a page stands, by what its breadcrumb shows; "" without one."""
    request = context.get("request")
    if request is None:
        return mark_safe("")
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": unescape(strip_tags(linked or here)).strip(),
            "item": request.build_absolute_uri(unescape(url) if url else request.path),
        }
        for number, (url, linked, here) in enumerate(_STEP.findall(str(breadcrumb)), start=1)
    ]
    if len(steps) < 2:
        return mark_safe("")
    return data_block({"@type": "BreadcrumbList", "itemListElement": steps})
