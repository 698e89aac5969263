"""A thing in one word, as forms, addresses and the index name it: "project:12".

What somebody sent may be anything, and `read` says so; what we have written ourselves is `parted`.
"""

from __future__ import annotations

from text.whole_numbers import whole_number


def key(kind: str, pk: int) -> str:
    """Return the word for a thing."""
    return f"{kind}:{pk}"


def read(sent: str) -> tuple[str, int] | None:
    """Return kind and primary key of a thing; None for what names none."""
    kind, _colon, number = sent.partition(":")
    pk = whole_number(number)
    return None if pk is None else (kind, pk)


def parted(ours: str) -> tuple[str, int]:
    """Return kind and primary key of a word that `key` has made; `ValueError` for another."""
    found = read(ours)
    if found is None:
        raise ValueError(f"no key of a thing: {ours!r}")
    return found
