"""Saving: what is kept, what is held, what is refused."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import limits
from districts.modules import Usage, own
from districts.services import modules as switching
from search import after_answers
from tests.people import moderator, newcomer, person, signed_in
from tests.wiki.factories import article, district, topic
from wiki import rendering, services
from wiki.errors import (
    AddressTaken,
    EditConflict,
    Invalid,
    NotAllowed,
    TooLong,
    TooMany,
    UnknownBase,
)
from wiki.models import BODY_LIMIT, Article, FormerAddress, Link, OpenForm, Revision

pytestmark = pytest.mark.django_db


def test_an_edit_becomes_a_revision() -> None:
    made = article(body="  \r\nErster Text. \n\n")
    result = services.save_edit(
        article=made, base_revision=1, body="Zweiter Text.", summary=" kurz ", author=person()
    )
    assert (result.status, result.revision.number, result.revision.parents) == ("saved", 2, [1])
    bodies = made.revisions.order_by("number").values_list("body", "summary")
    assert list(bodies) == [("  \r\nErster Text. \n\n", ""), ("Zweiter Text.", "kurz")]
    made.refresh_from_db()
    assert (made.head_number, made.published_number, made.last_number) == (2, 2, 2)
    assert result.revision.size_change == len(b"Zweiter Text.") - len(b"  \r\nErster Text. \n\n")


def test_the_same_text_is_no_revision() -> None:
    made = article(body="Text")
    result = services.save_edit(article=made, base_revision=1, body="Text", author=person())
    assert (result.status, result.revision.number) == ("unchanged", 1)
    assert made.revisions.count() == 1


@pytest.mark.parametrize("base", [None, 0, 2, 99, -1])
def test_a_base_that_cannot_be_is_refused(base: int | None) -> None:
    made = article()
    with pytest.raises(UnknownBase):
        services.save_edit(article=made, base_revision=base, body="x", author=person())


def test_an_overlap_gives_all_three_texts() -> None:
    made = article(body="eins")
    services.save_edit(article=made, base_revision=1, body="zwei", author=person())
    with pytest.raises(EditConflict) as caught:
        services.save_edit(article=made, base_revision=1, body="drei", author=person())
    error = caught.value
    assert (error.base.body, error.theirs.body, error.mine.body) == ("eins", "zwei", "drei")
    assert (error.base.number, error.theirs.number, error.mine.number) == (1, 2, None)


def test_the_limit_counts_bytes_and_is_named() -> None:
    made = article()
    fits = "ä" * (BODY_LIMIT // 2)
    assert services.save_edit(article=made, base_revision=1, body=fits, author=moderator())
    with pytest.raises(TooLong, match="512 kB"):
        services.save_edit(article=made, base_revision=2, body=fits + "x", author=person())


@pytest.mark.parametrize("body", ["", " \n\t", "a\x00b", "a\ud800b"])
def test_what_is_no_text_is_refused(body: str) -> None:
    made = article()
    with pytest.raises(Invalid) as caught:
        services.save_edit(article=made, base_revision=1, body=body, author=person())
    assert caught.value.field == "body"


@pytest.mark.parametrize("title", ["", "  ", "a\x00b", "\u202egnol", "x" * 201])
def test_what_is_no_title_is_refused(title: str) -> None:
    with pytest.raises(Invalid) as caught:
        article(title=title)
    assert caught.value.field == "title"


def test_new_people_and_guests_are_held_beside_the_head() -> None:
    made = article(body="Text eins")
    held = services.save_edit(article=made, base_revision=1, body="Neu", author=newcomer())
    guest = services.save_edit(
        article=made, base_revision=1, body="Gast", author_name="Frau Ö", mail="a@example.org"
    )
    made.refresh_from_db()
    assert (held.status, guest.status) == ("pending", "pending")
    assert (made.published_number, made.head_number, made.last_number) == (1, 1, 3)
    edit = services.save_edit(article=made, base_revision=1, body="Text zwei", author=person())
    assert (edit.status, edit.revision.number) == ("saved", 4)


def test_a_large_removal_by_a_resident_is_held_but_not_a_moderators() -> None:
    made = article(body="Wort für Wort ein langer Text. " * 40)
    result = services.save_edit(article=made, base_revision=1, body="Weg.", author=person())
    assert result.status == "pending"
    result = services.save_edit(article=made, base_revision=1, body="Weg.", author=moderator())
    assert result.status == "saved"


def test_the_same_title_leads_to_the_first_article() -> None:
    place = district()
    first = article("Spielplätze", district=place)
    with pytest.raises(AddressTaken) as caught:
        article("Spielplaetze!", district=place)
    assert caught.value.article == first
    assert article("Spielplätze") != first  # "allgemein" is another place


def test_a_suggestion_does_not_block_a_title() -> None:
    held = article("Märkte", author=newcomer())
    live = article("Märkte")
    assert (held.state, live.state, held.slug) == ("held", "live", live.slug)


def test_a_new_title_moves_the_article_and_leaves_a_way() -> None:
    made = article("Alter Name")
    services.save_edit(article=made, base_revision=1, title="Neuer Name", body="x", author=person())
    made.refresh_from_db()
    assert (made.title, made.slug) == ("Neuer Name", "neuer-name")
    assert FormerAddress.objects.get().slug == "alter-name"
    article("Alter Name")  # the address is free again, and the way ends
    assert not FormerAddress.objects.exists()


def test_a_title_of_no_letters_gets_a_number() -> None:
    assert [article("🙂").slug, article("🙃").slug] == ["artikel", "artikel-2"]
    assert article("Neu").slug == "neu-2"


def test_a_red_link_turns_blue_when_its_article_comes() -> None:
    source = article("Anfang", "Siehe [[Ziel]].\n")
    assert "wikilink-missing" in (Revision.objects.get(article=source).html or "")
    target = article("Ziel")
    assert Link.objects.get(source=source).target == target
    assert Revision.objects.get(article=source).html is None


def test_links_look_in_the_own_district_first() -> None:
    place = district()
    general, own = article("Ziel"), article("Ziel", district=place)
    source = article("Anfang", "[[Ziel]] und [[Allgemein:Ziel|anderswo]]", district=place)
    assert {link.target for link in source.links.all()} == {general, own}


def test_topics_are_combined_not_overwritten() -> None:
    one, two, three = topic("Eins", "eins"), topic("Zwei", "zwei"), topic("Drei", "drei")
    made = article(body="Text", topics=[one.pk])
    services.save_edit(
        article=made, base_revision=1, body="Text", topics=[one.pk, two.pk], author=person()
    )
    result = services.save_edit(
        article=made, base_revision=1, body="Text", topics=[three.pk], author=person()
    )
    assert result.status == "merged"
    assert set(Article.objects.get().topics.all()) == {two, three}


def test_edits_of_different_places_are_combined_and_both_are_parents() -> None:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    services.save_edit(
        article=made, base_revision=1, body="Eins neu.\n\nZwei.\n\nDrei.\n", author=person()
    )
    result = services.save_edit(
        article=made, base_revision=1, body="Eins.\n\nZwei.\n\nDrei neu.\n", author=person()
    )
    assert result.status == "merged"
    assert result.revision.body == "Eins neu.\n\nZwei.\n\nDrei neu.\n"
    assert result.revision.parents == [2, 1]


def test_a_conflict_offers_what_could_be_combined() -> None:
    made = article(body="Eins.\n\nZwei.\n")
    services.save_edit(article=made, base_revision=1, body="Uno.\n\nZwei.\n", author=person())
    with pytest.raises(EditConflict) as caught:
        services.save_edit(article=made, base_revision=1, body="One.\n\nZwei!\n", author=person())
    assert "Uno." in caught.value.merged
    assert "One." in caught.value.merged
    assert caught.value.merged.endswith("Zwei!\n")


class TestWhoMay:
    """What is refused before anything is written."""

    def edit(self, made: Article, **changed: Any) -> Any:
        values: dict[str, Any] = {"base_revision": 1, "body": "Neu.", "author": person()} | changed
        return services.save_edit(article=made, **values)

    @pytest.mark.parametrize(
        ("protection", "status"), [("open", "pending"), ("residents", ""), ("moderators", "")]
    )
    def test_guests_suggest_where_it_is_open(self, protection: str, status: str) -> None:
        made = article()
        Article.objects.update(protection=protection)
        if status:
            assert self.edit(made, author=None, author_name="Ruth").status == status
        else:
            with pytest.raises(NotAllowed):
                self.edit(made, author=None, author_name="Ruth")
        assert made.revisions.count() == (2 if status else 1)

    def test_who_is_blocked_writes_nothing(self) -> None:
        made, blocked = article(), person(blocked_at=timezone.now())
        with pytest.raises(NotAllowed):
            self.edit(made, author=blocked)
        assert made.revisions.count() == 1

    def test_nobody_writes_where_the_wiki_rests(self) -> None:
        place = district()
        made = article(district=place)
        switching.set_state(
            city=place.city, module=own.ARTICLES, state=Usage.RESTING, seen=Usage.ON
        )
        with pytest.raises(NotAllowed):
            self.edit(made, author=moderator())
        assert made.revisions.count() == 1

    @pytest.mark.parametrize("body", [None, "Neu."])
    def test_moving_takes_an_account_that_others_know(self, body: str | None) -> None:
        made, place = article(), district()
        for author in (newcomer(), None):
            with pytest.raises(NotAllowed) as raised:
                self.edit(made, body=body, district=place, author=author)
            assert raised.value.field == "district"
        made.refresh_from_db()
        assert (made.district, made.last_number) == (None, 1)
        self.edit(made, body=body, district=place)
        made.refresh_from_db()
        assert made.district == place

    def test_too_much_in_a_short_time_says_after_how_long(self, settings: Any) -> None:
        made = article()
        settings.RATE_LIMITS = True
        for _time in range(limits.PER_CONNECTION):
            limits.count(action="write", user=None, network="here")
        with pytest.raises(TooMany) as raised:
            self.edit(made, author=None, network="here")
        assert 0 < raised.value.retry_after <= 3601
        assert made.revisions.count() == 1
        assert self.edit(made, body=made.revisions.get().body, author=None, network="here"), (
            "what changes nothing is not counted"
        )

    def test_a_change_that_was_taken_over_is_a_parent_too(self) -> None:
        made = article(body="Eins.")
        self.edit(made, body="Zwei.", author=newcomer())
        result = self.edit(made, body="Zwei und drei.", author=moderator(), carries=2)
        assert (result.revision.number, result.revision.parents) == (3, [1, 2])


def _seen(made: Article, base: int = 1) -> services.Seen:
    rows = {revision.number: revision for revision in made.revisions.all()}
    return services.Seen(rows[made.head_number], rows[base])


def test_what_the_caller_has_read_is_not_read_again() -> None:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    with CaptureQueriesContext(connection) as queries:
        services.save_edit(
            article=made,
            base_revision=1,
            body="Eins.\n\nZwei.\n\nVier.\n",
            author=person(),
            seen=_seen(made),
        )
    read = [q for q in queries.captured_queries if q["sql"].startswith("SELECT")]
    # The caller's own; search reads what is published.
    assert sum('FROM "wiki_revision"' in q["sql"] for q in read) == 2
    assert not [q for q in read if 'FROM "wiki_article" ' in q["sql"]]
    assert made.head_number == 2


def test_what_the_caller_has_read_is_read_again_when_the_article_has_moved_on() -> None:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    seen = _seen(made)
    other = Article.objects.get()
    services.save_edit(
        article=other, base_revision=1, body="Eins neu.\n\nZwei.\n\nDrei.\n", author=person()
    )
    assert made.head_number == 1  # the caller has not noticed
    result = services.save_edit(
        article=made,
        base_revision=1,
        body="Eins.\n\nZwei.\n\nDrei neu.\n",
        author=person(),
        seen=seen,
    )
    assert result.status == "merged"
    assert Revision.objects.get(number=3).body == "Eins neu.\n\nZwei.\n\nDrei neu.\n"
    assert result.revision.article.head_number == 3


def test_an_answer_to_a_save_waits_for_fourteen_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who and what, where links lead, how often they write, the writes; the rest comes after.

    Two of the writes are that it has happened, and that its author follows what becomes of it.
    """
    article("Ziel")
    made = article(body="[[Ziel]] und [[Fehlt]].\n")
    client, answered = signed_in(person()), []
    form = "/wiki/allgemein/spielplaetze/bearbeiten/"
    client.get(form)
    note = after_answers.note
    with CaptureQueriesContext(connection) as queries:
        monkeypatch.setattr(
            after_answers, "note", lambda write: (answered.append(len(queries)), note(write))
        )
        answer = client.post(
            form,
            {"title": made.title, "body": "[[Ziel]], [[Fehlt]], neu.\n", "base_revision": 1},
        )
    assert answer.status_code == 302
    asked = [query["sql"] for query in queries.captured_queries[: answered[0]]]
    asked = [sql for sql in asked if "SAVEPOINT" not in sql]
    # PostgreSQL is asked for the lock under which attempts are counted; SQLite has one writer.
    most = 14 + (connection.vendor == "postgresql")
    assert len(asked) <= most, "\n".join(asked)
    assert not OpenForm.objects.exists()


