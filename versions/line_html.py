"""Template tag: one revision in a history, as it was written the last time.

What a line says follows from the `RevisionLine` alone, from its place and from who reads it. So a
process keeps what it has written by all of these: nothing in it can grow old, nobody gets a line
made for somebody else, and after a change only the lines that it changed are written anew.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from text.languages import current_language
from versions.listing import RevisionLine

register = template.Library()
#: Forty pages of history, about three megabytes.
KEPT = 2_000


@register.simple_tag(takes_context=True)
def revision_line(
    context: template.Context, line: RevisionLine, place: int, several: bool
) -> SafeString:
    """Return the HTML of a line; `place` counts from 0, `several`: there is one to compare with."""
    # The newest two are chosen for comparing; the others are alike.
    chosen = min(2, place)
    moderates = bool(getattr(context.get("site"), "moderates", False))
    return _html(line, chosen if several else None, moderates, current_language())


@lru_cache(maxsize=KEPT)
def _html(line: RevisionLine, chosen: int | None, moderates: bool, _language: str) -> SafeString:
    context = {"line": line, "chosen": chosen, "moderates": moderates}
    return render_to_string("versions/line.html", context)
