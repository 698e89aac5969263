"""Loads the whole demo, once."""

from collections.abc import Callable

from django.utils import timezone

from accounts.models import User
from cms.services.site import ensure_site, show_demo_ribbon
from config.demo import articles, directory, pages, pictures, read, talks, waiting
from districts.models import Date
from districts.services import modules


def is_loaded() -> bool:
    """Say whether the demo content is in the database.

    Its city alone would not tell: it becomes a real one as soon as something real is in it.
    """
    return User.objects.filter(is_demo=True).exists()


def load_demo(*, say: Callable[[str], object]) -> dict[str, int]:
    """Load everything, telling each step through `say`; return how many of each kind.

    Each thing is written by its own service in its own transaction. After an interruption
    `demo --reset` begins again.
    """
    loaded = directory.Loaded(now=timezone.now())
    ensure_site()
    show_demo_ribbon(shown=True)
    say("Loading districts, topics and people…")
    directory.load_places(loaded)
    if loaded.city is not None:
        modules.open_all(city=loaded.city)
    directory.load_topics(loaded)
    directory.load_people(loaded)
    say("Loading actors, projects and dates…")
    directory.load_actors(loaded)
    directory.load_projects(loaded)
    directory.load_networks(loaded)
    directory.load_dates(loaded)
    say("Loading pictures…")
    pictures_made = pictures.load_pictures(loaded)
    say("Loading wiki articles with their histories…")
    articles_made = articles.load_articles(loaded)
    say("Loading editorial pages…")
    pages_made = pages.load_pages(loaded)
    talks_begun = talks.load_talks(loaded)
    waiting.load_waiting()
    return {
        "districts": len(loaded.districts),
        "topics": len(loaded.topics),
        "people": len(loaded.people),
        "actors": len(loaded.actors),
        "projects": len(loaded.projects),
        "dates": Date.objects.filter(is_demo=True).count(),
        "pictures": pictures_made,
        "articles": articles_made,
        "pages": pages_made,
        "talks": talks_begun,
    }


def logins() -> list[tuple[str, str]]:
    """Return (mail address, role) of one demo account for each role."""
    chosen: dict[str, str] = {}
    for row in read.table("people")["people"]:
        if User.objects.filter(email=row["mail"]).exists():
            chosen.setdefault(row["role"], row["mail"])
    return [(mail, role) for role, mail in chosen.items()]
