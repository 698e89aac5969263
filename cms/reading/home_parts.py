"""Which parts does the home page have, from the search to the series?

Each is kept by itself (`pagecache.shared.kept_each`), the same for every reader: an article that is
written ends what was newly written, and leaves dates, projects and the editors' text. Dates and
what can be taken over have places of their own in the layout; what else there is comes to the home
page by what is open at the moment (`districts.panels.register_open`).
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

import pagecache
from cms.models import ArticleSeriesPage, BasePage, HomePage, ThemePage
from cms.querysets import readable
from cms.reading import directory_lists
from cms.reading.page_context import ShownPage
from districts import panels
from districts.map.signs import sign_of, sign_of_city
from districts.models import District
from districts.services.writing import sort_key
from pagecache.shared import KEEP_SECONDS, LONGER_SECONDS, kept_each
from text.languages import current_language

OPEN, NEWEST, NEXT, TRAVELLING, SERIES, THEMES = 3, 5, 4, 3, 3, 3


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


def _head(page: HomePage) -> dict[str, Any]:
    cities = _cities()
    only = cities[0]["city"] if len(cities) == 1 else None
    return {
        "cities": cities,
        "districts": [
            {"slug": place["slug"], "name": place["full_name"]}
            for city in cities
            for place in sorted(city["places"], key=lambda place: sort_key(place["full_name"]))
        ],
        "lage": sign_of_city(only),
        "district_term": only.district_term if only else _("District"),
    }


def _dates(_page: HomePage) -> dict[str, Any]:
    [cards] = directory_lists.cards_of(list(directory_lists.dates()[:NEXT]))
    # When and where is what leads to a page; what it is about stands there.
    return {"cards": [{**card, "summary": ""} for card in cards]}


def _projects(_page: HomePage) -> dict[str, Any]:
    found = directory_lists.projects(transferable=True)[:TRAVELLING]
    return {"cards": directory_lists.cards_of(list(found))[0]}


def _cities() -> list[dict[str, Any]]:
    """The districts by city with their signs, cities and districts by name. One query."""
    ordered = District.objects.select_related("city").order_by("city__name", "name")
    return [
        {"city": city, "places": sorted(map(_place, found), key=_by_name)}
        for city, found in groupby(ordered, key=lambda district: district.city)
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


def _pages(model: type[BasePage], home: HomePage, most: int) -> list[dict[str, Any]]:
    """Pages of one type in the language of the home page, the newest first. One query."""
    found = readable(model.objects.filter(locale_id=home.locale_id))
    return [
        {"title": page.title, "url": page.get_url(), "summary": page.intro}
        for page in found.order_by("-first_published_at", "pk")[:most]
    ]


#: What each part shows besides the page itself; `cms/home/<name>.html` says how.
MAKERS: Mapping[str, Callable[[HomePage], dict[str, Any]]] = {
    "head": _head,
    "open": lambda _page: {"open_now": panels.open_now(OPEN)},
    "newest": lambda _page: {
        "cards": directory_lists.article_cards(directory_lists.articles()[:NEWEST])
    },
    "dates": _dates,
    "projects": _projects,
    "themes": lambda page: {"cards": _pages(ThemePage, page, THEMES)},
    "series": lambda page: {"cards": _pages(ArticleSeriesPage, page, SERIES)},
    "body": lambda _page: {},
}
#: What the hour changes.
PASSING = frozenset({"open", "dates", "body"})
