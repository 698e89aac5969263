"""What happens after somebody has agreed to go back: save, or show why it cannot be done alone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import User
from community import limits
from wiki import services
from wiki.addresses import article_url
from wiki.errors import EditConflict, WikiError
from wiki.models import Article
from wiki.services import SaveResult
from wiki.views import conflict, outcome


def revert(request: HttpRequest, article: Article, number: int, summary: str) -> HttpResponse:
    """Make the text what it was in a revision."""
    return _do(services.revert_article, request, article, number, summary)


def undo(request: HttpRequest, article: Article, number: int, summary: str) -> HttpResponse:
    """Take back what a revision changed."""
    return _do(services.undo_revision, request, article, number, summary)


def _do(
    service: Callable[..., SaveResult],
    request: HttpRequest,
    article: Article,
    number: int,
    summary: str,
) -> HttpResponse:
    assert isinstance(request.user, User)  # the page before this one has seen to it
    try:
        result = service(
            article=article,
            number=number,
            author=request.user,
            summary=summary,
            network=limits.network_of(request),
        )
    except EditConflict as error:
        return conflict.page(request, article, error, summary=summary)
    except WikiError as error:
        messages.error(request, str(error.message))
        return HttpResponseRedirect(article_url(article, "verlauf/"))
    return outcome.after_save(request, article, result)
