"""What can a database keep of a text?

A form field refuses NUL by itself (Django's `ProhibitNullCharactersValidator`); this is for what
comes past the forms: parameters of addresses, files, deliveries of others.
"""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, *, instead: str = "") -> str:
    """Leave out NUL and lone surrogates, which no database takes, not even in a question."""
    return _UNSTORABLE.sub(instead, text)
