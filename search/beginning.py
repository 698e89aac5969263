"""Where does somebody begin to write what was found nowhere?

Search knows of nothing that is written; the app that takes texts says so, from `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable

#: Longer questions are no titles.
MAX_TITLE = 120

Begin = Callable[[str, str], str]
_begin: list[Begin] = []


def register(begin: Begin) -> None:
    """Let `begin(title, district)` say the address; "" where nothing is written at present.

    `district` is the slug of a place to begin with, or "".
    """
    _begin[:] = [begin]


def begin_url(query: str, district: str = "") -> str:
    """Return where a text is begun that answers a question; "" where nobody takes one."""
    title = title_for(query)
    return _begin[0](title, district) if title and _begin else ""


def title_for(query: str) -> str:
    """Return the title of a text that answers a question; "" where it says nothing."""
    title = query.strip().strip('"„“”«»').strip()[:MAX_TITLE]
    return title[:1].upper() + title[1:]
