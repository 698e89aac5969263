"""How apps tell search that something findable has changed, inside their own transaction.

Everything here only writes to the database, so a change and the word that it must reach the index
are committed or rolled back together. The index follows in `search_sync`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search import after_answers, projection, sources
from search.models import Entry, EntryTerm, TermChange
from search.querysets import EntryQuerySet

# Large enough to be quick, small enough for SQLite's limit of parameters.
BATCH = 500
#: So many entries are marked while somebody waits for the answer; 20,000 took 1.4 s on a busy
#: machine, so that more of them are left to the worker.
AT_ONCE = 2_000
# Longer than any transaction of ours; see `TermChange`.
SECOND_LOOK = timedelta(seconds=60)


def changed(kind: str, pk: int) -> None:
    """Say that one thing became, changed or ceased to be public. Call inside `atomic()`.

    The order matters: raising the version first locks the entry, so that of two writers of
    different sources of one entry the second one reads what the first one has committed. Reading
    first loses an update for good. Raises `sources.UnknownKind` for a kind nobody registered.
    """
    sources.source(kind)
    with transaction.atomic(savepoint=False):
        _raise_version(kind, pk)
        record = projection.read(kind, [pk]).get(pk)
        projection.write(Entry.objects.only("digest").get(kind=kind, object_id=pk), record)


def worded(kind: str, pk: int) -> None:
    """Say that the words of one public thing changed, and nothing was narrowed.

    Its record is made when the answer to the running request is on its way, or at once where there
    is none; what stood there before is found until then. Call inside `atomic()`. Raises
    `sources.UnknownKind`.
    """
    sources.source(kind)
    if after_answers.put_off((kind, pk), partial(_project, kind, pk)):
        with transaction.atomic(savepoint=False):
            _raise_version(kind, pk, stale=True)
    else:
        changed(kind, pk)


def after_answer(key: Hashable, write: Callable[[], object]) -> bool:
    """Call `write` when the answer to the running request is on its way, once for a key.

    Returns whether there is an answer to wait for; if not, nothing is remembered.
    """
    return after_answers.put_off(key, write)


def _project(kind: str, pk: int) -> None:
    from search import sync  # asks this module

    sync.project_now(kind, pk)


def changed_many(
    kind: str, pks: Iterable[int], *, hidden: bool = False, just_made: bool = False
) -> None:
    """Say that many things changed; the worker makes their records.

    `hidden=True` where access was narrowed: they vanish from results at once. `just_made=True`
    saves questions where search knows nothing of most of them. Batches commit on their own unless
    the caller has a transaction open. Raises `sources.UnknownKind`.
    """
    sources.source(kind)
    also: dict[str, object] = {"stale": True, **({"hidden": True} if hidden else {})}
    for batch in _batches(sorted(set(pks))):
        with transaction.atomic(savepoint=False):
            if just_made:
                _insert(kind, batch)
            if projection.raise_version(kind, batch, **also) < len(batch):
                known = set(Entry.objects.of(kind, batch).values_list("object_id", flat=True))
                new = [pk for pk in batch if pk not in known]
                _insert(kind, new)
                projection.raise_version(kind, new, **also)


def changed_term(facet: str, value: str) -> None:
    """Say that a facet value (a district, a topic) got another name or other places.

    Marks everything that carries it, whichever app it belongs to, with one UPDATE: an app need not
    know who uses its districts. Where very many carry it the worker does that. For a city use the
    facet "city".
    """
    now = timezone.now()
    with transaction.atomic():
        if len(_carrying(facet, value).values_list("pk")[: AT_ONCE + 1]) <= AT_ONCE:
            mark_term(facet, value)
        else:
            TermChange.objects.create(facet=facet, value=value, due=now)
        look_again(facet, value)


def look_again(facet: str, value: str) -> None:
    """Have everything that carries a facet value looked at when no transaction of now is open.

    Whoever was saving has read what stood before, and nobody else saw their rows.
    """
    TermChange.objects.create(facet=facet, value=value, due=timezone.now() + SECOND_LOOK)


def mark_term(facet: str, value: str) -> None:
    """Mark everything that carries a facet value."""
    entries = _carrying(facet, value)
    entries.lock().update(version=F("version") + 1, stale=True, next_try=None)


def _carrying(facet: str, value: str) -> EntryQuerySet:
    if facet == "city":
        return Entry.objects.filter(city=value)
    terms = EntryTerm.objects.filter(facet=facet, value=value)
    return Entry.objects.filter(pk__in=terms.values("entry_id"))


def _raise_version(kind: str, pk: int, **also: object) -> None:
    """Raise the version of one entry, which locks it; the first change makes the entry."""
    if not projection.raise_version(kind, [pk], **also):
        _insert(kind, [pk])
        projection.raise_version(kind, [pk], **also)


def _insert(kind: str, pks: list[int]) -> None:
    """Version 0 says nothing to anybody; whoever comes second waits here for the first."""
    Entry.objects.bulk_create([Entry(kind=kind, object_id=pk) for pk in pks], ignore_conflicts=True)


def _batches(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), BATCH):
        yield pks[start : start + BATCH]
