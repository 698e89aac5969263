"""Every address of the admin, with the numbers of real things in it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import get_resolver

#: What stands for a parameter of a route, where its name says it all.
NAMES = {
    "page_id": "page",
    "page_pk": "page",
    "page_to_move_id": "page",
    "parent_page_id": "home",
    "parent_id": "home",
    "destination_id": "home",
    "revision_id": "revision",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "content_type_app_name": "cms",
    "content_type_model_name": "standardpage",
    "action": "delete",
    "action_name": "approve",
    "filter_spec": "original",
    "image_id": "image",
    "document_id": "document",
    "redirect_id": "redirect",
    "translation_id": "translation",
    "translation_source_id": "source",
    "task_id": "task",
    "task_state_id": "task_state",
    "workflow_pk": "workflow",
    "workflow_state_id": "workflow_state",
    "collection_id": "collection",
    "string_segment_id": "segment",
    "slug:name": "veraltete-fassungen",
}
#: What a bare `pk` means, by the part of the address that comes before it.
OWNERS = (
    ("sitesettings", "settings"),
    ("glossaryterm", "term"),
    ("synonymset", "synonym"),
    ("wiki/starter", "starter"),
    ("districts/topic", "topic"),
    ("districts/district", "district"),
    ("districts/city", "city"),
    ("account_chooser", "user"),
    ("wiki_article", "article"),
    ("localize/submit/snippet", "settings"),
    ("localize/api/snippets", "settings"),
    ("locales", "locale"),
    ("sites", "site"),
    ("users", "user"),
    ("groups", "group"),
    ("documents", "document"),
    ("images", "image"),
    ("workflows/tasks", "task"),
    ("workflows", "workflow"),
    ("collections", "collection"),
    ("suche/ohne-treffer", "question"),
    ("pages", "page"),
)
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def admin_routes() -> list[str]:
    """Return the pattern of every route below /admin/, without the signs of regular expressions."""
    (admin,) = [
        found
        for found in get_resolver().url_patterns
        if str(found.pattern) == "admin/" and hasattr(found, "url_patterns")
    ]
    return sorted({_plain(route) for route in walk(admin.url_patterns, "/admin/")})


def walk(patterns: Any, start: str) -> Iterator[str]:
    """Yield the pattern of every route below these."""
    for found in patterns:
        route = start + str(found.pattern)
        if hasattr(found, "url_patterns"):
            yield from walk(found.url_patterns, route)
        else:
            yield route


def _plain(route: str) -> str:
    named = _PARAMETER.sub(lambda match: f"<{match[1] or match[2]}>", route)
    return re.sub(r"[\^$\\]|\.\*|\(.*\)$", "", named)


def address(route: str, numbers: Mapping[str, int]) -> str:
    """Return the address of a route with real things in it; "1" for what it knows nothing of."""

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        before = route[: match.start()]
        if name in {"app_label", "app_name"}:
            return "wagtailcore" if "/bulk/" in before else "cms"
        if name == "model_name":
            return "page" if "/bulk/" in before else "sitesettings"
        meaning = NAMES.get(name) or next(
            (owner for part, owner in OWNERS if part in before), "nothing"
        )
        known = numbers.get(meaning, meaning)
        return "1" if known == "nothing" else str(known)

    filled = re.sub(r"<(\w+)>", fill, route)
    return f"{filled}?id={numbers['page']}" if "/bulk/" in route else filled
