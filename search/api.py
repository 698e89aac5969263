"""`GET /api/v1/search`: the search for programs. The shape is documented in docs/api.md."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, JsonResponse
from ninja import Router

from search import contract
from search.api_schemas import SearchOut
from search.forms import SearchForm
from search.request import Facet, Hit, SearchResult, Term
from search.sources import FACETS
from search.views import home_of

router = Router(tags=["search"])

PARAMETERS = [
    {"name": name, "in": "query", "required": False, "schema": schema}
    for name, schema in {
        "q": {"type": "string", "maxLength": 500},
        **{facet: {"type": "array", "items": {"type": "string"}} for facet in FACETS},
        "near": {"type": "string", "example": "48.78,9.18"},
        "sort": {"type": "string", "enum": ["relevance", "date"]},
        "page": {"type": "integer", "minimum": 1},
        "size": {"type": "integer", "minimum": 1, "maximum": 50},
    }.items()
]


@router.get(
    "/search",
    response=SearchOut,
    openapi_extra={"parameters": PARAMETERS},
    url_name="search",
)
def search(request: HttpRequest) -> JsonResponse:
    """Find public knowledge of every kind. `page` × `size` is at most 1,000."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        field, message = form.first_error()
        error = {"code": "invalid", "message": message, "field": field}
        return JsonResponse({"error": error}, status=400)
    answer = as_json(contract.find(form.search_request(district=home_of(request))))
    return JsonResponse(answer, headers={"ETag": _state(answer)})


def as_json(result: SearchResult) -> dict[str, Any]:
    """Return a result in the API's shape."""
    return {
        "query": result.request.query,
        "engine": result.engine,
        "total": result.total,
        "page": result.request.page,
        "size": result.request.size,
        "took_ms": result.took_ms,
        "did_you_mean": result.did_you_mean or None,
        "results": [_hit(hit) for hit in result.hits],
        "facets": {facet.name: _choices(facet) for facet in result.facets},
    }


def _state(answer: dict[str, Any]) -> str:
    """Name what was found, however long it took: weak, as answers that share it differ in that."""
    lasting = json.dumps(answer | {"took_ms": 0}, cls=DjangoJSONEncoder)
    return f'W/"{hashlib.blake2b(lasting.encode(), digest_size=12).hexdigest()}"'


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.key,
        "kind": hit.kind,
        "title": hit.title,
        "url": hit.url,
        "language": hit.language,
        "districts": [_term(term) for term in hit.districts],
        "topics": [_term(term) for term in hit.topics],
        "updated_at": hit.updated_at.isoformat() if hit.updated_at else None,
        "snippet_html": hit.snippet,
        "score": round(hit.score, 4),
    }


def _term(term: Term) -> dict[str, str]:
    return {"slug": term.value, "name": term.label}


def _choices(facet: Facet) -> list[dict[str, Any]]:
    return [
        {
            "value": choice.value,
            "label": str(choice.label),
            "count": choice.count,
            "selected": choice.selected,
        }
        for choice in facet.choices
    ]
