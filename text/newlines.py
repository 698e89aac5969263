"""How does a text end its lines? Browsers send CRLF, files may hold anything."""

from __future__ import annotations


def plain_newlines(text: str) -> str:
    """Return a text whose lines end with LF, however they ended before."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def newline_of(text: str) -> str:
    """Return how the lines of a text end, which new ones should do as well."""
    return "\r\n" if "\r\n" in text else "\n"
