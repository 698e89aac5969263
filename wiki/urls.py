"""The addresses of the wiki, below `/wiki/`."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from versions import views as versions
from wiki.views import (
    adding,
    articles,
    creating,
    editing,
    feeds,
    linking,
    lists,
    maintenance,
    pending,
    people,
)
from wiki.views.fetch import article_view

# Views of one article, below its address.
OF_AN_ARTICLE: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", articles.article, "article"),
    ("feed.atom", feeds.ArticleFeed(), "article-feed"),
    ("bearbeiten/", editing.edit, "edit"),
    ("bearbeiten/vorschau/", editing.preview, "edit-preview"),
    ("ergaenzen/", adding.add, "add"),
    ("stimmt-noch/", maintenance.confirm, "confirm"),
    ("umbenennen/", maintenance.move, "move"),
    ("verwalten/", maintenance.manage, "manage"),
    ("quelltext/", articles.source, "source"),
    ("verlauf/", article_view(versions.history), "history"),
    ("version/<number:number>/", article_view(versions.version), "version"),
    ("version/<number:number>/verbergen/", maintenance.hide, "hide"),
    ("version/<number:number>/gesehen/", maintenance.patrol, "patrol"),
    ("vergleich/", article_view(versions.compare), "compare"),
    ("zuruecksetzen/<number:number>/", article_view(versions.revert), "revert"),
    ("rueckgaengig/<number:number>/", article_view(versions.undo), "undo"),
    ("ausstehend/", pending.waiting_list, "waiting"),
    ("ausstehend/<number:number>/", pending.pending, "pending"),
    ("ausstehend/<number:number>/bearbeiten/", pending.edit_pending, "pending-edit"),
)

wiki = (
    [
        path("", lists.start, name="start"),
        path("neu/", creating.new, name="new"),
        path("neu/vorschau/", creating.preview, name="new-preview"),
        path("neu/verweise/", linking.suggestions, name="new-links"),
        path("letzte-aenderungen/", lists.recent_changes, name="recent"),
        path("letzte-aenderungen/feed.atom", feeds.ChangesFeed(), name="recent-feed"),
        path("<slug:district>/", lists.in_district, name="district"),
        path("<slug:district>/feed.atom", feeds.DistrictFeed(), name="district-feed"),
        *(
            path(f"<slug:district>/<slug:slug>/{route}", view, name=name)
            for route, view, name in OF_AN_ARTICLE
        ),
    ],
    "wiki",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("wiki/", include(wiki)),
    path("mitwirkende/<slug:slug>/", people.person, name="person"),
]
