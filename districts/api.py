"""The directory for programs: `/api/v1/{districts,projects,actors,events,topics,networks,papers}`.

Lists take the filters of their pages and answer `{"total", "page", "size", "results"}`; `size` is 1
to 200. Of a project without names no person and no organisation is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from districts import entries
from districts.api_schemas import IN_FILES, DistrictOut, Exact, ListedOut, TopicOut
from districts.calendar.periods import PARAMETERS, Span
from districts.entries import EntryKind
from districts.entries.listed import Sort
from districts.lists import records
from districts.lists.facets import Rows
from districts.lists.filters import EntryFilter
from districts.lists.geojson import as_geojson
from districts.lists.kept_rows import of_each
from districts.lists.listing import ordered
from districts.lists.unknown_values import LAST_PAGE, Reads, unknown
from districts.models import City, District, Topic
from districts.shown import named_with, said_by_counts
from pagecache.shared import before, kept
from pagecache.shown import collecting
from text.cells import as_csv
from text.gone_pictures import without_gone_anywhere
from text.whole_numbers import whole_number

router = Router(tags=["districts"])
MOST = 200
USUAL = 50
#: `format=csv` and `format=geojson` give the whole list, up to this many rows.
MOST_IN_FILE = 5000
FILES = ("csv", "geojson")
#: What an address asks for beside which entries: how many there are does not depend on it.
BESIDE = ("page", "size", "sort", "format")


class BadParameter(ValueError):
    """A parameter that cannot be read; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return usual
    number = whole_number(text)
    if number is None or not 1 <= number <= most:
        raise BadParameter(name, _("This has to be a number from 1 to %(most)s.") % {"most": most})
    return number


def _answer(
    request: HttpRequest,
    rows: Callable[[], Rows],
    record: Callable[[Any], dict[str, Any]],
    fields: type[Exact],
    *,
    kind: EntryKind | None = None,
) -> HttpResponse:
    """Answer with one page of the rows; what cannot be read is a 400 that names the field.

    `fields` describes a record; its names head a table without rows as well. `kind` is that of
    entries, whose records are kept.
    """
    try:
        page = _number(request, "page", 1, LAST_PAGE)
        size = _number(request, "size", USUAL, MOST)
        found = rows()
    except BadParameter as error:
        body = {"code": "invalid", "message": str(error), "field": error.field}
        return JsonResponse({"error": body}, status=400)
    form = request.GET.get("format", "")
    if form in FILES:
        name = request.path.rpartition("/")[2]
        found = kind.lists.recorded(found) if kind else found
        told = without_gone_anywhere([record(row) for row in found[:MOST_IN_FILE]])
        return _file(name, form, told, fields)
    shown = found[(page - 1) * size : page * size]
    if kind is None:
        total, results = found.order_by().count(), [record(row) for row in shown]
    else:
        with collecting(before()):  # all that is kept goes by one look at the content version
            total, results = _total(request, found, kind), _records(shown, kind)
    results = without_gone_anywhere(results)
    return JsonResponse({"total": total, "page": page, "size": size, "results": results})


def _total(request: HttpRequest, rows: Rows, kind: EntryKind) -> int:
    """Return how many entries there are, counted or kept."""
    asked = sorted((name, values) for name, values in request.GET.lists() if name not in BESIDE)

    def count() -> int:
        said_by_counts(kind.key)
        return int(rows.order_by().count())

    return kept("districts:total", f"{kind.key} {asked}", count) or 0


def _records(rows: Rows, kind: EntryKind) -> list[dict[str, Any]]:
    """Return the records of public entries in their order, made or kept."""
    live = kind.model.objects.live()
    return of_each(
        "districts:record",
        kind,
        list(rows.values_list("pk", flat=True)),
        fetched=lambda pks: kind.lists.recorded(live.filter(pk__in=pks)),
        make=kind.lists.record,
        shown=named_with(kind),
    )


