"""What the districts know about the topics of a theme page."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cms.body import citations
from cms.models import ThemePage
from cms.reading import directory_lists
from districts.models import Topic
from text.languages import current_language, prefix

SHOWN = 6


def theme_context(page: ThemePage) -> dict[str, Any]:
    """Return the page's topics, its literature, and cards of what is known, by kind."""
    topics = list(page.topics.all())
    return {
        "topics": [{"name": topic.name, "url": topic.get_absolute_url()} for topic in topics],
        "literature": citations.sources([block.value for block in page.literature]),
        "begin_url": f"{prefix(current_language())}/wiki/neu/",
        "known": [part for part in _known(topics) if part["cards"]] if topics else [],
    }


def _known(topics: list[Topic]) -> list[dict[str, Any]]:
    """What is known, kind by kind, the most telling first. Six queries.

    Each part leads to the whole list; there is none of wiki articles on a topic but the topic's
    own page.
    """
    projects, dates, actors, networks = directory_lists.cards_of(
        list(directory_lists.projects(topics)[:SHOWN]),
        list(directory_lists.dates(topics)[:SHOWN]),
        list(directory_lists.actors(topics)[:SHOWN]),
        list(directory_lists.networks(topics)[:SHOWN]),
    )
    articles = directory_lists.article_cards(directory_lists.articles(topics)[:SHOWN])
    start = prefix(current_language())
    chosen = urlencode([("topic", topic.slug) for topic in topics])
    return [
        _part(_("Projects"), projects, _("All projects on this"), f"{start}/projekte/?{chosen}"),
        _part(_("Wiki articles"), articles, "", "") | {"articles": True},
        _part(_("Dates"), dates, _("All dates on this"), f"{start}/termine/?{chosen}"),
        _part(_("Actors"), actors, _("All actors on this"), f"{start}/akteure/?{chosen}"),
        _part(_("Networks"), networks, _("All networks on this"), f"{start}/netzwerke/?{chosen}"),
    ]


def _part(title: str, cards: list[directory_lists.Card], more: str, url: str) -> dict[str, Any]:
    """One kind of knowledge; `more` is shown only where there may be more than fits."""
    full = len(cards) == SHOWN
    return {"title": title, "cards": cards, "more": more if full else "", "url": url}
