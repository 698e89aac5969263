"""Which drawing stands for a topic? Its own, that of the topic above it, else a general one.

They lie in `static/img/themes.svg`, one symbol each, named by the slugs of the topics with which a
site starts.
"""

from __future__ import annotations

#: The symbols there are.
DRAWN = frozenset(
    {
        *("nachbarschaft", "aelter-werden", "kinder-und-familien", "ankommen", "engagement"),
        *("klima-und-umwelt", "unterwegs", "alltag-im-quartier", "reparieren", "mittagstisch"),
    }
)
GENERAL = "allgemein"


def illustration_of(*topics: str | None) -> str:
    """Return the symbol for the first of some topics (slugs) that is drawn."""
    return next((topic for topic in topics if topic in DRAWN), GENERAL)