def _file(name: str, form: str, rows: list[dict[str, Any]], fields: type[Exact]) -> HttpResponse:
    """Answer with the whole list as a file, named by what it holds for programs."""
    if form == "csv":
        table = as_csv(rows, names=[*fields.model_fields])
        response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    else:
        response = JsonResponse(as_geojson(rows), content_type="application/geo+json")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _narrowed(
    request: HttpRequest,
    filters: type[EntryFilter],
    rows: Rows,
    sorts: Sequence[Sort],
    own: Mapping[str, Reads] | None = None,
) -> Rows:
    bound = filters(request.GET, queryset=rows)
    _refuse_unknown(request, bound, [sort.value for sort in sorts], own)
    wanted = request.GET.get("sort", "")
    return ordered(bound, next(sort for sort in sorts if sort.value == wanted))


def _refuse_unknown(
    request: HttpRequest,
    filters: EntryFilter | None = None,
    sorts: Collection[str] = ("",),
    own: Mapping[str, Reads] | None = None,
) -> None:
    for found in unknown(request.GET, filters, sorts=sorts, own=own):
        raise BadParameter(found.field, found.message)


def _is_city(slug: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9_-]+", slug)) and City.objects.filter(slug=slug).exists()


def _parameters(filters: type[EntryFilter] | None, *more: str) -> dict[str, Any]:
    """Describe the parameters of a list for the schema."""
    words = {"type": "array", "items": {"type": "string"}}
    number = {"type": "integer", "minimum": 1}
    names: dict[str, Any] = dict.fromkeys(filters.base_filters, words) if filters else {}
    names |= {name: {"type": "string"} for name in more}
    names |= {"page": number, "size": number | {"maximum": MOST}}
    names["format"] = {"type": "string", "enum": ["json", *FILES]}
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schema}
            for name, schema in names.items()
        ],
        "responses": {200: {"content": IN_FILES}},
    }


def _list(name: str, answer: type[Any], filters: type[EntryFilter] | None, *more: str) -> Any:
    """Make a view the operation that lists something, described as what it answers."""
    return router.get(
        f"/{name}",
        response=answer,
        openapi_extra=_parameters(filters, *more),
        url_name=name,
    )


@_list("districts", ListedOut[DistrictOut], None, "city")
def districts(request: HttpRequest) -> HttpResponse:
    """List districts by city and name; `city` (a slug) narrows."""

    def rows() -> Rows:
        found = District.objects.select_related("city", "parent").prefetch_related("neighbours")
        _refuse_unknown(request, own={"city": _is_city})
        city = request.GET.get("city", "")
        found = found.filter(city__slug=city) if city else found
        found = found.order_by("city__name", "name", "pk")
        return found.select_related("city", "parent", "area") if outlined else found

    outlined = request.GET.get("format") == "geojson"
    record = records.district_with_outline if outlined else records.district
    return _answer(request, rows, record, DistrictOut)


@_list("topics", ListedOut[TopicOut], None)
def topics(request: HttpRequest) -> HttpResponse:
    """List topics by name."""

    def rows() -> Rows:
        _refuse_unknown(request)
        found = Topic.objects.select_related("parent")
        return found.order_by("name", "pk")

    return _answer(request, rows, records.topic, TopicOut)


def list_entries(kind: EntryKind) -> None:
    """Make the operation that lists the public entries of a kind."""
    listed = kind.lists
    own = PARAMETERS if listed.has_days else {}
    orders = () if len(listed.sorts) == 1 else ("sort",)

    def entries_of_kind(request: HttpRequest) -> HttpResponse:
        if not kind.is_used:
            raise Http404

        def rows() -> Rows:
            found = kind.in_lists(kind.model.objects.live())
            if listed.has_days:
                found = Span.read(request.GET).of(found, timezone.now())
            return _narrowed(request, listed.filters, found, listed.sorts, own)

        return _answer(request, rows, listed.record, listed.schema, kind=kind)

    entries_of_kind.__name__ = listed.name
    entries_of_kind.__doc__ = listed.told
    page: Any = ListedOut
    parameters = (*orders, *sorted(own, reverse=True))
    _list(listed.name, page[listed.schema], listed.filters, *parameters)(entries_of_kind)


for described in entries.kinds():
    if described.listed:
        list_entries(described)
