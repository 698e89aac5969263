"""What do actors and dates say to search engines? schema.org as JSON-LD."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from districts import recurrence
from districts.models import Actor
from districts.times import Shown
from text.words import in_words

_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(data: dict[str, Any]) -> SafeString:
    """Return a data block; nothing in it can end the block early."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def of_actor(actor: Actor) -> dict[str, Any]:
    """Return an actor as an organisation; the phone number only where it may be shown."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness" if actor.sector == "business" else "Organization",
        "name": actor.name,
        "url": _absolute(actor.get_absolute_url()),
        "description": actor.summary,
        "sameAs": actor.website,
        "telephone": actor.phone if actor.phone_public else "",
        "address": actor.address,
        "areaServed": [district.name for district in actor.districts.all()],
    }
    return {name: value for name, value in data.items() if value}


def of_date(shown: Shown) -> dict[str, Any]:
    """Return a date as an event, at one of its times."""
    date, start, end = shown.entry, shown.time.start, shown.time.end
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": date.title,
        "url": _absolute(date.get_absolute_url()),
        "description": in_words(shown.text),
        "startDate": start.astimezone(recurrence.ZONE).isoformat(),
        "endDate": end.astimezone(recurrence.ZONE).isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if shown.cancelled else 'Scheduled'}",
        "location": {"@type": "Place", "name": shown.place, "address": shown.place}
        if shown.place
        else None,
    }
    return {name: value for name, value in data.items() if value}


def _absolute(path: str) -> str:
    return str(urljoin(settings.WAGTAILADMIN_BASE_URL, path))
