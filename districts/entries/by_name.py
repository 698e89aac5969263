"""What is called so? Told by the words of names, never by their bytes or addresses.

Databases do not know which names are the same (SQLite knows small and capital letters of ASCII
alone, none knows "Hoefen"), so the names are read: they are as many as a city has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from districts.models import District
from text.identity import words_of
from text.names import clean

M = TypeVar("M", bound=Model)


def called(rows: QuerySet[M], names: Iterable[str], *, field: str = "name") -> dict[str, M]:
    """Return what bears each name: the first of these rows that is spelled so, else the first.

    Names that nothing bears are left out. Those of all rows are read only where somebody writes
    one in another way than it is stored.
    """
    wanted = {name: clean(name) for name in names}
    spelled: dict[str, M] = {}
    for row in rows.filter(**{f"{field}__in": set(wanted.values())}):
        spelled.setdefault(getattr(row, field), row)
    others = {words_of(name) for name, tidy in wanted.items() if tidy not in spelled}
    pks: dict[str, Any] = {}
    for pk, name in rows.values_list("pk", field) if others else ():
        if (words := words_of(name)) in others:
            pks.setdefault(words, pk)
    by_pk = rows.in_bulk(pks.values()) if pks else {}
    found = {
        name: spelled.get(tidy) or by_pk.get(pks.get(words_of(name)))
        for name, tidy in wanted.items()
    }
    return {name: row for name, row in found.items() if row is not None}


def districts_called(names: Iterable[str]) -> dict[str, list[District]]:
    """Return the districts of each name, oldest first, with their cities; one query at most.

    An address that is typed as it is finds its district, too, where no name says otherwise.
    """
    wanted = {name: words for name in names if (words := words_of(name))}
    if not wanted:
        return {}
    by_words: dict[str, list[District]] = {words: [] for words in wanted.values()}
    by_address: dict[str, District] = {}
    for district in District.objects.select_related("city").order_by("pk"):
        by_address[district.slug] = district
        for words in {words_of(district.name), words_of(district.short)} & by_words.keys():
            by_words[words].append(district)
    at = {name: by_address.get(name.lower()) for name in wanted}
    return {name: by_words[words] or _listed(at[name]) for name, words in wanted.items()}


def _listed(district: District | None) -> list[District]:
    return [district] if district else []
