"""Where articles are found without searching: the start, a district's list, recent changes."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import trust
from districts.lists.unknown_values import beyond, no_choice
from districts.models import District
from districts.modules.in_use import InUse
from districts.modules.own import ARTICLES
from text.languages import current_language, prefix
from wiki import changes, shown
from wiki.addresses import district_url, new_url
from wiki.cards import card
from wiki.models import GENERAL, Article
from wiki.module import begin_url, takes_new
from wiki.views.navigation import breadcrumb, wiki_steps

PER_PAGE = 30
ON_START = 8


#: Condition on districts: their town has not switched articles off.
USED = InUse("city", module=ARTICLES)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the wiki is, its districts, and what was written last."""
    shown.said_by_list(None)
    language = current_language()
    numbers = Article.objects.live().filter(language=language).numbers_by_district()
    districts = District.objects.filter(USED).select_related("city").order_by("city__name", "name")
    recent = [changes.described(row) for row in changes.recent(minor=False)[:ON_START]]
    context = {
        "districts": [
            (item, district_url(item, language), numbers.get(item.pk, 0)) for item in districts
        ],
        "general_number": numbers.get(None, 0),
        "general_url": district_url(None, language),
        "recent": recent,
        "new_url": begin_url,
        "recent_url": f"{prefix(language)}/wiki/letzte-aenderungen/",
        "breadcrumb": wiki_steps(),
    }
    return render(request, "wiki/start.html", context)


@require_safe
def in_district(request: HttpRequest, district: str) -> HttpResponse:
    """List the articles of a district, or those that belong to none."""
    place = district_or_404(district)
    shown.said_by_list(place)
    language = current_language()
    articles = (
        Article.objects.live()
        .filter(district=place, language=language)
        .with_place()
        .order_by("title", "pk")
    )
    page = Paginator(articles, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "unknown": beyond(request.GET, page.paginator.num_pages),
        "district": place,
        "title": place.name if place else _("General knowledge"),
        "page": page,
        "cards": [card(article) for article in page],
        "new_url": lambda: new_url(place, "", language) if takes_new(place) else "",
        "feed_url": f"{district_url(place, language)}feed.atom",
        "breadcrumb": breadcrumb(place),
    }
    return render(request, "wiki/district.html", context)


@require_safe
def recent_changes(request: HttpRequest) -> HttpResponse:
    """List what was changed lately, in all districts or in one."""
    shown.said_by_list(None)
    chosen = request.GET.get("district", "")
    districts = list(District.objects.filter(USED).order_by("name", "pk").only("slug", "name"))
    place = next((district for district in districts if district.slug == chosen), None)
    is_known = place is not None or chosen in ("", GENERAL)
    rows = changes.recent(
        user=request.user,
        district=place,
        general=chosen == GENERAL,
        minor=not request.GET.get("ohne-kleine"),
    )
    if not is_known:
        rows = rows.none()  # not the changes of every district
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "changes": [changes.described(row) for row in page],
        "district": place,
        "chosen": chosen,
        "may_patrol": trust.may(request.user, "patrol", place or trust.EVERYWHERE),
        "without_minor": bool(request.GET.get("ohne-kleine")),
        "districts": districts,
        "unknown": [
            *([] if is_known else [no_choice("district", chosen)]),
            *beyond(request.GET, page.paginator.num_pages),
        ],
        "breadcrumb": wiki_steps((_("Recent changes"), "")),
    }
    return render(request, "wiki/recent.html", context)


def district_or_404(slug: str) -> District | None:
    """Return the district of an address; None for "allgemein", 404 where its town has no wiki."""
    if slug == GENERAL:
        return None
    district = District.objects.filter(USED, slug=slug).select_related("city").first()
    if district is None:
        raise Http404
    return district
