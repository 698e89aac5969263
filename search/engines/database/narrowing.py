"""Chosen facet values as SQL: which hits they leave, and how many of every value there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.contract import FACETS
from search.engines.base import Bucket, Scope
from search.engines.database.sql import Sql, joined, one_of, rows
from search.request import SearchRequest

#: What anybody may find. `e` is `search_entry` in every statement.
VISIBLE = Sql("e.public AND NOT e.hidden")
COLUMNS = "e.kind, e.language, e.city, e.citywide, e.public, e.hidden"
#: Facets that are columns of the entry; the others are in `search_entryterm`.
COLUMN_FACETS = ("kind", "language")


def narrowed(request: SearchRequest, scope: Scope, *, leave_out: str = "") -> Sql:
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
    return joined(" AND ", pieces)


def counts(
    request: SearchRequest,
    scope: Scope,
    matched: Sql,
    *,
    wider: Sql | None = None,
    little: int = 0,
) -> tuple[int, dict[str, list[Bucket]], bool]:
    """Count all hits and the values of every facet, in one statement.

    With fewer hits than `little`, the hits are those of `wider`; the third value says so.
    """
    chosen, selects = _chosen(request, scope, matched, wider, little)
    selects.append(
        Sql("SELECT 'total', '', '', '', count(*) FROM found e WHERE ") + narrowed(request, scope)
    )
    for facet in FACETS if request.facets else ():
        others = narrowed(request, scope, leave_out=facet)
        if facet in COLUMN_FACETS:
            selects.append(
                Sql(f"SELECT '{facet}', e.{facet}, '', '', count(*) FROM found e WHERE ")
                + others
                + f" GROUP BY e.{facet}"
            )
            continue
        selects.append(
            Sql(
                f"SELECT '{facet}', t.value, t.label, e.city, count(*) FROM found e "
                f"JOIN search_entryterm t ON t.entry_id = e.id AND t.facet = '{facet}' WHERE "
            )
            + others
            + " GROUP BY t.value, t.label, e.city"
        )
        if facet == "district":
            selects.append(
                Sql("SELECT 'city', e.city, '', '', count(*) FROM found e WHERE e.citywide AND ")
                + others
                + " GROUP BY e.city"
            )
    found = Sql("WITH ") + chosen + ", found AS MATERIALIZED (SELECT e.id, "
    found += Sql(f"{COLUMNS} FROM m JOIN search_entry e ON e.id = m.id WHERE ") + VISIBLE + ") "
    statement = found + joined(" UNION ALL ", selects)
    return _read_counts(rows(statement))


def _chosen(
    request: SearchRequest, scope: Scope, matched: Sql, wider: Sql | None, little: int
) -> tuple[Sql, list[Sql]]:
    """What is counted, as the common table `m`; and a row that says whether it is the wider one."""
    if wider is None:
        return Sql("m AS MATERIALIZED (") + matched + ")", []
    narrow = Sql("n AS MATERIALIZED (") + matched + "), few AS MATERIALIZED (SELECT count(*) < "
    narrow += Sql("%s AS yes FROM n JOIN search_entry e ON e.id = n.id WHERE ", (little,))
    narrow += narrowed(request, scope)
    either = narrow + "), m AS MATERIALIZED (SELECT id FROM n WHERE NOT (SELECT yes FROM few) "
    either += Sql("UNION ALL SELECT id FROM (") + wider + ") w WHERE (SELECT yes FROM few))"
    return either, [Sql("SELECT 'few', '', '', '', CASE WHEN yes THEN 1 ELSE 0 END FROM few")]


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
