"""Topics: the tree, and what each district does on one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.person import Person
from districts import entries, panels
from districts.entries import EntryKind
from districts.map.signs import sign_of
from districts.models import Topic
from districts.pages.cached_parts import cached_parts
from districts.pages.topic_overview import by_district
from districts.shown import said_by_list, said_by_topics
from districts.stewards import stewards_of
from text.fold import fold


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Show the tree of topics with how much there is on each."""
    parts = cached_parts(
        request, {"body": "districts/_topics.html"}, lambda user, audience: {"tree": _tree()}
    )
    return render(request, "districts/topics.html", parts)


def _tree() -> list[dict[str, Any]]:
    said_by_list(*(kind.key for kind in _kinds()))
    counts = _counts()
    rows = sorted(Topic.objects.all(), key=lambda topic: fold(topic.name))
    return [
        {
            "topic": topic,
            "counts": [
                kind.lists.count(counts[kind.key, topic.pk])
                for kind in _kinds()
                if (kind.key, topic.pk) in counts
            ],
            "children": [child for child in rows if child.parent_id == topic.pk],
        }
        for topic in rows
        if topic.parent_id is None
    ]


def _kinds() -> list[EntryKind]:
    """Return the kinds that stand on topics and have a list."""
    return [kind for kind, _on in entries.on_topics() if kind.listed]


def _counts() -> dict[tuple[str, int], int]:
    """Count what is current on each upper topic with its children, all kinds in one query."""
    parts, now = [], timezone.now()
    for kind in _kinds():
        rows = kind.current(kind.listed_for(None), now).order_by().filter(topics__isnull=False)
        # On a topic and on one below it an entry counts once.
        top = Coalesce("topics__parent", "topics")
        named = rows.annotate(kind_of=Value(kind.key, output_field=CharField()), top=top)
        counted = named.values("kind_of", "top").annotate(n=Count("pk", distinct=True))
        parts.append(counted.values_list("kind_of", "top", "n"))
    return {(kind, topic): n for kind, topic, n in parts[0].union(*parts[1:], all=True)}


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what each district does on a topic and the topics below it."""
    found = get_object_or_404(Topic.objects.select_related("parent"), slug=slug)
    parts = cached_parts(
        request,
        {"body": "districts/_topic.html", "beside": "districts/_topic_aside.html"},
        lambda user, audience: _known(found, user),
    )
    return render(request, "districts/topic.html", {"topic": found, **parts})


def _known(topic: Topic, user: Person) -> dict[str, Any]:
    children = sorted(topic.children.all(), key=lambda child: fold(child.name))
    said_by_topics([topic, *children])
    districts = by_district([topic, *children], user, timezone.now())
    return {
        "topic": topic,
        "child_tags": [{"name": c.name, "url": c.get_absolute_url()} for c in children],
        "kinds": _kinds(),
        "rows": [{"row": row, "lage": sign_of(row.district)} for row in districts.rows],
        "elsewhere": districts.elsewhere,
        "papers": districts.papers,
        "panels": panels.panels_for(topic, user),
        "stewards": stewards_of("topic", topic.pk),
    }
