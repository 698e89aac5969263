"""How an article looks in a list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wiki.addresses import article_url
from wiki.models import Article


def card(article: Article) -> dict[str, Any]:
    """Return an article as `components/card.html` takes it, below its place; needs `district`."""
    return {
        "kind_label": _("Wiki article"),
        "title": article.title,
        "url": article_url(article),
        "date": article.updated_at,
    }