def test_who_has_the_form_open_is_seen_until_they_have_saved() -> None:
    made, other = article(), person(name="Kim Muster")
    form = "/wiki/allgemein/spielplaetze/bearbeiten/"
    signed_in(other).get(form)
    own = signed_in(person())
    assert "Kim Muster" in own.get(form).content.decode()
    wanted = {"title": made.title, "body": "Neu.\n", "base_revision": 1}
    refused = signed_in(other).post(form, {**wanted, "title": ""})
    assert refused.status_code == 400
    assert "Kim Muster" in own.get(form).content.decode()
    assert signed_in(other).post(form, wanted).status_code == 302
    assert "Kim Muster" not in own.get(form).content.decode()


def test_a_link_turns_blue_that_was_red_when_its_text_was_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, make = article(body="Alt.\n"), rendering.make

    def slowly(body: str, **options: Any) -> rendering.Made:
        rendered = make(body, **options)
        monkeypatch.undo()
        article("Dazwischen")
        return rendered

    monkeypatch.setattr(rendering, "make", slowly)
    services.save_edit(article=made, base_revision=1, body="[[Dazwischen]]\n", author=person())
    assert Link.objects.get(source=made).target == Article.objects.get(title="Dazwischen")
    assert made.revisions.get(number=2).html is None
