"""Which drawing stands where there is no picture? A topic has its own, or that of the one above.

They lie in one sprite, `static/img/illustrations.svg`: a symbol for each topic with which a site
starts, named by its slug; `kind-…` for the kinds of things, named by their keys; `empty-…` for
pages and lists on which nothing is.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import CharField, F, Model, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat

SPRITE = Path("static/img/illustrations.svg")
GENERAL = "allgemein"
#: Topics that mean the same and share a drawing.
_ALIKE = {"alltag-im-bezirk": "alltag-im-quartier"}
_SYMBOL = re.compile(r'<symbol id="([a-z-]+)"')


@cache
def drawn() -> tuple[str, ...]:
    """Return the names of the symbols in the sprite, in its order."""
    return tuple(_SYMBOL.findall((Path(settings.BASE_DIR) / SPRITE).read_text(encoding="utf-8")))


def illustration_of(*topics: str | None) -> str:
    """Return the symbol for the first of some topics (slugs) that is drawn, else a general one."""
    named = (_ALIKE.get(topic, topic) for topic in topics if topic)
    return next((name for name in named if name in drawn()), GENERAL)


def topics_to_draw(model: type[Model]) -> Coalesce:
    """Return the expression for the first topic of a thing and the one above; see `drawing`."""
    topics: Any = model._meta.get_field("topics")
    of = topics.m2m_field_name()
    first = topics.remote_field.through._default_manager.filter(**{of: OuterRef("pk")})
    above = Coalesce(F("topic__parent__slug"), Value(""))
    both = Concat(F("topic__slug"), Value(" "), above, output_field=CharField())
    named = first.order_by("topic__name", "pk").values_list(both)[:1]
    return Coalesce(Subquery(named, output_field=CharField()), Value(""))


def drawing(topics: str) -> str:
    """Return the symbol for what `topics_to_draw` has read."""
    return illustration_of(*topics.split())


def for_empty_list(kind: str) -> str:
    """Return the symbol for a list in which there is nothing of a kind (its key)."""
    name = "empty-dates" if kind == "event" else f"kind-{kind}"
    return name if name in drawn() else "empty-list"
