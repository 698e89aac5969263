"""What `versions` and `community` know of articles: how to show them and how to decide on them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community import trust
from pictures.in_text import with_pictures
from versions.contract import Kind
from wiki import services
from wiki.addresses import article_url
from wiki.models import Article, Revision
from wiki.rendering import ensure_rendered
from wiki.subject import KIND
from wiki.views import reverting
from wiki.views.navigation import article_steps


def visible(article: Article, user: trust.Person) -> QuerySet[Revision]:
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
        "html": with_pictures(revision.html or ""),
        "title": revision.title,
        "language": revision.article.language,
    }
    return "wiki/old_text.html", shown


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


ARTICLES = Kind(
    name=KIND,
    model=Article,
    revisions=Revision,
    title=lambda article: article.title,
    url=article_url,
    text=text,
    is_markdown=True,
    body="body",
    place=lambda article: article.district.name if article.district else "",
    related=("district",),
    visible=visible,
    may=trust.may,
    show=show,
    steps=article_steps,
    revert=partial(reverting.go_back, services.revert_article),
    undo=partial(reverting.go_back, services.undo_revision),
    actions=actions,
)
