"""What is served at the address of an editorial page?"""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve

import pagecache
from cms.reading.page_parts import response_of, shared_page
from cms.reading.routes import find_route


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Show the page at a path (without language prefix), or answer 404.

    Where there is no version in the language of the address, the German text is shown there; its
    template says so. What is not the same for many is left to Wagtail: private pages, methods that
    do not read, and what is not there.
    """
    pagecache.shows_only()  # beside lists, passages and links, which say what they show
    if request.method in {"GET", "HEAD"}:
        page = shared_page(request, path)
        if page is not None:
            return response_of(request, page)
    else:
        find_route(path, request)
    response: HttpResponse = serve(request, path)
    return response
