"""Template tag: one icon of the sprite, in the colour of the text. Every template knows it.

Never the only carrier of a meaning, therefore hidden from screen readers. A page has thirty, and a
template for each took as long as two questions to the database.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
#: White space stands around it, as around a tag on a line of its own.
SVG = """
<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false">
  <use href="{}#{}"></use>
</svg>
"""


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """Return the icon of this name: the id of a symbol in static/img/icons.svg."""
    return format_html(SVG, static("img/icons.svg"), name)
