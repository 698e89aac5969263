"""Articles taken over together are what they are when each is taken over alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from districts.models import City, District
from districts.modules import Usage
from districts.modules.own import ARTICLES
from districts.services.modules import set_state
from search import sync
from search.models import Entry
from tests.people import moderator, person
from tests.wiki.factories import article, district, topic
from wiki import rendering, services
from wiki.exchange import ImportedArticle, ImportedRevision
from wiki.models import Article, FormerAddress, FormerTitle, Link, Mention, Revision
from wiki.services.import_rules import ImportRefused

pytestmark = pytest.mark.django_db
State = dict[str, Any]


def revision(number: int, body: str, **fields: Any) -> ImportedRevision:
    created = datetime(2020, 1, number, tzinfo=UTC)
    return ImportedRevision(number, "Kim", created, "", body, **fields)


def line(title: str, *bodies: str, **fields: Any) -> ImportedArticle:
    texts = enumerate(bodies or ("Text.\n",), start=1)
    revisions = tuple(revision(number, body) for number, body in texts)
    fields = {"district": None, "language": "de", "topics": (), "revisions": revisions} | fields
    return ImportedArticle(title=title, **fields)


def together(lines: Sequence[ImportedArticle]) -> list[str]:
    """What became of each: the slug of the article and how much was added, or why not."""
    return list(map(said, services.import_articles(lines)))


def alone(lines: Sequence[ImportedArticle]) -> list[str]:
    """The same, one by one."""
    outcomes: list[Any] = []
    for data in lines:
        try:
            outcomes.append(services.import_article(data=data))
        except ImportRefused as error:
            outcomes.append(error)
    return list(map(said, outcomes))


def said(outcome: Any) -> str:
    if isinstance(outcome, ImportRefused):
        return f"refused: {outcome}"
    return f"{outcome.article.slug} +{outcome.added} {outcome.is_new} {outcome.warnings}"


def kept() -> State:
    """Everything that is known of all articles, by their titles, once the worker has run."""
    sync.sync_all()
    named = {row.pk: (row.title, row.district_id, row.language) for row in Article.objects.all()}
    own = "article", "title", "body", "number", "parents", "topics", "created", "size_change"
    hidden = "text_hidden", "summary_hidden", "author_hidden", "minor", "plain", "toc"
    said_of = "title", "summary", "url", "facets", "extra", "digest", "public", "hidden", "stale"
    return {
        "articles": in_order(
            (*row[1:], named[row[0]])
            for row in Article.objects.values_list(
                "pk", "slug", "title_words", "head_number", "published_number", "last_number",
                "created_at", "updated_at", "content_changed_at", "protection", "topics__slug",
            )
        ),
        "revisions": in_order(
            (named[row[0]], *row[1:]) for row in Revision.objects.values_list(*own, *hidden)
        ),
        "links": in_order(
            (named[row.source_id], row.district_id, row.only_there, row.title_words, row.title,
             named.get(row.target_id or 0))
            for row in Link.objects.all()
        ),
        "mentions": in_order(Mention.objects.values_list("article__title", "kind", "slug")),
        "former": in_order(
            [*FormerTitle.objects.values_list("article__title", "title_words"),
             *FormerAddress.objects.values_list("article__title", "slug")]
        ),
        "entries": in_order(Entry.objects.visible().values_list(*said_of)),
        "html": {named[row.article_id]: shown(row) for row in published()},
    }  # fmt: skip


def in_order(rows: Any) -> list[str]:
    return sorted(map(str, rows))


def published() -> Iterator[Revision]:
    rows = Revision.objects.filter(number=F("article__published_number"))
    return rows.select_related("article__district", "author").iterator()


def shown(row: Revision) -> str:
    """What readers get; what is stored must be what would be made now."""
    stored = row.html
    row.html = None
    now = rendering.ensure_rendered(row).html or ""
    assert stored in (None, now), row.title
    return now


class Undone(Exception):
    """Takes back what was written to compare it."""


def result_of(take: Any, lines: Sequence[ImportedArticle]) -> tuple[list[str], State]:
    """What an import says and leaves behind; it is undone again."""
    said, state = [], {}
    with pytest.raises(Undone), transaction.atomic():
        said, state = take(lines), kept()
        raise Undone
    return said, state


@pytest.fixture
def lines() -> list[ImportedArticle]:
    """What depends on what stands here already, and on each other."""
    west, east = district("Weststadt", "weststadt"), district("Oststadt", "oststadt")
    one = topic("Eins", "eins")
    renamed = article("Alter Name", district=west)
    services.save_edit(article=renamed, base_revision=1, title="Neuer Name", author=person())
    article("Quelle", "[[Märkte]], [[Weststadt:Bänke]] und [[Bänke]]\n", district=east)
    gone = services.import_article(data=line("Gelöscht"))
    services.delete_article(article=gone.article, reason="Werbung", by=moderator())
    services.import_article(data=line("Angefangen", "Eins.\n"))
    services.import_article(data=line("Verschieden", "Eins.\n"))
    services.import_article(data=line("Fertig", "Eins.\n"))
    hidden = revision(1, "Geheim.\n", hidden=frozenset({"text", "author"}))
    merged = revision(3, "Drei.\n", parents=(2, 1), minor=True)
    return [
        line("Märkte", "Alt [[Fehlt]].\n", "[[Später]], [[Alter Name]], [[Quelle|q]], [[C++]]\n"),
        line("Bänke", "[[Alter Name]] [[Bänke]]\n", district="weststadt", topics=("eins", "keins")),
        line("Bänke", "[[Später#Ort]], `[[Kein Link]]`, [[Oststadt:Später]]\n"),
        line("Später", "[[Märkte]] und [das](/projekte/garten/).\n", district="oststadt"),
        line("Später", "[[Bänke]] | [[seite:Impressum]]\n"),
        line("MÄRKTE", "Von einem anderen.\n", slug="eigene-adresse"),
        line("Märkte", "Alt [[Fehlt]].\n", "[[Später]], [[Alter Name]], [[Quelle|q]], [[C++]]\n"),
        line("C"),
        line("C++", "[[C]] und [[c++]]\n"),
        line("C#", "Kreuz.\n", slug="c"),
        line("Парк"),
        line("Alter Name", "Einer, der so heißt.\n", district="weststadt"),
        line("Gelöscht"),
        line("Angefangen", "Eins.\n", "Zwei [[Märkte]].\n", "Drei [[Bänke]] [[Nichts]].\n"),
        line("Verschieden", "Anders.\n", "Zwei.\n"),
        line("Fertig", "Eins.\n"),
        line("Gruppen", slug="unsere-gruppen"),
        line("Gruppen", "Andere.\n"),
        line("Nirgends", district="nirgends"),
        line("Null", "a\x00b"),
        line("Neu", revisions=(hidden, revision(2, "Zwei.\n", topics=(one.slug,)), merged)),
        line("Umbenannt", revisions=(revision(1, "Eins.\n"), revision(2, "Z\n", title="Benannt"))),
        line("Markets", "[[Markets]] [[Märkte]]\n", language="en", translation_of="maerkte"),
        line("Fairs", language="en", translation_of="maerkte"),
        line("Buden", language="en", translation_of="gibt-es-nicht"),
        line("Zuletzt", "[[Fairs]] [[Benannt]] [[Umbenannt]] [[C#]] [[Fertig]] [[Null]]\n"),
    ]


def test_a_batch_leaves_what_its_lines_leave_one_by_one(lines: list[ImportedArticle]) -> None:
    said, state = result_of(together, lines)
    assert (said, state) == result_of(alone, lines)
    refused = [data.title for data, words in zip(lines, said, strict=True) if "refused" in words]
    assert refused == [
        "MÄRKTE", "Gelöscht", "Verschieden", "Gruppen", "Nirgends", "Null", "Fairs", "Buden",
    ]  # fmt: skip
    # And whatever comes first.
    back, backwards = result_of(together, lines[::-1]), result_of(alone, lines[::-1])
    assert back == backwards


def test_importing_twice_changes_nothing(lines: list[ImportedArticle]) -> None:
    together(lines)
    before = kept()
    again = together(lines)
    assert not [words for words in again if " +0 " not in words and "refused" not in words]
    assert kept() == before


def statements(lines: Sequence[ImportedArticle]) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert not [words for words in together(lines) if "refused" in words]
    return len([row for row in caught if "SAVEPOINT" not in row["sql"]])


def test_each_article_costs_nine_statements() -> None:
    """Those that begin and end a transaction apart, and those that a batch has in common."""

    def several(name: str, count: int) -> list[ImportedArticle]:
        texts = (f"[[{name} {n + 1}]], [[{name} {n - 1}]], [[Nichts {n}]]\n" for n in range(count))
        return [line(f"{name} {n}", "Alt.\n", text) for n, text in enumerate(texts)]

    few = statements(several("Wenige", 5))
    many = statements(several("Viele", 25))
    assert 0 < (many - few) / 20 <= 9


class TestWhatOthersWriteMeanwhile:
    def begun(self, *lines: ImportedArticle) -> Iterator[Any]:
        """An import that has just taken over the first of these."""
        outcomes = services.import_articles(lines)
        next(outcomes)
        return outcomes

    def test_a_red_link_turns_blue(self) -> None:
        rest = self.begun(line("Erster"), line("Zweiter", "[[Erster]] [[Dazwischen]]\n"))
        between = article("Dazwischen", "[[Zweiter]]\n")
        list(rest)
        second = Article.objects.get(title="Zweiter")
        assert between.backlinks.get().source == second
        assert second.backlinks.get().source == between
        assert 'href="/wiki/allgemein/dazwischen/"' in kept()["html"]["Zweiter", None, "de"]

    def test_what_was_deleted_or_renamed_is_not_led_to(self) -> None:
        deleted, renamed = article("Gelöscht"), article("Alt")
        rest = self.begun(line("Erster"), line("Zweiter", "[[Gelöscht]] [[Alt]]\n"))
        services.delete_article(article=deleted, reason="Werbung", by=moderator())
        services.save_edit(article=renamed, base_revision=1, title="Anders", author=person())
        list(rest)
        assert not deleted.backlinks.exists()
        assert renamed.backlinks.get().source.title == "Zweiter"
        assert "/wiki/allgemein/anders/" in kept()["html"]["Zweiter", None, "de"]

    def test_a_title_that_somebody_was_quicker_with_is_refused(self) -> None:
        rest = self.begun(line("Erster"), line("Zweiter"), line("Dritter", "[[Zweiter]]\n"))
        quicker = article("Zweiter", "Von Hand.\n")
        assert [said(outcome).split()[0] for outcome in rest] == ["refused:", "dritter"]
        assert quicker.backlinks.get().source.title == "Dritter"
        kept()


def test_an_article_that_failed_is_led_to_by_nobody() -> None:
    first = line("Markets", language="en", translation_of="maerkte")
    second = replace(first, title="Fairs")
    third = line("Zuletzt", "[[Fairs]] [[Markets]]\n", language="en")
    said = together([line("Märkte"), first, second, third])
    assert [words.startswith("refused") for words in said] == [False, False, True, False]
    targets = Link.objects.order_by("title").values_list("title", "target__title")
    assert list(targets) == [("Fairs", None), ("Markets", "Markets")]


def test_nothing_leads_to_what_a_town_has_switched_off() -> None:
    there, elsewhere = (
        district(),
        District.objects.create(
            name="Mitte", slug="mitte", city=City.objects.create(name="Bonn", slug="bonn")
        ),
    )
    set_state(city=there.city, module=ARTICLES, state=Usage.OFF, seen=Usage.ON)
    together(
        [
            line("Bänke", "[[Märkte]]\n", district=there.slug),
            line("Märkte", district=there.slug),
            line("Tische", "[[Höfe]]\n", district=elsewhere.slug),
            line("Höfe", district=elsewhere.slug),
        ]
    )
    led = Link.objects.order_by("source").values_list("source__district", "target__district")
    assert list(led) == [(there.pk, None), (elsewhere.pk, elsewhere.pk)]


def test_search_hears_of_them_and_waits_for_the_worker() -> None:
    together([line("Märkte")])
    assert Entry.objects.get(kind="article").stale
    kept()
    assert Entry.objects.get(kind="article").title == "Märkte"
    services.import_article(data=line("Bänke"))
    assert Entry.objects.get(title="Bänke").public
