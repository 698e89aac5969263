"""Which words are in what an editor sent?"""

from __future__ import annotations

from collections.abc import Iterator


def words_in(part: object) -> Iterator[str]:
    """Yield the words of a list of changes: those of one paragraph stand together.

    Raises `RecursionError` for what is nested without end.
    """
    if isinstance(part, list):
        for each in part:
            yield from words_in(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and name != "type":
                yield value
            elif isinstance(value, dict | list):
                yield from words_in(value)
        yield "" if part.get("type") == "text" else "\n\n"
