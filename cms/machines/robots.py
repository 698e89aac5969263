"""What search engines are asked to leave alone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Lists under every combination of filters, forms, histories: endless, and nothing new in them.
CLOSED = (
    "/admin/",
    "/konto/",
    "/moderation/",
    "/melden/",
    "/api/",
    "/suche/",
    "/*/suche/",
    "/*/bearbeiten/",
    "/*/verlauf/",
    "/*/vergleich/",
    "/*/version/",
    "/*/stand/",
    "/*/wer-schrieb-was/",
    "/*/zuruecksetzen/",
)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer /robots.txt."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
