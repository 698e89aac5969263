"""What may "[[" become while somebody types?"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from districts.models import District
from text.languages import current_language, prefix
from text.storable import storable
from wiki import link_suggestions
from wiki.models import GENERAL


def url(district: District | None, language: str) -> str:
    """Return where an editor asks for a text of this district."""
    query = urlencode({"district": district.slug if district else GENERAL})
    return f"{prefix(language)}/wiki/neu/verweise/?{query}"


@never_cache
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer the articles that `q` may mean: a list of title, district and link."""
    slug = storable(request.GET.get("district", ""))
    here = District.objects.filter(slug=slug).select_related("city").first() if slug else None
    typed = request.GET.get("q", "")
    found = link_suggestions.ideas(typed, district=here, language=current_language())
    rows = [{"title": idea.title, "district": idea.place, "link": idea.link} for idea in found]
    return JsonResponse(rows, safe=False)
