"""Codes that a phone reads off a screen or off paper, and which lead to pages of this site. Pure.

<img src="{{ url|qr_path }}" …>   {# the address of the code of a page #}
"""

from __future__ import annotations

import io
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import segno
from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from text.site_address import absolute_url

register = template.Library()
#: A longer address makes a code that no phone reads off a screen.
LONGEST = 500


@lru_cache(maxsize=200)
def qr_code(address: str, *, ground: str | None = None) -> SafeString:
    """Return a code as SVG without styles, black on nothing or on a ground of this colour.

    Whoever shows it writes the address beside it. Raises `ValueError` for one that is too long.
    """
    if len(address) > LONGEST:
        raise ValueError(address[:LONGEST])
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        svgclass="qr-code",
        light=ground,
    )
    return mark_safe(out.getvalue().decode())


def page_address(page: str) -> str:
    """Return the whole address of a page of this site, named by its path without outer slashes."""
    return absolute_url(f"/{quote(page.strip('/'))}/")


@register.filter
def qr_path(url: str) -> str:
    """Return where the code of a page is, by the page's address; "" for the first page."""
    page = unquote(urlsplit(str(url)).path).strip("/")
    return reverse("qr", args=[page]) if page else ""
