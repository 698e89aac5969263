"""What and where something is, as factors of its score; the database does the same in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from search.engines import weights
from search.engines.base import ReaderScope
from search.request import SearchRequest
from search.sources import minor_kinds, passing_kinds


def factors(
    request: SearchRequest, scope: ReaderScope, now: datetime, *, browsing: bool = False
) -> list[dict[str, Any]]:
    """Return the factors that a score is multiplied with."""
    today = now.date().isoformat()
    found = [
        factor(weights.PAST, {"range": {"date": {"lt": now.isoformat()}}}, of(passing_kinds())),
        *by_language(request.language),
        *_by_place(request, scope),
    ]
    if not browsing:
        found.append(by_weight_of_kind())
        found.append({"linear": {"updated_at": _age(today)}})
    return found


def of(kinds: list[str]) -> dict[str, Any]:
    """Return a clause for what is of one of these kinds."""
    return {"terms": {"kind": kinds}}


def by_weight_of_kind() -> dict[str, Any]:
    """What comes behind all other knowledge."""
    return factor(weights.MINOR, of(minor_kinds()))


def _age(today: str) -> dict[str, Any]:
    return {"origin": today, "scale": weights.AGE_SCALE, "decay": weights.AGE_DECAY}


def by_language(language: str) -> list[dict[str, Any]]:
    """The reader's language first; German and easy German are nearly the same."""
    german = {"de", "de-simple"}
    if language in german:
        other = (german - {language}).pop()
        foreign = {"bool": {"must_not": {"terms": {"language": sorted(german)}}}}
        return [
            factor(weights.OTHER_FORM, language=other),
            factor(weights.OTHER_LANGUAGE, foreign),
        ]
    return [
        factor(weights.OTHER_LANGUAGE, {"bool": {"must_not": {"term": {"language": language}}}})
    ]


def _by_place(request: SearchRequest, scope: ReaderScope) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    chosen = request.filters.get("district", ())
    if chosen:
        found.append(factor(weights.OWN_OF_CHOSEN, {"terms": {"district": list(chosen)}}))
    elif scope.home:
        found.append(factor(weights.OWN_OF_HOME, district=scope.home))
        if scope.home_city:
            found.append(factor(weights.CITYWIDE_OF_HOME, city=scope.home_city))
    if request.near:
        point = {"lat": request.near[0], "lon": request.near[1]}
        found += [
            factor(times, {"geo_distance": {"distance": radius, "location": point}})
            for radius, times in weights.NEAR
        ]
    return found


def factor(weight: float, *clauses: dict[str, Any], **terms: str) -> dict[str, Any]:
    """Multiply with `weight` whatever fulfils all clauses and has all terms."""
    every = [*clauses, *({"term": {field: value}} for field, value in terms.items())]
    return {
        "weight": weight,
        "filter": every[0] if len(every) == 1 else {"bool": {"filter": every}},
    }
