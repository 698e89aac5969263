"""What the views of all kinds share: how an address becomes an entry, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.entries import EntryKind
from districts.shown import others_named


def entry_view(
    kind: EntryKind, view: Callable[..., HttpResponse], *, writes: bool = False
) -> Callable[..., HttpResponse]:
    """Let a view of `versions` run on the entry of an address; `writes` says that it is a form."""
    find = kind.to_write if writes else kind.get

    def on_entry(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        others_named()
        return view(request, find(request.user, slug), **kwargs)

    return on_entry


def crumbs(kind: EntryKind, *last: tuple[str, str]) -> list[dict[str, str]]:
    """Return where a page about an entry stands."""
    steps = [
        (_("Home"), reverse("wagtail_serve", args=[""])),
        (str(kind.many), kind.list_url),
    ]
    return [{"title": title, "url": url} for title, url in (*steps, *last)]
