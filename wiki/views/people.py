"""The public page of somebody who writes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from community import trust
from community.people.subject import is_known_to
from districts.stewards import Contact, places_of
from text.languages import current_language, prefix
from wiki.module import start_url
from wiki.people import written_by


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show name, words about themselves, the places they are the contact of and what they wrote.

    Never how much, or in what rank.
    """
    user = get_object_or_404(User, slug=slug)
    looks_closely = request.user == user or trust.may(request.user, "moderate", user)
    if not is_known_to(user, request.user):
        raise Http404
    if not user.is_active:
        gone = {"wiki_url": start_url()}
        return render(request, "wiki/person_gone.html", gone, status=410)
    start, places = prefix(current_language()), places_of(user)
    context = {
        "person": user,
        "about": user.about if user.shows_about or looks_closely else "",
        "is_shown": user.shows_about,
        "places": places,
        "acts": Contact(user.slug, user.name).acts if places else (),
        "written": written_by(user),
        "breadcrumb": [{"title": _("Home"), "url": f"{start}/"}, {"title": user.name, "url": ""}],
    }
    return render(request, "wiki/person.html", context)
