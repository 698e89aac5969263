"""The public page of somebody who writes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from wiki.addresses import prefix
from wiki.people import written_by


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Show name, words about themselves and what they wrote; never how much, or in what rank."""
    user = get_object_or_404(User, slug=slug)
    if not user.is_active:
        return render(request, "wiki/person_gone.html", status=410)
    start = prefix(get_language() or "de")
    context = {
        "person": user,
        "written": written_by(user),
        "breadcrumb": [{"title": _("Home"), "url": f"{start}/"}, {"title": user.name, "url": ""}],
    }
    return render(request, "wiki/person.html", context)
