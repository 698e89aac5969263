"""What the home page shows below the search: districts, newest knowledge, dates, projects, series.

A fixed number of queries: one for each part, and one for the districts of all of them.
"""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms import known
from cms.querysets import readable
from districts.models import District
from districts.signs import sign_of_city

if TYPE_CHECKING:  # the home page's model calls this module to be shown
    from cms.models import HomePage

NEWEST, NEXT, TRAVELLING, SERIES = 5, 4, 3, 4


def home_context(page: "HomePage") -> dict[str, Any]:
    """Return the parts of the home page; each is empty where there is nothing yet."""
    cities = _cities()
    dates, projects = known.cards_of(
        list(known.dates()[:NEXT]), list(known.projects(transferable=True)[:TRAVELLING])
    )
    return {
        "cities": cities,
        "districts": [
            {"slug": district.slug, "name": district.name}
            for city in cities
            for district in city["districts"]
        ],
        "lage": sign_of_city(cities[0]["city"]) if len(cities) == 1 else {},
        "district_term": cities[0]["city"].district_term if len(cities) == 1 else _("District"),
        "newest": known.article_cards(known.articles()[:NEWEST]),
        "dates": dates,
        "projects": projects,
        "series": _series(page),
    }


def _cities() -> list[dict[str, Any]]:
    """The districts by city, cities and districts by name. One query."""
    ordered = District.objects.select_related("city").order_by("city__name", "name")
    return [
        {"city": city, "districts": list(districts)}
        for city, districts in groupby(ordered, key=lambda district: district.city)
    ]


def _series(page: "HomePage") -> list[dict[str, Any]]:
    """The series in the page's language. One query."""
    from cms.models import ArticleSeriesPage  # the models import this module

    found = ArticleSeriesPage.objects.filter(locale_id=page.locale_id)
    return [
        {
            "kind_label": _("Series of articles"),
            "title": series.title,
            "url": series.get_url(),
            "summary": series.intro,
        }
        for series in readable(found).order_by("-first_published_at")[:SERIES]
    ]
