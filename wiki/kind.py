"""What `versions` and `community` know of articles: how to show them and how to decide on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from community import trust
from versions.contract import Kind
from wiki.addresses import article_url
from wiki.models import Article, Revision
from wiki.rendering import ensure_rendered
from wiki.services.saving import KIND
from wiki.views import putting_back
from wiki.views.navigation import article_steps, tabs

NAMES = {
    "verlauf/": lambda: _("History"),
    "version/": lambda: _("Version"),
    "vergleich/": lambda: _("Compare"),
    "zuruecksetzen/": lambda: _("Put back"),
    "rueckgaengig/": lambda: _("Take back"),
}


def visible(article: Article, user: Any) -> QuerySet[Revision]:
    """Return the revisions of an article that somebody may know of."""
    rows = article.revisions.visible_to(user)
    return rows.select_related("author", "article__district")


def text(revision: Revision) -> str:
    """Return what is compared: a changed title stands above the text."""
    if revision.title == revision.article.title:
        return revision.body
    return f"{revision.title}\n\n{revision.body}"


def show(revision: Revision) -> tuple[str, dict[str, Any]]:
    """Return how an old version is shown."""
    ensure_rendered(revision)
    shown = {
        "html": revision.html,
        "title": revision.title,
        "language": revision.article.language,
    }
    return "wiki/old_text.html", shown


def frame(request: HttpRequest, article: Article, view: str) -> dict[str, Any]:
    """Return breadcrumb and tabs around a page about the history of an article."""
    name = NAMES[view]() if view in NAMES else ""
    steps = article_steps(article, name) if name else article_steps(article)
    return {"breadcrumb": steps, "tabs": tabs(article, view if view == "verlauf/" else "-")}


def actions(request: HttpRequest, article: Article, revision: Revision) -> list[dict[str, Any]]:
    """Return what moderators may do with a revision."""
    found: list[dict[str, Any]] = []
    if trust.may(request.user, "patrol", article) and revision.patrolled_by_id is None:
        url = article_url(article, f"version/{revision.number}/gesehen/")
        found.append({"title": _("Mark as seen"), "url": url, "post": True})
    if trust.may(request.user, "hide", article):
        url = article_url(article, f"version/{revision.number}/verbergen/")
        found.append({"title": _("Hide parts"), "url": url})
    return found


def author_url(author: Any) -> str:
    """Return the public page of a person."""
    return f"/mitwirkende/{author.slug}/"


def revert(request: HttpRequest, article: Article, number: int, summary: str) -> HttpResponse:
    """Make the text what it was in a revision."""
    return putting_back.revert(request, article, number, summary)


def undo(request: HttpRequest, article: Article, number: int, summary: str) -> HttpResponse:
    """Take back what a revision changed."""
    return putting_back.undo(request, article, number, summary)


ARTICLES = Kind(
    name=KIND,
    model=Article,
    revisions=Revision,
    title=lambda article: article.title,
    url=article_url,
    text=text,
    place=lambda article: article.district.name if article.district else "",
    related=("district",),
    visible=visible,
    may=trust.may,
    show=show,
    frame=frame,
    revert=revert,
    undo=undo,
    author_url=author_url,
    actions=actions,
)
