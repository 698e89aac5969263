"""What and where something is, as a factor of its rank in SQL; the index does the same."""

from __future__ import annotations

from django.utils import timezone

from search.engines import weights
from search.engines.base import ReaderScope
from search.engines.database.sql import Sql, concatenated, one_of
from search.request import SearchRequest
from search.sources import minor_kinds, passing_kinds


def factor(request: SearchRequest, scope: ReaderScope) -> Sql:
    """What a rank is multiplied with: see `weights`."""
    german = ("de", "de-simple")
    own = german if request.language in german else (request.language,)
    pieces = [
        Sql("CASE WHEN e.date < %s AND ", (timezone.now(),))
        + one_of("e.kind", passing_kinds())
        + Sql(" THEN %s ELSE 1.0 END", (weights.PAST,)),
        Sql("CASE WHEN ")
        + one_of("e.kind", minor_kinds())
        + Sql(" THEN %s ELSE 1.0 END", (weights.MINOR,)),
        Sql("CASE WHEN e.language = %s THEN 1.0 WHEN ", (request.language,))
        + one_of("e.language", own)
        + Sql(" THEN %s ELSE %s END", (weights.OTHER_FORM, weights.OTHER_LANGUAGE)),
    ]
    districts = request.filters.get("district", ()) or ((scope.home,) if scope.home else ())
    if districts:
        chosen = bool(request.filters.get("district"))
        pieces.append(
            Sql("CASE WHEN e.id IN (SELECT entry_id FROM search_entryterm WHERE facet = 'district'")
            + " AND "
            + one_of("value", districts)
            + Sql(") THEN %s", (weights.OWN_OF_CHOSEN if chosen else weights.OWN_OF_HOME,))
            + Sql(" WHEN e.citywide AND e.city = %s", (scope.home_city,))
            + Sql(" THEN %s ELSE 1.0 END", (1.0 if chosen else weights.CITYWIDE_OF_HOME,))
        )
    if request.near:
        pieces.append(_nearness(*request.near))
    return concatenated(" * ", pieces)


#: Kilometres of a degree of latitude; one of longitude is .64 of that in the middle of Germany.
DEGREE_KM = 111.2
LONGITUDE_SHARE = 0.64


def _nearness(latitude: float, longitude: float) -> Sql:
    """The same rings as in the index, around a point on a flat earth."""
    squared = (
        f"(({DEGREE_KM} * (e.latitude - %s)) * ({DEGREE_KM} * (e.latitude - %s)) + "
        f"({DEGREE_KM * LONGITUDE_SHARE} * (e.longitude - %s)) * "
        f"({DEGREE_KM * LONGITUDE_SHARE} * (e.longitude - %s)))"
    )
    point = (latitude, latitude, longitude, longitude)
    return concatenated(
        " * ",
        [
            Sql(
                f"CASE WHEN e.latitude IS NOT NULL AND {squared} < %s THEN %s ELSE 1.0 END",
                (*point, float(radius.removesuffix("km")) ** 2, factor),
            )
            for radius, factor in weights.NEAR
        ],
    )
