"""What the districts know about the topics of a theme page."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms.body import citations
from cms.models import ThemePage
from cms.reading import directory_lists
from districts import entries
from districts.entries.overviews import ARTICLES_ORDER
from districts.models import Topic
from wiki.module import begin_url

SHOWN = 6


def theme_context(page: ThemePage) -> dict[str, Any]:
    """Return the page's topics, its literature, and cards of what is known, by kind."""
    topics = list(page.topics.all())
    return {
        "topics": [{"name": topic.name, "url": topic.get_absolute_url()} for topic in topics],
        "literature": citations.sources([block.value for block in page.literature]),
        "begin_url": begin_url(),
        "known": [part for part in _known(topics) if part["cards"]] if topics else [],
    }


def _known(topics: list[Topic]) -> list[dict[str, Any]]:
    """What is known, kind by kind, the most telling first: a query a kind, and two for all.

    Each part leads to the whole list; there is none of wiki articles on a topic but the topic's
    own page.
    """
    kinds = entries.on_topics()
    found = [list(directory_lists.best_on(kind, on, topics)[:SHOWN]) for kind, on in kinds]
    chosen = urlencode([("topic", topic.slug) for topic in topics])
    articles = directory_lists.article_cards(directory_lists.articles(topics)[:SHOWN])
    own = {"title": _("Wiki articles"), "cards": articles, "articles": True}
    parts: list[tuple[int, dict[str, Any]]] = [(ARTICLES_ORDER, own)]
    for (kind, on), cards in zip(kinds, directory_lists.cards_of(*found), strict=True):
        part: dict[str, Any] = {"title": kind.many, "cards": cards}
        if kind.listed and len(cards) == SHOWN:  # there may be more than fits
            part |= {"more": on.all_of, "url": f"{kind.list_url}?{chosen}"}
        parts.append((on.order, part))
    return [part for _order, part in sorted(parts, key=lambda placed: placed[0])]
