"""Which parts does the home page have, from the search to the themes?

Each is kept by itself (`pagecache.shared.kept_each`), the same for every reader: an article that is
written ends what was newly written, and leaves dates, the plan and the editors' text. Dates have a
place of their own in the layout; what else there is comes to the home page by what is open at the
moment (`districts.panels.register_open`).
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from django.db.models import Case, F, OuterRef, Subquery, TextField, When
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

import pagecache
from cms.models import HomePage, ThemePage
from cms.querysets import readable
from cms.reading import directory_lists
from cms.reading.home_map import plan_parts
from cms.reading.page_context import ShownPage
from districts import panels
from districts.map.signs import sign_of
from districts.models import District
from districts.pages.illustrations import illustration_of
from districts.services.writing import sort_key
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept_each
from pictures.models import Picture
from pictures.showing import SIDE_BY_SIDE, shown
from text.languages import current_language
from wiki.beginnings import beginning_of, with_beginning
from wiki.module import begin_url

OPEN, NEWEST, NEXT, THEMES = 3, 3, 4, 3
#: Among so many of the newest articles is the one with a picture.
READ = 12
#: How wide the picture of the story stands.
STORY = "(min-width: 60em) 34rem, 100vw"


def home_parts(page: HomePage, request: HttpRequest) -> Mapping[str, SafeString]:
    """Return the parts of the home page in HTML, made or kept; each is empty where it has nothing.

    Those of a preview are made for its editor alone.
    """
    if getattr(request, "is_preview", False):
        return {name: _made(name, page, request) for name in MAKERS}
    here = f"{page.pk} {current_language()} {timezone.localdate()}"
    words = {f"{name} {here}": name for name in MAKERS}
    found = kept_each(
        "cms:home",
        {each: partial(_made, name, page, request) for each, name in words.items()},
        seconds=lambda each: KEEP_SECONDS if words[each] in PASSING else LONGER_SECONDS,
    )
    return {name: found[each] for each, name in words.items()}


def _made(name: str, page: HomePage, request: HttpRequest) -> SafeString:
    pagecache.shows_only()  # beside lists, passages and links, which say what they show
    context = {"page": page, "shown": ShownPage(page, request), **MAKERS[name](page)}
    html = render_to_string(f"cms/home/{name}.html", context, request=request)
    return mark_safe(html.strip())  # empty where there is nothing, not a line break


def _head(_page: HomePage) -> dict[str, Any]:
    return {"know_url": begin_url(), "search_label": _("I am looking for something")}


def _map(_page: HomePage) -> dict[str, Any]:
    return {"cities": plan_parts(_cities())}


def _dates(_page: HomePage) -> dict[str, Any]:
    [cards] = directory_lists.cards_of(list(directory_lists.dates()[:NEXT]))
    return {"cards": cards}


def _newest(_page: HomePage) -> dict[str, Any]:
    """Return the newest articles, and apart from them the newest one with a picture."""
    found = list(with_beginning(directory_lists.articles())[:READ])
    cards = [
        card | beginning_of(article) | {"is_demo": article.is_demo}
        for article, card in zip(found, directory_lists.article_cards(found), strict=True)
    ]
    pictures = _pictures([card["picture"] for card in cards if card["picture"]])
    told = next((card for card in cards if card["picture"] in pictures), None)
    newest = [card for card in cards if card is not told][:NEWEST]
    return {
        "story": told and told | {"shown": shown(pictures[told["picture"]], sizes=STORY)},
        "cards": [
            card | {"shown": shown(pictures[card["picture"]], sizes=SIDE_BY_SIDE)}
            if card["picture"] in pictures
            else card
            for card in newest
        ],
    }


def _pictures(numbers: list[int]) -> dict[int, Picture]:
    """Return those of some pictures that may be shown, by their numbers. Two queries or none."""
    if not numbers:
        return {}
    rows = Picture.objects.shared().live().filter(pk__in=numbers)
    return {row.pk: row for row in rows.prefetch_related("renditions")}


def _cities() -> list[dict[str, Any]]:
    """The districts by city with their signs, cities and districts by name. One query.

    The sprite of a city comes with one of its districts: it weighs more than all of them.
    """
    first = District.objects.filter(city=OuterRef("city")).order_by("pk").values("pk")[:1]
    ordered = District.objects.select_related("city").annotate(
        svg=Case(When(pk=Subquery(first), then=F("city__sign__svg")), output_field=TextField())
    )
    by_city = groupby(ordered.order_by("city__name", "name"), key=lambda row: row.city)
    grouped = [(city, list(found)) for city, found in by_city]
    return [
        {
            "city": city,
            "districts": found,
            "places": sorted(map(_place, found), key=_by_name),
            "svg": next((row.svg for row in found if row.svg), ""),
        }
        for city, found in grouped
    ]


def _by_name(place: dict[str, Any]) -> str:
    """How a district stands in order: by the name that is shown, Ä beside A."""
    return sort_key(place["name"])


def _place(district: District) -> dict[str, Any]:
    """A district for components/places.html, which has room for a short name only."""
    return {
        "slug": district.slug,
        "full_name": district.name,
        "name": district.short or district.name,
        "url": district.get_absolute_url(),
        "lage": sign_of(district),
    }


def _themes(home: HomePage) -> dict[str, Any]:
    """Return the newest theme pages in the language of the home page, each with its first topic."""
    topics: Any = ThemePage.topics.through
    first = topics.objects.filter(themepage=OuterRef("pk")).order_by("pk")
    found = readable(ThemePage.objects.filter(locale_id=home.locale_id)).annotate(
        topic=Subquery(first.values("topic__slug")[:1]),
        above=Subquery(first.values("topic__parent__slug")[:1]),
    )
    return {
        "cards": [
            {
                "title": page.title,
                "url": page.get_url(),
                "summary": page.intro,
                "illustration": illustration_of(page.topic, page.above),
            }
            for page in found.order_by("-first_published_at", "pk")[:THEMES]
        ]
    }


#: What each part shows besides the page itself; `cms/home/<name>.html` says how.
MAKERS: Mapping[str, Callable[[HomePage], dict[str, Any]]] = {
    "head": _head,
    "map": _map,
    "open": lambda _page: {"open_now": panels.open_now(OPEN)},
    "newest": _newest,
    "dates": _dates,
    "themes": _themes,
    "body": lambda _page: {},
}
#: What the hour changes.
PASSING = frozenset({"open", "dates", "body"})
