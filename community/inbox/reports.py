"""Receiving reports: which thing of ours is at an address, and opening the case."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.at_address import page_at
from community import cases, contract, trust
from community.models import Case

URL_LENGTH = 500


def own_path(url: str, host: str) -> str:
    """Return the path (with query) that an address has on this site; "" for nothing.

    Takes what people paste: with or without scheme and host. Raises `ValidationError` for an
    address that is not on this site or cannot be one.
    """
    url = url.strip()
    if not url:
        return ""
    if len(url) > URL_LENGTH or any(not char.isprintable() or char == "\\" for char in url):
        raise ValidationError(_("This is not an address that we could open."), code="broken")
    try:
        parts = urlsplit(url if "//" in url or url.startswith("/") else f"//{url}")
        foreign = bool(parts.netloc) and parts.netloc.lower() != host.lower()
    except ValueError as error:
        raise ValidationError(
            _("This is not an address that we could open."), code="broken"
        ) from error
    if foreign or parts.scheme not in ("", "http", "https"):
        raise ValidationError(_("Please give the address of a page of this site."), code="foreign")
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def find(path: str, user: trust.Person) -> tuple[contract.Kind, Any, int] | None:
    """Return kind, thing and revision that a page of ours shows to this person, if it is any."""
    with page_at(path) as match:
        for kind in contract.kinds() if match else ():
            at = kind.shown_at(match) if match and kind.shown_at else None
            thing = kind.load(at[0]) if at else None
            if at and thing is not None and kind.visible_to(thing, user):
                return kind, thing, at[1]
    return None


@transaction.atomic
def receive_report(
    *, path: str, cause: str, words: str, sender: cases.Sender, sort: str = Case.Sort.REPORT
) -> Case:
    """Open the case of a report about one of our pages, and return it.

    A page that belongs to no registered kind, or that the sender may not know of, is kept as the
    address alone.
    """
    found = find(path, sender.user)
    about: dict[str, Any] = {"kind": "", "pk": 0, "number": 0, "title": path, "scopes": ()}
    if found:
        kind, thing, number = found
        about = {
            "kind": kind.name,
            "pk": thing.pk,
            "number": number,
            "title": str(thing),
            "scopes": trust.scopes_of(thing),
        }
    return cases.open_case(
        sort=sort, url=path, sender=sender, cause=cause, words=words.strip(), **about
    )
