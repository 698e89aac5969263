"""The addresses of the wiki, below `/wiki/`."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from community.views import talks, watching
from districts.modules.own import ARTICLES
from districts.modules.routes import used
from versions import views as versions
from versions.authors_view import who_wrote
from versions.day_view import on_day
from wiki.subject import KIND
from wiki.views import (
    adding,
    articles,
    blocks,
    creating,
    editing,
    feeds,
    linking,
    lists,
    maintenance,
    pending,
    people,
    worklists,
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
    ("beobachten/", article_view(watching.of_kind(KIND)), "watch"),
    ("diskussion/", article_view(talks.of_kind(KIND)), "talk"),
    ("diskussion/talk.atom", article_view(talks.feed_of_kind(KIND)), "talk-feed"),
    ("quelltext/", articles.source, "source"),
    ("verlauf/", article_view(versions.history), "history"),
    ("version/<number:number>/", article_view(versions.version), "version"),
    ("version/<number:number>/verbergen/", maintenance.hide, "hide"),
    ("version/<number:number>/gesehen/", maintenance.patrol, "patrol"),
    ("vergleich/", article_view(versions.compare), "compare"),
    ("stand/<str:day>/", article_view(on_day), "on-day"),
    ("wer-schrieb-was/", article_view(who_wrote), "who-wrote"),
    ("zuruecksetzen/<number:number>/", article_view(versions.revert, writes=True), "revert"),
    ("rueckgaengig/<number:number>/", article_view(versions.undo, writes=True), "undo"),
    ("ausstehend/", pending.waiting_list, "waiting"),
    ("ausstehend/<number:number>/", pending.pending, "pending"),
    ("ausstehend/<number:number>/bearbeiten/", pending.edit_pending, "pending-edit"),
)

# Its lists, and the form of a new article.
OF_THE_WIKI: tuple[tuple[str, Callable[..., Any], str], ...] = (
    ("", lists.start, "start"),
    ("neu/", creating.new, "new"),
    ("neu/vorschau/", creating.preview, "new-preview"),
    ("neu/verweise/", linking.suggestions, "new-links"),
    ("neu/bloecke/", blocks.blocks, "new-blocks"),
    ("letzte-aenderungen/", lists.recent_changes, "recent"),
    ("letzte-aenderungen/feed.atom", feeds.ChangesFeed(), "recent-feed"),
    ("seiten/", worklists.overview, "worklists"),
    ("seiten/<slug:which>/", worklists.worklist, "worklist"),
    ("seiten/<slug:which>/aufgabe/", worklists.task, "task"),
    ("<slug:district>/", lists.in_district, "district"),
    ("<slug:district>/feed.atom", feeds.DistrictFeed(), "district-feed"),
)

wiki = (
    [
        *(path(route, used(ARTICLES, view), name=name) for route, view, name in OF_THE_WIKI),
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
