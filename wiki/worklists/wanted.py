"""Which articles do others lead to that nobody has written? And what is wanted beside these?

Told from the links of public texts alone (`wiki.models.Link`): no text is read for it, and what
stands only in a held, hidden or deleted text asks for nothing. An article is wanted where a link
looks for it first; how it is spelled there is how it is called.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, QuerySet

from districts.models import Need
from wiki.models import Article, Link, Task
from wiki.querysets import used
from wiki.worklists.narrowing import Narrowing

#: So many things that people look for stand above the articles; search has the rest.
NEEDS_SHOWN = 5


def links(language: str) -> QuerySet[Link]:
    """Return the links of public texts of a language that lead nowhere."""
    public = Article.objects.live().filter(language=language)
    return Link.objects.filter(used("district"), target=None, source__in=public)


def rows(narrowing: Narrowing, language: str) -> QuerySet[Link, Any]:
    """Return what is wanted, by district and words; for what most pages ask comes first.

    Each row has `district` (key or None), `title_words`, `title`, and `pages`, how many ask for it.
    """
    asked = narrowing.narrowed(links(language), topics="source__topics")
    grouped: QuerySet[Link, Any] = asked.order_by().values("district", "title_words")
    counted = grouped.annotate(pages=Count("source", distinct=True), title=Min("title"))
    return counted.order_by("-pages", "title", "title_words", "district")


def title_of(task: Task) -> str:
    """Return what public pages call a wanted article of which somebody takes care; "" for none."""
    asked = links(task.language).filter(district=task.district_id, title_words=task.title_words)
    return asked.aggregate(title=Min("title"))["title"] or ""


def needs(narrowing: Narrowing) -> list[Need]:
    """Return what people look for in the same place and on the same topic, the newest first."""
    found = Need.objects.live().open()
    if narrowing.district:  # nothing is wanted in no district at all
        found = found.in_districts([narrowing.place]) if narrowing.place else found.none()
    if narrowing.topic:
        found = found.on_topics(narrowing.on)
    return list(found.order_by("-created_at", "-pk")[:NEEDS_SHOWN])
