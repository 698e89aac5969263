"""What the districts know about the topics of a theme page."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms import citations, known
from districts.models import Topic

if TYPE_CHECKING:  # the model calls this module to be shown
    from cms.models import ThemePage

SHOWN = 6


def theme_context(page: "ThemePage") -> dict[str, Any]:
    """Return the page's topics, its literature, and cards of what is known, by kind."""
    topics = list(page.topics.all())
    return {
        "topics": [{"name": topic.name, "url": topic.get_absolute_url()} for topic in topics],
        "literature": citations.sources([block.value for block in page.literature]),
        "known": [part for part in _known(topics) if part["cards"]] if topics else [],
    }


def _known(topics: list[Topic]) -> list[dict[str, Any]]:
    """What is known, kind by kind, the most telling first. Five queries."""
    projects, dates, actors = known.cards_of(
        list(known.projects(topics)[:SHOWN]),
        list(known.dates(topics)[:SHOWN]),
        list(known.actors(topics)[:SHOWN]),
    )
    return [
        {"title": _("Projects"), "cards": projects, "kind": "entry"},
        {
            "title": _("Wiki articles"),
            "cards": known.article_cards(known.articles(topics)[:SHOWN]),
            "kind": "article",
        },
        {"title": _("Dates"), "cards": dates, "kind": "entry"},
        {"title": _("Actors"), "cards": actors, "kind": "entry"},
    ]
