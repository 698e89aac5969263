"""What does the search page show around its hits: facets, chips, orders, ways out of nothing?

Pure: a request's parameters and a result in, plain values for the template out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from search.request import SORTS, Hit, SearchResult
from search.sources import FACETS, label, traits

FACET_NAMES = {
    "district": gettext_lazy("District"),
    "kind": gettext_lazy("Kind"),
    "topic": gettext_lazy("Topic"),
    "sector": gettext_lazy("Sector"),
    "language": gettext_lazy("Language"),
    "status": gettext_lazy("Status"),
}
SORT_NAMES = {"relevance": gettext_lazy("Best match"), "date": gettext_lazy("Newest first")}


@dataclass(frozen=True, slots=True)
class SearchFacet:
    """A facet as the filter panel shows it."""

    name: str
    label: str
    values: list[Any]


def facets(result: SearchResult) -> list[SearchFacet]:
    """Return the facets that offer a choice, those that people narrow by first on top."""
    return [
        SearchFacet(facet.name, str(FACET_NAMES[facet.name]), list(facet.choices))
        for facet in sorted(result.facets, key=lambda facet: FACETS.index(facet.name))
        if len(facet.choices) > 1 or any(choice.selected for choice in facet.choices)
    ]


def chips(parameters: QueryDict, result: SearchResult) -> list[dict[str, str]]:
    """Return each chosen value with the address that leaves it out."""
    labels = {(f.name, c.value): c.label for f in result.facets for c in f.choices}
    return [
        {
            "label": str(labels.get((facet, value), value)),
            "url": address(parameters, without=(facet, value)),
        }
        for facet in FACETS
        for value in dict.fromkeys(parameters.getlist(facet))
        if value
    ]


def sorts(parameters: QueryDict, current: str) -> list[dict[str, Any]]:
    """Return the orders with their addresses."""
    return [
        {
            "label": str(SORT_NAMES[name]),
            "url": address(parameters, sort="" if name == SORTS[0] else name),
            "current": name == current,
        }
        for name in SORTS
    ]


def address(
    parameters: QueryDict, *, without: tuple[str, str] | None = None, **changes: str
) -> str:
    """Return the address of the same question with changes; an empty change drops the parameter.

    Every change leads to the first page.
    """
    copy = parameters.copy()
    copy.pop("page", None)
    if without:
        name, gone = without
        copy.setlist(name, [value for value in copy.getlist(name) if value != gone])
    for name, value in changes.items():
        copy.pop(name, None)
        if value:
            copy[name] = value
    return f"?{copy.urlencode()}" if copy else "?"


def clear_url(parameters: QueryDict) -> str:
    """Return the address of the question without any filter; empty when none is set."""
    if not any(value for name in FACETS for value in parameters.getlist(name)):
        return ""
    copy = parameters.copy()
    for name in ("page", *FACETS):
        copy.pop(name, None)
    return f"?{copy.urlencode()}"


def count_text(result: SearchResult) -> str:
    """Return how much was found, as a sentence."""
    query = result.request.query
    words = ngettext("%(total)d hit", "%(total)d hits", result.total) % {"total": result.total}
    if query:
        return _("%(hits)s for “%(query)s”") % {"hits": words, "query": query}
    return words


def cards(hits: tuple[Hit, ...], language: str) -> list[dict[str, Any]]:
    """Return each hit as `components/card.html` wants it."""
    return [_card(hit, language) for hit in hits]


def _card(hit: Hit, language: str) -> dict[str, Any]:
    where = ", ".join(term.label for term in hit.districts[:3])
    if len(hit.districts) > 3:
        where += " …"
    shown = "de" if hit.language == "de-simple" else hit.language
    kind, own = label("kind", hit.kind, hit.kind), traits(hit.kind)
    if hit.language != language:
        kind = f"{kind} · {label('language', hit.language, hit.language)}"
    return {
        "kind_label": kind,
        "district": where or (hit.city.label if hit.city else ""),
        "title": hit.title,
        "url": hit.url,
        "snippet": hit.snippet,
        "summary": hit.summary,
        "status": hit.status.value if hit.status and own.shows_status else "",
        "date": hit.date if own.dated else hit.updated_at,
        "date_label": _("On") if own.dated and hit.date else _("Updated on"),
        "until": date.fromisoformat(until) if (until := hit.extra.get("until")) else None,
        "lang": "" if shown == language[:2] else shown,
        "reason": hit.reason,
        # Said although a hit has none: to look for a name in vain costs a template more.
        "lage": None,
        "authors": "",
        "place": "",
        "acts": hit.acts,
    }
