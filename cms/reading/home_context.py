"""What the home page shows below the search, from districts to series.

A fixed number of queries: one for each part, and one for the districts of all of them. Dates and
what can be taken over have places of their own in the layout; what else there is comes to the home
page by what is open at the moment (`districts.panels.register_open`).
"""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cms.models import ArticleSeriesPage, BasePage, HomePage, ThemePage
from cms.querysets import readable
from cms.reading import directory_lists
from districts import panels
from districts.map.signs import sign_of, sign_of_city
from districts.models import District
from districts.services.writing import sort_key

OPEN, NEWEST, NEXT, TRAVELLING, SERIES, THEMES = 3, 5, 4, 3, 3, 3


def home_context(page: HomePage) -> dict[str, Any]:
    """Return the parts of the home page; each is empty where there is nothing yet."""
    cities = _cities()
    dates, projects = directory_lists.cards_of(
        list(directory_lists.dates()[:NEXT]),
        list(directory_lists.projects(transferable=True)[:TRAVELLING]),
    )
    return {
        "cities": cities,
        "districts": [
            {"slug": place["slug"], "name": place["full_name"]}
            for city in cities
            for place in sorted(city["places"], key=lambda place: sort_key(place["full_name"]))
        ],
        "lage": sign_of_city(cities[0]["city"]) if len(cities) == 1 else {},
        "district_term": cities[0]["city"].district_term if len(cities) == 1 else _("District"),
        "open_now": panels.open_now(OPEN),
        "newest": directory_lists.article_cards(directory_lists.articles()[:NEWEST]),
        # When and where is what leads to a page; what it is about stands there.
        "dates": [{**card, "summary": ""} for card in dates],
        "projects": projects,
        "series": _pages(ArticleSeriesPage, page, SERIES),
        "themes": _pages(ThemePage, page, THEMES),
    }


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
