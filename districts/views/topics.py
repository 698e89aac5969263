"""Topics: the tree, and what each district does on one of them."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import pagecache
from accounts.person import Person
from districts import entries
from districts.entries import EntryKind
from districts.models import Topic
from districts.pages.cached_parts import cached_parts
from districts.pages.illustrations import illustration_of
from districts.pages.topic_parts import topic_parts
from districts.shown import said_by_list
from text.fold import fold
from text.site_address import absolute_url


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
            "illustration": illustration_of(topic.slug),
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
    found, children = _with_children(slug)
    if found is None:
        raise Http404
    parts = cached_parts(
        request,
        {"body": "districts/_topic.html", "beside": "districts/_topic_aside.html"},
        lambda user, audience: _known(request, found, children, user, audience),
    )
    context = {"topic": found, "full_url": absolute_url(found), **parts}
    return render(request, "districts/topic.html", context)


def _with_children(slug: str) -> tuple[Topic | None, list[Topic]]:
    """Return a topic and those below it by name; one query."""
    rows = Topic.objects.filter(Q(slug=slug) | Q(parent__slug=slug)).select_related("parent")
    by_name = sorted(rows, key=lambda row: fold(row.name))
    found = next((row for row in by_name if row.slug == slug), None)
    return found, [row for row in by_name if row is not found]


def _known(
    request: HttpRequest, topic: Topic, children: list[Topic], user: Person, audience: str
) -> dict[str, Any]:
    pagecache.shows_only()  # beside the parts, which say what they show
    parts = topic_parts(request, topic, children, user, audience)
    return {
        "topic": topic,
        "illustration": illustration_of(topic.slug, topic.parent.slug if topic.parent else None),
        "child_tags": [{"name": c.name, "url": c.get_absolute_url()} for c in children],
        "parts": parts,
    }
