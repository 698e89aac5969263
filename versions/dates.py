"""Which day does an address name?"""

from __future__ import annotations

from datetime import date

from django.utils.dateparse import parse_date


def day_or_none(text: str) -> date | None:
    """Return a day written as YYYY-MM-DD; None for anything else, and for days of no calendar."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and str(found) == text else None
