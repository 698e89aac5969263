"""Chosen facet values as SQL: which hits they leave, and how many of every value there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.engines.base import Bucket, ReaderScope
from search.engines.database.sql import Sql, concatenated, one_of, rows
from search.request import SearchRequest
from search.sources import FACETS

#: What anybody may find. `e` is `search_entry` in every statement.
VISIBLE = Sql("e.public AND NOT e.hidden")
COLUMNS = "e.kind, e.language, e.city, e.citywide, e.public, e.hidden"
#: Facets that are columns of the entry; the others are in `search_entryterm`.
COLUMN_FACETS = ("kind", "language")


def narrowed(request: SearchRequest, scope: ReaderScope, *, leave_out: str = "") -> Sql:
    """The chosen values of every facet but one, as a condition on `e`."""
    pieces = [VISIBLE]
    for facet in FACETS:
        values = request.filters.get(facet, ())
        if not values or facet == leave_out:
            continue
        if facet in COLUMN_FACETS:
            pieces.append(one_of(f"e.{facet}", values))
            continue
        carried = (
            Sql("e.id IN (SELECT entry_id FROM search_entryterm WHERE facet = %s AND ", (facet,))
            + one_of("value", values)
            + ")"
        )
        if facet == "district" and scope.chosen_cities:
            carried += Sql(" OR (e.citywide AND ") + one_of("e.city", scope.chosen_cities) + ")"
        pieces.append(Sql("(") + carried + ")")
    return concatenated(" AND ", pieces)


def counts(
    request: SearchRequest, scope: ReaderScope, matched: Sql, wider: Sql, little: int
) -> tuple[int, dict[str, list[Bucket]], bool]:
    """Count all hits and the values of every facet, in one statement.

    With fewer hits than `little`, the hits are those of `wider`; the third value says so.
    """
    all_chosen = narrowed(request, scope)
    selects = [Sql("SELECT 'total', '', '', '', count(*) FROM found e WHERE ") + all_chosen]
    for facet in FACETS if request.facets else ():
        selects += _values(facet, narrowed(request, scope, leave_out=facet))
    chosen = Sql("m AS MATERIALIZED (") + matched + ")"
    if wider != matched:
        chosen = _whichever(matched, wider, all_chosen, little)
        selects.append(Sql("SELECT 'few', '', '', '', CASE WHEN yes THEN 1 ELSE 0 END FROM few"))
    found = Sql("WITH ") + chosen + ", found AS MATERIALIZED (SELECT e.id, "
    found += Sql(f"{COLUMNS} FROM m JOIN search_entry e ON e.id = m.id WHERE ") + VISIBLE + ") "
    return _read_counts(rows(found + concatenated(" UNION ALL ", selects)))


def _values(facet: str, others: Sql) -> list[Sql]:
    """Count the values of one facet among what the choices in the others leave."""
    if facet in COLUMN_FACETS:
        count = Sql(f"SELECT '{facet}', e.{facet}, '', '', count(*) FROM found e WHERE ") + others
        return [count + f" GROUP BY e.{facet}"]
    count = Sql(f"SELECT '{facet}', t.value, t.label, e.city, count(*) FROM found e ")
    count += f"JOIN search_entryterm t ON t.entry_id = e.id AND t.facet = '{facet}' WHERE "
    count += others + " GROUP BY t.value, t.label, e.city"
    if facet != "district":
        return [count]
    city = Sql("SELECT 'city', e.city, '', '', count(*) FROM found e WHERE e.citywide AND ")
    return [count, city + others + " GROUP BY e.city"]


def _whichever(matched: Sql, wider: Sql, all_chosen: Sql, little: int) -> Sql:
    """The common table `m` of the hits of `matched`, or those of `wider` if these are too few."""
    narrow = Sql("n AS MATERIALIZED (") + matched + "), few AS MATERIALIZED (SELECT count(*) < "
    narrow += Sql("%s AS yes FROM n JOIN search_entry e ON e.id = n.id WHERE ", (little,))
    either = narrow + all_chosen + "), m AS MATERIALIZED (SELECT id FROM n"
    either += " WHERE NOT (SELECT yes FROM few) UNION ALL SELECT id FROM ("
    return either + wider + ") w WHERE (SELECT yes FROM few))"


def _read_counts(found: Sequence[tuple[Any, ...]]) -> tuple[int, dict[str, list[Bucket]], bool]:
    total, few = 0, False
    citywide: dict[str, int] = {}
    counts: dict[str, dict[str, int]] = {}
    labels: dict[tuple[str, str], str] = {}
    cities: dict[str, str] = {}
    for facet, value, label, city, count in found:
        if facet == "total":
            total = count
        elif facet == "few":
            few = bool(count)
        elif facet == "city":
            citywide[value] = count
        else:
            of_facet = counts.setdefault(facet, {})
            of_facet[value] = of_facet.get(value, 0) + count
            labels.setdefault((facet, value), label)
            if facet == "district" and city:
                cities.setdefault(value, city)
    facets: dict[str, list[Bucket]] = {}
    for facet, values in counts.items():
        facets[facet] = [
            Bucket(
                value,
                labels[facet, value],
                count + (citywide.get(cities.get(value, ""), 0) if facet == "district" else 0),
            )
            for value, count in values.items()
        ]
    return total, facets, few
