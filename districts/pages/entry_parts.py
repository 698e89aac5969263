"""Which parts of the page of an entry are the same for many readers?

The entry is kept for all who may see the same of the directory (`cached_parts.audience_of`), what
its page says for those among them who may also do the same there. The surroundings, and the form
that says it is still right, are made for each reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from community import trust
from districts.entries import EntryKind
from districts.models import Entry
from districts.pages.cached_parts import audience_of, reader_for
from districts.pages.pictures_panel import knowing_pictures
from districts.shown import said_by_entry
from pagecache.shared import before, kept
from pictures.in_text import with_pictures
from text.captured import captured_parts

#: What `districts/entry.html` captures.
PARTS = ("about", "head", "trail", "text", "talk", "beside_first", "beside")
#: What only a form with somebody's own token has.
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the name of a field)


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who a page is made for: everybody who sees the same as `reader`.

    `seen` is the content version, read before anything else.
    """

    audience: str
    reader: trust.Person
    seen: int


def sharing_with(user: trust.Person) -> Sharing:
    """Return with whom a reader shares what is kept."""
    seen = before()
    audience = audience_of(user, seen)
    return Sharing(audience, reader_for(audience, user), seen)


def entry_at(kind: EntryKind, slug: str, sharing: Sharing) -> Entry | None:
    """Return the entry at an address with its places and topics, made or kept; None for none."""

    def made() -> Entry | None:
        rows = kind.model.objects.visible_to(sharing.reader).with_usage().with_places()
        rows = kind.with_acts(knowing_pictures(kind.page.along(rows), kind.key))
        found: Entry | None = rows.filter(slug=slug).first()
        if found is not None:
            said_by_entry(found)
        return found

    words = f"{kind.key} {sharing.audience} {slug}"
    return kept("districts:entry", words, made, seen=sharing.seen)


def entry_parts(
    request: HttpRequest,
    entry: Entry,
    template: str,
    make: Callable[[], Mapping[str, Any]],
    *,
    sharing: Sharing,
    rights: Mapping[str, bool],
) -> dict[str, SafeString]:
    """Return the parts of the page of an entry, made or kept.

    `make` returns the context of the template besides the rights: nothing of a single reader.
    Parts in which rights bring a form of the reader's own are made each time. Pictures in what it
    says are those that everybody may see: two queries where there are some, none else.
    """
    made: list[dict[str, SafeString]] = []

    def make_parts() -> dict[str, SafeString] | None:
        said_by_entry(entry)
        parts = captured_parts(request, template, {**make(), **rights}, PARTS)
        parts["text"] = mark_safe(with_pictures(parts["text"]))
        made.append(parts)
        return None if any(TOKEN in part for part in parts.values()) else parts

    words = f"{entry.KIND} {entry.pk} {sharing.audience} {sorted(rights.items())} {get_language()}"
    return kept("districts:entry-parts", words, make_parts, seen=sharing.seen) or made[0]
