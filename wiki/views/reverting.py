"""What happens after somebody has agreed to go back: save, or show why it cannot be done alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from community import limits
from versions.contract import CannotGoBack
from wiki.errors import EditConflict, WikiError
from wiki.models import Article
from wiki.services import SaveResult
from wiki.views import conflict, outcome


def go_back(
    service: Callable[..., SaveResult],
    request: HttpRequest,
    article: Article,
    number: int,
    summary: str,
) -> HttpResponse:
    """Let a service put the text back to a revision, or take back what one changed."""
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
        raise CannotGoBack(str(error.message)) from error
    return outcome.after_save(request, result)
