"""How does a record become rows? The one place that writes what search knows of a thing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import F
from django.utils import translation

from search import compounds, sources, words
from search.models import Entry, EntryTerm, EntryText
from search.synonyms import editors_parts

# PostgreSQL refuses a tsvector over 1 MB; the longest document met so far has 255,000 letters.
MAX_TEXT = 500_000
MAX_TERM = 200


def read(kind: str, pks: Iterable[int]) -> Mapping[int, sources.Record]:
    """Ask the source of a kind for its public records.

    Raises `sources.UnknownKind` when no app has registered the kind.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return sources.source(kind).records(pks)


def write(entry: Entry, record: sources.Record | None) -> bool:
    """Write one entry, its text and its facets; `None` makes a tombstone.

    The caller holds the row's lock and has raised `version` in the database already. Says whether
    the entry says something else than before.
    """
    if record is None:
        _write_tombstone(entry)
        return entry.digest != ""
    with translation.override(record.language):
        fields, text, terms = entry_fields(record), text_fields(record), term_rows(record)
    digest = _digest(fields, text, terms)
    Entry.objects.filter(pk=entry.pk).update(
        **fields,
        facets=facets(terms),
        digest=digest,
        public=True,
        hidden=False,
        stale=False,
        next_try=None,
        attempts=0,
    )
    # Whoever holds the lock of the entry writes its text alone: no question and savepoint first.
    if not EntryText.objects.filter(entry_id=entry.pk).update(**text):
        EntryText.objects.create(entry_id=entry.pk, **text)
    _write_terms(entry.pk, terms)
    return digest != entry.digest


def digest(record: sources.Record) -> str:
    """What `Entry.digest` is when the entry says the same as this record."""
    with translation.override(record.language):
        return _digest(entry_fields(record), text_fields(record), term_rows(record))


def entry_fields(record: sources.Record) -> dict[str, object]:
    """The columns of `Entry` that come from the record."""
    latitude, longitude = record.location or (None, None)
    city = record.city
    return {
        "language": record.language,
        "title": words.clean(str(record.title)),
        "summary": words.clean(str(record.summary)),
        "url": record.url,
        "city": city.value if city else "",
        "city_label": words.clean(str(city.label))[:MAX_TERM] if city else "",
        "citywide": city is not None and not record.districts,
        "updated_at": record.updated_at,
        "date": record.date,
        "latitude": latitude,
        "longitude": longitude,
        "refresh_at": record.refresh_at,
        "extra": {key: words.clean(str(value)) for key, value in record.extra.items()},
    }


def text_fields(record: sources.Record) -> dict[str, str]:
    """The columns of `EntryText`."""
    title, summary = words.clean(str(record.title)), words.clean(str(record.summary))
    text = words.clean(str(record.text))[:MAX_TEXT]
    headings = words.clean("\n".join(map(str, record.headings)))[:MAX_TEXT]
    boost = words.clean("\n".join(map(str, record.boost_terms)))[:MAX_TEXT]
    title_words, summary_words = words.folded_words(title), words.folded_words(summary)
    text_words = words.folded_words(f"{text}\n{headings}\n{boost}")
    every = [*title_words, *summary_words, *text_words]
    parts = compounds.parts_of(every, editors_parts())
    parts += map(words.stem, words.joined_words(f"{title}\n{summary}\n{text}\n{boost}"))
    if record.language == "en":
        # Who asks in German gets German stems of English words, too.
        parts += map(words.stem, every)
    return {
        "text": text,
        "headings": headings,
        "boost_terms": boost,
        "letters": words.letters(every),
        "names": _names(title_words, [*map(str, record.headings), *map(str, record.boost_terms)]),
        "title_stems": " ".join(words.stems(title_words, record.language)),
        "summary_stems": " ".join(words.stems(summary_words, record.language)),
        "text_stems": " ".join(words.stems(text_words, record.language)),
        "parts": " ".join(parts),
    }


def _names(title_words: list[str], others: list[str]) -> str:
    """What suggestions look at, one name a line; a compound in the title by its parts, too."""
    split = compounds.splitter(editors_parts()).split
    title = [*title_words, *(part for word in title_words for part in split(word))]
    lines = [title, *map(words.folded_words, others)]
    return words.clean("\n".join(" ".join(line) for line in lines if line))


def term_rows(record: sources.Record) -> list[tuple[str, str, str]]:
    """The facet values as (facet, value, label), each value once."""
    named = {
        "district": record.districts,
        "topic": record.topics,
        "sector": record.sectors,
        "status": (record.status,) if record.status else (),
    }
    rows = {
        (facet, term.value[:MAX_TERM]): words.clean(str(term.label))[:MAX_TERM]
        for facet, terms in named.items()
        for term in terms
    }
    return [(facet, value, label) for (facet, value), label in rows.items()]


def facets(terms: Iterable[tuple[str, str, str]]) -> dict[str, list[list[str]]]:
    """Return `{facet: [[value, label], …]}`, as `Entry.facets` holds it."""
    grouped: dict[str, list[list[str]]] = {}
    for facet, value, label in terms:
        grouped.setdefault(facet, []).append([value, label])
    return grouped


def _digest(
    fields: dict[str, object], text: dict[str, str], terms: list[tuple[str, str, str]]
) -> str:
    known = [words.VERSION, fields, text["text"], text["headings"], text["boost_terms"]]
    data = json.dumps([*known, sorted(terms)], default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(data.encode(), digest_size=16).hexdigest()


def _write_tombstone(entry: Entry) -> None:
    """Keep the row and its version, forget everything it said."""
    Entry.objects.filter(pk=entry.pk).update(
        title="",
        summary="",
        url="",
        facets={},
        extra={},
        digest="",
        public=False,
        hidden=False,
        stale=False,
        refresh_at=None,
        next_try=None,
        attempts=0,
    )
    EntryText.objects.filter(entry_id=entry.pk).delete()
    EntryTerm.objects.filter(entry_id=entry.pk).delete()


def _write_terms(entry_id: int, wanted: list[tuple[str, str, str]]) -> None:
    """Change only what differs: most edits leave the facets as they are."""
    stored = {
        (facet, value, label): pk
        for pk, facet, value, label in EntryTerm.objects.filter(entry_id=entry_id).values_list(
            "pk", "facet", "value", "label"
        )
    }
    gone = [pk for key, pk in stored.items() if key not in set(wanted)]
    if gone:
        EntryTerm.objects.filter(pk__in=gone).delete()
    EntryTerm.objects.bulk_create(
        EntryTerm(entry_id=entry_id, facet=facet, value=value, label=label)
        for facet, value, label in wanted
        if (facet, value, label) not in stored
    )


def raise_version(kind: str, pks: list[int], **also: object) -> int:
    """Raise the version of these entries in one UPDATE, which locks them; return how many."""
    changes: dict[str, object] = {"version": F("version") + 1, "next_try": None, **also}
    rows = Entry.objects.of(kind, pks)
    return (rows.lock() if len(pks) > 1 else rows).update(**changes)
