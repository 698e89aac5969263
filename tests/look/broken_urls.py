"""The site with one address whose view fails."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from config.urls import urlpatterns as ours


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns: list[URLPattern | URLResolver] = [path("kaputt/", broken), *ours]
