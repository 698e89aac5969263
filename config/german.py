"""`/de/…` is what somebody guesses who knows `/en/…`; German pages have no such prefix."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.encoding import escape_uri_path


def without_prefix(request: HttpRequest, rest: str) -> HttpResponse:
    """Lead to the same address without its prefix, always on this site.

    What stands behind the prefix comes decoded. A slash or backslash at its beginning would make it
    the name of another host in a browser's eyes, so all of them are taken away; the rest is encoded
    again, so that no part of it turns into a query.
    """
    path = escape_uri_path("/" + rest.lstrip("/\\"))
    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"{path}?{query}" if query else path)
