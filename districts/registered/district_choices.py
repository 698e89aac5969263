"""Where may somebody be at home? Every district, with its city where there are several."""

from __future__ import annotations

from districts.models import District


def district_choices() -> list[tuple[str, str]]:
    """Return slug and name of each district, in one query."""
    rows = list(
        District.objects.order_by("city__name", "name").values_list("slug", "name", "city__name")
    )
    several = len({city for _slug, _name, city in rows}) > 1
    return [(slug, f"{name} ({city})" if several else name) for slug, name, city in rows]
