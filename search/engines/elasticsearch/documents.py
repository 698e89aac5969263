"""What the index holds: the mapping, and how an entry becomes a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from elasticsearch_dsl import Boolean, Date, Document, GeoPoint, Index, Keyword, MetaField, Text

from search import words
from search.engines.elasticsearch import analysis
from search.models import Entry, EntryText
from search.sources import FACETS

#: Raise it when the mapping or what a document holds changes: `search_check` then asks for a
#: rebuild.
MAPPING_VERSION = 1
#: Between value and label of a facet; in no slug and in no name.
SEPARATOR = "\x1f"
#: Facets whose values come from `EntryTerm`; kind and language are columns.
TERM_FACETS = tuple(facet for facet in FACETS if facet not in {"kind", "language"})
#: How much of a text can be highlighted. Longer ones are searched whole all the same.
SHOWN_LETTERS = 60_000


class EntryDocument(Document):
    """The mapping of the index. Documents are written as plain dictionaries.

    Not through `Document.save` or `Document.bulk`: they drop the version, and a stale write would
    be accepted silently.
    """

    public = Boolean()
    kind = Keyword()
    language = Keyword()
    updated_at = Date()
    date = Date()
    newest = Date()
    location = GeoPoint()
    city = Keyword()  # of city-wide things only
    district = Keyword()
    topic = Keyword()
    sector = Keyword()
    status = Keyword()
    # "slug␟name", so that facets need no other place to look up names; districts add their city.
    district_named = Keyword()
    topic_named = Keyword()
    sector_named = Keyword()
    status_named = Keyword()

    # Frequencies without positions: nobody asks for phrases of n-grams.
    letters = Text(
        analyzer=analysis.GRAMS,
        search_analyzer=analysis.BLANKS,
        similarity="across",
        index_options="freqs",
        fields={
            "words": Text(
                analyzer=analysis.LETTER_WORDS,
                search_analyzer=analysis.BLANKS,
                index_options="freqs",
            )
        },
    )
    stems = Text(
        analyzer=analysis.BLANKS,
        copy_to="tokens",
        fields={"pairs": Text(analyzer=analysis.PAIRS, index_options="freqs")},
    )
    parts = Text(index=False, copy_to="tokens")
    tokens = Text(analyzer=analysis.BLANKS, index_options="freqs")
    title_letters = Text(
        analyzer=analysis.GRAMS, search_analyzer=analysis.BLANKS, index_options="freqs"
    )
    title_stems = Text(analyzer=analysis.BLANKS, index_options="freqs")
    summary_stems = Text(analyzer=analysis.BLANKS, index_options="freqs")
    names = Text(
        analyzer=analysis.BEGINNINGS, search_analyzer=analysis.BEGINNING, index_options="freqs"
    )
    text = Text(analyzer=analysis.SHOWN, index_options="offsets")

    class Meta:
        dynamic = MetaField("strict")
        # Only what a highlight is cut from has to come back.
        source = MetaField(includes=["text"])
        meta = MetaField(mapping_version=MAPPING_VERSION)


def settings(shards: int = 1) -> dict[str, Any]:
    """The settings of a new index.

    One copy as soon as there is a second node to hold it: a cluster then survives the loss of one.
    An explicit refresh interval: an index that nobody searched for 30 s is otherwise not refreshed,
    and its first search shows nothing new; 500 ms make changes findable in half a second.
    For n-grams k1 2.5 and b 1: 3 is .001 better on questions and .004 worse on long council papers,
    a lower b is worse everywhere.
    """
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "500ms",
        "similarity": {"across": {"type": "BM25", "k1": 2.5, "b": 1}},
    }


#: Knows the mapping and the analysers that its fields name.
_DESCRIBED = Index("entries")
_DESCRIBED.document(EntryDocument)


def as_new_index() -> dict[str, Any]:
    """Return what a new index is made with: mapping, analysers and settings."""
    body: dict[str, Any] = _DESCRIBED.to_dict()
    body["settings"]["index"] = settings()
    return body


def source(entry: Entry, text: EntryText | None) -> dict[str, Any]:
    """Return the document of an entry; a tombstone when nobody may find it."""
    if not entry.visible or text is None:
        return {"public": False}
    document: dict[str, Any] = {
        "public": True,
        "kind": entry.kind,
        "language": entry.language,
        "updated_at": entry.updated_at,
        "date": entry.date,
        "newest": entry.newest,
        "letters": text.letters,
        "stems": f"{text.title_stems} {text.summary_stems} {text.text_stems}",
        "parts": text.parts,
        "title_letters": words.letters(words.folded_words(entry.title)),
        "title_stems": text.title_stems,
        "summary_stems": text.summary_stems,
        "names": text.names,
        "text": shown_text(entry.summary, text.text)[:SHOWN_LETTERS],
    }
    if entry.citywide:
        document["city"] = entry.city
    if entry.latitude is not None and entry.longitude is not None:
        document["location"] = {"lat": entry.latitude, "lon": entry.longitude}
    return {**document, **_facets(entry)}


def shown_text(summary: str, text: str) -> str:
    """The text that snippets are cut from: the summary first, unless the text begins with it."""
    return text if text.startswith(summary) else f"{summary}\n\n{text}"


def _facets(entry: Entry) -> Mapping[str, list[str]]:
    facets: dict[str, list[str]] = {}
    for facet, terms in entry.facets.items():
        for value, label in terms:
            named = [value, label, entry.city] if facet == "district" else [value, label]
            facets.setdefault(facet, []).append(value)
            facets.setdefault(f"{facet}_named", []).append(SEPARATOR.join(named))
    return facets
