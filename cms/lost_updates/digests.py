"""A short name for words, to say which ones were seen without repeating them."""

from hashlib import sha256

#: Of nothing at all; no digest looks like it.
NOTHING = "-"


def digest(words: str | None) -> str:
    """Return a short name of what stands somewhere; None is nothing."""
    return NOTHING if words is None else sha256(words.encode()).hexdigest()[:16]
