"""What is on a page twice must not share a name: HTML is shown again without its ids.

The HTML is what `text.sanitise` has let through, so that a sign of a tag is one.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r' (?:id|for|aria-labelledby|aria-describedby)="[^"]*"')


def without_ids(html: str) -> str:
    """Return HTML in which nothing has a name, and nothing refers to one but links."""
    return _TAG.sub(lambda tag: _ID.sub("", tag[0]), html)
