"""The addresses of the search."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("suche/", views.results, name="results"),
    path("suche/vorschlaege/", views.suggestions, name="suggestions"),
    path("suche/feed.atom", views.feed, name="feed"),
]
