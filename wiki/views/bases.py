"""Which revisions does a form name that comes back, and may its sender still read them?

The numbers come from outside. Their texts are compared and put together with what was typed, so a
revision that waits, or was hidden meanwhile, must not be reached through them.
"""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, QueryDict

from community import trust
from text.whole_numbers import whole_number
from wiki.models import Article, Revision

#: The fields: what the text started from, and upon what a conflict was decided.
BASE, DECIDED_ON = "base_revision", "decided_on"


class SentRevisions(NamedTuple):
    """The head (None: nothing is public yet), and what a form names as far as it can be read."""

    head: Revision | None
    base: Revision | None
    decided_on: Revision | None


def base_of(request: HttpRequest, article: Article) -> Revision | None:
    """Return the accepted revision that was sent as base; None when there is none to be read."""
    return named_by(request, article).base


def named_by(
    request: HttpRequest, article: Article, sent: QueryDict | None = None
) -> SentRevisions:
    """Return the revisions that were sent with this form, or with another one; one query."""
    values = request.POST if sent is None else sent
    base, decided_on = (whole_number(values.get(name)) or 0 for name in (BASE, DECIDED_ON))
    found = _accepted(request, article, {article.head_number, base, decided_on})
    readable = [_readable(request, article, found.get(number)) for number in (base, decided_on)]
    return SentRevisions(found.get(article.head_number), *readable)


def _accepted(request: HttpRequest, article: Article, numbers: set[int]) -> dict[int, Revision]:
    """Return the revisions of these numbers, as far as accepted."""
    rows = article.revisions.filter(state=Revision.State.LIVE)
    if not article.is_public:  # of a public one everybody reads what was accepted
        rows = rows.visible_to(request.user)
    # What is made of a text is long, and no form shows it.
    shown = rows.filter(number__in=numbers).defer("html", "plain", "toc").select_related("author")
    return {revision.number: revision for revision in shown}


def _readable(request: HttpRequest, article: Article, base: Revision | None) -> Revision | None:
    if base is not None and base.text_hidden:
        return base if trust.may(request.user, "see_hidden", article) else None
    return base
