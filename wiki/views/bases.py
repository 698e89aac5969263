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
    number = whole_number(request.POST.get("base_revision")) or 0
    rows = article.revisions.visible_to(request.user).select_related("author")
    base = rows.filter(number=number, state=Revision.State.LIVE).first()
    if base is None or (base.text_hidden and not trust.may(request.user, "see_hidden", article)):
        return None
    return base
