"""Does every change reach the outbox, and what does it hide at once?"""

import pytest
from django.db import connection, transaction

from search import contract, outbox
from search.models import Entry, EntryTerm, EntryText, TermChange
from tests.search.fake_source import CANNSTATT, VAIHINGEN, MemorySource

pytestmark = pytest.mark.django_db


def test_changed_writes_the_whole_projection(articles: MemorySource) -> None:
    articles.put(7, title="Bäckerei", text="Brot und Brötchen", districts=(CANNSTATT,))
    outbox.changed("article", 7)
    entry = Entry.objects.get(kind="article", object_id=7)
    assert entry.visible
    assert (entry.title, entry.version, entry.synced_version) == ("Bäckerei", 1, 0)
    assert EntryText.objects.get(entry=entry).text == "Brot und Brötchen"
    term = EntryTerm.objects.get(entry=entry)
    assert (term.facet, term.value, term.label) == ("district", "bad-cannstatt", "Bad Cannstatt")


def test_every_change_raises_the_version(articles: MemorySource) -> None:
    articles.put(1, title="Eins")
    for _ in range(3):
        outbox.changed("article", 1)
    assert Entry.objects.get().version == 3


def test_a_thing_without_a_public_record_becomes_a_tombstone(articles: MemorySource) -> None:
    articles.put(1, title="Geheim", text="Wort", topics=(VAIHINGEN,))
    outbox.changed("article", 1)
    del articles.things[1]
    outbox.changed("article", 1)
    entry = Entry.objects.get()
    assert (entry.public, entry.title, entry.version) == (False, "", 2)
    assert not EntryText.objects.exists()
    assert not EntryTerm.objects.exists()


def test_facets_follow_the_record(articles: MemorySource) -> None:
    articles.put(1, districts=(CANNSTATT,))
    outbox.changed("article", 1)
    articles.put(1, districts=(VAIHINGEN,))
    outbox.changed("article", 1)
    assert list(EntryTerm.objects.values_list("value", flat=True)) == ["vaihingen"]


def test_changed_many_leaves_the_record_to_the_worker(articles: MemorySource) -> None:
    articles.put(1, title="Alt")
    outbox.changed("article", 1)
    articles.put(1, title="Neu")
    outbox.changed_many("article", [1, 2])
    old, new = Entry.objects.order_by("object_id")
    assert (old.title, old.stale, old.version, old.visible) == ("Alt", True, 2, True)
    assert (new.title, new.stale, new.version, new.visible) == ("", True, 1, False)


def test_hidden_things_vanish_at_once(articles: MemorySource) -> None:
    articles.put(1)
    outbox.changed("article", 1)
    outbox.changed_many("article", [1], hidden=True)
    assert not Entry.objects.visible().exists()
    assert Entry.objects.unsynced().count() == 1


def test_the_next_record_decides_what_is_hidden(articles: MemorySource) -> None:
    articles.put(1)
    outbox.changed_many("article", [1], hidden=True)
    outbox.changed("article", 1)
    assert Entry.objects.visible().exists()


def test_changed_term_marks_what_carries_it(
    articles: MemorySource, sources: dict[str, MemorySource]
) -> None:
    articles.put(1, districts=(CANNSTATT,))
    articles.put(2, districts=(VAIHINGEN,))
    sources["actor"].put(1, districts=(VAIHINGEN, CANNSTATT))
    for kind, pk in (("article", 1), ("article", 2), ("actor", 1)):
        outbox.changed(kind, pk)
    outbox.changed_term("district", "bad-cannstatt")
    stale = Entry.objects.filter(stale=True).order_by("kind")
    assert [entry.key for entry in stale] == ["actor:1", "article:1"]
    assert TermChange.objects.get().value == "bad-cannstatt"


def test_a_rolled_back_change_leaves_nothing(articles: MemorySource) -> None:
    articles.put(1)
    with transaction.atomic():
        outbox.changed("article", 1)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("call", [outbox.changed, lambda kind, pk: outbox.changed_many(kind, [pk])])
def test_an_unknown_kind_is_a_clear_error(call, articles: MemorySource) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(contract.UnknownKind, match="'actr'"):
        call("actr", 1)


def test_text_that_no_database_stores_is_cleaned(articles: MemorySource) -> None:
    articles.put(1, title="Nu\x00ll", text="halb \ud800 Zeichen")
    outbox.changed("article", 1)
    assert Entry.objects.get().title == "Nu ll"
    assert "Zeichen" in EntryText.objects.get().text


def test_the_full_text_table_keeps_step(articles: MemorySource) -> None:
    def found(word: str) -> bool:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT count(*) FROM search_fts WHERE search_fts MATCH %s", [word])
            else:
                cursor.execute(
                    "SELECT count(*) FROM search_entrytext WHERE tsv @@ %s::tsquery", [word]
                )
            return bool(cursor.fetchone()[0])

    articles.put(1, text="Brot")
    outbox.changed("article", 1)
    assert found("brot")
    articles.put(1, text="Kuchen")
    outbox.changed("article", 1)
    assert not found("brot")
    articles.things.clear()
    outbox.changed("article", 1)
    assert not found("kuch")
