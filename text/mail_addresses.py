"""Does a stored text say this mail address? As an address of its own, not as a part of another one.

Whoever is forgotten as `ann@example.org` takes nothing from `joann@example.org` with them, nor from
`ann@example.org.example`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote_plus

#: What may stand in the part before the @ (RFC 5322, `atext` and the dot). Not `=`, `&`, `?`, `/`
#: and `'`: they are far more often what stands around an address.
_LOCAL = r"[\w.!#$%*+^`{|}~-]"


def says_address(value: object, address: str) -> bool:
    """Say whether a text, or one in a structure as JSON has them, holds the address.

    Forms are kept encoded (`mail=ann%40example.org`), so they are read both ways.
    """
    whole = re.compile(rf"(?<!{_LOCAL}){re.escape(address.casefold())}(?![\w-]|\.\w)")
    return any(
        whole.search(text.casefold())
        for said in _texts(value)
        for text in (said, unquote_plus(said) if "%40" in said else said)
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(name)
            yield from _texts(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
