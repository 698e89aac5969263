"""The districts of several lists of entries, fetched with one query for all of them."""

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import F, Value

from districts.models import City, District, Entry

#: What a card shows of a district: its name, its sign, and the address of both; and its key.
SHOWN = ("id", "slug", "name", "short")
OF_CITY = ("slug", "name", "sign_digest")


def fetch_places(*lists: Sequence[Entry]) -> None:
    """Give every entry its districts (with their cities), as prefetching would, but all at once.

    The districts know only what cards show of them.
    """
    entries = [entry for entries in lists for entry in entries]
    places: dict[tuple[str, int], list[District]] = {}
    for model, pk, *columns in _rows([entries for entries in lists if entries]):
        places.setdefault((model, pk), []).append(_district(columns))
    for entry in entries:
        found = sorted(places.get((_name(entry), entry.pk), ()), key=lambda place: place.name)
        cache = entry.__dict__.setdefault("_prefetched_objects_cache", {})
        queryset = District.objects.none()
        queryset._result_cache = found
        cache["districts"] = queryset


def _rows(lists: Sequence[Sequence[Entry]]) -> Any:
    queries = [_links(entries) for entries in lists]
    if not queries:
        return ()
    return queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]


def _links(entries: Sequence[Entry]) -> Any:
    name = _name(entries[0])
    # Each kind adds `districts` itself; the base knows only that they do.
    through = cast(Any, type(entries[0])).districts.through
    links = through.objects.filter(**{f"{name}__in": [entry.pk for entry in entries]})
    columns = [*(f"district__{column}" for column in SHOWN)]
    columns += [f"district__city__{column}" for column in OF_CITY]
    return links.values_list(Value(name), F(f"{name}_id"), *map(F, columns)).order_by()


def _district(columns: Sequence[str]) -> District:
    own, city = columns[: len(SHOWN)], columns[len(SHOWN) :]
    return District(
        **dict(zip(SHOWN, own, strict=True)), city=City(**dict(zip(OF_CITY, city, strict=True)))
    )


def _name(entry: Entry) -> str:
    return entry._meta.model_name or ""
