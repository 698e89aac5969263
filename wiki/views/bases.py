"""Which revision did a form start from that comes back, and may its sender still read it?

The number comes from outside. Its text is compared and put together with what was typed, so a
revision that waits, or was hidden meanwhile, must not be reached through it.
"""

from __future__ import annotations

from django.http import HttpRequest

from community import trust
from text.whole_numbers import whole_number
from wiki.models import Article, Revision


def base_of(request: HttpRequest, article: Article) -> Revision | None:
    """Return the accepted revision whose number was sent; None when there is none to be read."""
    return _readable(request, article, _accepted(request, article).get(_sent(request)))


def head_and_base_of(
    request: HttpRequest, article: Article
) -> tuple[Revision | None, Revision | None]:
    """Return the head (None: nothing is public yet) and what `base_of` returns; one query."""
    found = _accepted(request, article)
    return found.get(article.head_number), _readable(request, article, found.get(_sent(request)))


def _sent(request: HttpRequest) -> int:
    return whole_number(request.POST.get("base_revision")) or 0


def _accepted(request: HttpRequest, article: Article) -> dict[int, Revision]:
    """Return the head and the revision whose number was sent, by number, as far as accepted."""
    rows = article.revisions.filter(state=Revision.State.LIVE)
    if not article.is_public:  # of a public one everybody reads what was accepted
        rows = rows.visible_to(request.user)
    wanted = rows.filter(number__in={article.head_number, _sent(request)})
    # What is made of a text is long, and no form shows it.
    shown = wanted.defer("html", "plain", "toc").select_related("author")
    return {revision.number: revision for revision in shown}


def _readable(request: HttpRequest, article: Article, base: Revision | None) -> Revision | None:
    if base is not None and base.text_hidden:
        return base if trust.may(request.user, "see_hidden", article) else None
    return base
