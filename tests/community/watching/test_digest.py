"""One mail in the morning: what stands in it, what does not, and that there is only one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from community import mail, roles
from community.models import Comment, Digest, Happening, Mail, Watch
from community.people import responsibilities
from community.talk import discussion
from community.watching import collecting, watches
from districts import entries
from districts.services.signature import Signature
from tests import people
from tests.community.watching.test_watches import edit
from tests.cpu_time import less_than
from tests.fixtures.town import Town
from tests.sent_mails import sent_at
from tests.wiki.factories import article
from wiki import services
from wiki.addresses import article_url
from wiki.models import Article

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Berlin")
#: A Wednesday.
NOON = datetime(2026, 3, 4, 12, tzinfo=HERE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def next_morning(moment: datetime = NOON, days: int = 1) -> datetime:
    return (moment + timedelta(days=days)).replace(hour=7, minute=0)


def sent(moment: datetime) -> list[Any]:
    """The mails of watching that leave at a moment."""
    return [one for one in sent_at(moment) if "beobachten" in one.body]


@pytest.fixture(autouse=True)
def _writers_watch_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watches, "follow_own", lambda *_one: None)


@pytest.fixture
def reader() -> User:
    return people.person(name="Eva Leserin")


@pytest.fixture
def thing(reader: User) -> Article:
    """An article that a reader watches since before noon."""
    with at(NOON - timedelta(hours=1)):
        made = article("Repair-Café", "Offen am Montag.\n\nMit Kuchen.\n")
        watches.watch_thing(user=reader, kind="article", pk=made.pk)
    return made


class TestWhatStandsInIt:
    def test_several_changes_are_one_item_with_one_comparison(self, thing: Article) -> None:
        with at(NOON):
            edit(thing, people.person(name="Anke"), "Offen am Dienstag.\n\nMit Kuchen.\n")
            edit(thing, people.person(name="Emre"), "Offen am Dienstag.\n\nMit Torte.\n")
        assert sent(next_morning() - timedelta(minutes=1)) == []
        (message,) = sent(next_morning())
        assert message.subject == "Neu: Repair-Café"
        body = message.body
        assert "Guten Tag Eva Leserin," in body
        assert "Geändert von Anke und Emre:" in body
        assert "„Offen am Dienstag. Mit Torte.“" in body
        assert f"{article_url(thing)}vergleich/?from=1&to=3" in body
        assert "Nicht mehr beobachten: http" in body
        assert "Diese Mail kommt, weil Sie das beobachten" in body
        assert "/abbestellen/watching." in message.extra_headers["List-Unsubscribe"]
        assert not Mail.objects.filter(topic="watching").exists()

    def test_the_next_one_tells_what_came_since(self, thing: Article) -> None:
        with at(NOON):
            edit(thing, people.person(), "Offen am Dienstag.\n\nMit Kuchen.\n")
        assert len(sent(next_morning())) == 1
        assert sent(next_morning(days=2)) == [], "nothing new, no mail"
        with at(NOON + timedelta(days=2)):
            edit(thing, people.person(), "Offen am Dienstag.\n\nMit Tee.\n")
        (message,) = sent(next_morning(days=3))
        assert "from=2&to=3" in message.body
        assert "Dienstag" not in message.body

    def test_a_new_entry_of_a_watched_place_and_a_search(self, town: Town, reader: User) -> None:
        with at(NOON - timedelta(hours=1)):
            watches.watch_search(user=reader, parameters="district=west")
            watches.watch_search(user=reader, parameters="q=Lastenrad")
            watches.watch_search(user=people.person(), parameters="district=ost")
        kind = entries.by_key("project")
        values = {"title": "Lastenrad", "summary": "Ein Rad für alle.", "status": "running"}
        with at(NOON):
            kind.create({**values, "districts": [town.west]}, signature=Signature(people.person()))
        (message,) = sent(next_morning())
        assert message.to == [reader.email]
        assert message.body.count("Lastenrad (Projekt)") == 1
        assert "Gefunden von Ihrer Suche: " in message.body
        assert "Ein Rad für alle" in message.body

    def test_comments_are_counted_and_not_repeated(self, board: Any, reader: User) -> None:
        said = board.say("Streng geheim", state=Comment.State.HELD)
        with at(NOON - timedelta(hours=1)):
            watches.watch_thing(user=reader, kind="note", pk=said.place_pk)
        with at(NOON), transaction.atomic():
            discussion.publish(said)
        (message,) = sent(next_morning())
        assert "1 neuer Kommentar" in message.body
        assert f"#kommentar-{said.pk}" in message.body
        assert "geheim" not in message.body

    def test_twenty_things_and_then_a_number(self, reader: User) -> None:
        with at(NOON - timedelta(hours=1)):
            made = [article(f"Artikel {number}") for number in range(23)]
            for one in made:
                watches.watch_thing(user=reader, kind="article", pk=one.pk)
        with at(NOON):
            for one in made:
                edit(one, people.person(), "Neu.\n")
        (message,) = sent(next_morning())
        assert message.subject == "23 Dinge, die Sie beobachten, haben sich geändert"
        assert "20. Artikel" in message.body
        assert "21. " not in message.body
        assert "Und 3 weitere" in message.body


class TestWhatDoesNot:
    def test_own_changes_and_small_ones(self, thing: Article, reader: User) -> None:
        with at(NOON):
            edit(thing, reader, "Offen am Freitag.\n\nMit Kuchen.\n")
            edit(thing, people.person(), "Offen am Freitag!\n\nMit Kuchen.\n", minor=True)
        assert sent(next_morning()) == []

    def test_what_was_taken_back(self, thing: Article) -> None:
        with at(NOON):
            edit(thing, people.person(), "Unfug.\n")
            edit(thing, people.person(), "Offen am Montag.\n\nMit Kuchen.\n")
        assert sent(next_morning()) == []

    def test_what_the_reader_wrote_over(self, thing: Article, reader: User) -> None:
        with at(NOON):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Kuchen.\n")
            edit(thing, reader, "Offen am Samstag.\n\nMit Kuchen.\n")
            edit(thing, people.person(), "Offen am Samstag.\n\nMit Eis.\n")
        (message,) = sent(next_morning())
        assert "„Mit Eis.“" in message.body
        assert "from=3&to=4" in message.body

    def test_what_is_younger_than_ten_minutes(self, thing: Article) -> None:
        with at(next_morning() - timedelta(minutes=9)):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Kuchen.\n")
        assert sent(next_morning()) == []
        assert len(sent(next_morning(days=2))) == 1

    def test_what_somebody_wants_on_the_site_alone_or_stopped(
        self, thing: Article, reader: User
    ) -> None:
        with at(NOON):
            edit(thing, people.person(), "Neu.\n")
            watches.watch_thing(user=reader, kind="article", pk=thing.pk, rhythm="site")
        assert sent(next_morning()) == []
        with at(NOON + timedelta(days=1)):
            watches.watch_thing(user=reader, kind="article", pk=thing.pk)
        assert sent(next_morning(days=2)) == [], "nothing is sent afterwards"

    def test_what_was_stopped_after_it_was_put_together(self, thing: Article, reader: User) -> None:
        with at(NOON):
            edit(thing, people.person(), "Neu.\n")
        with at(next_morning()):
            assert collecting.make_due() == 1
            watches.stop_all(user=reader)
            assert mail.send_due() == 0
        assert not Mail.objects.filter(topic="watching").exists()


class Refuses(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


@pytest.mark.django_db(transaction=True)
def test_what_is_hidden_between_queue_and_sending_is_in_no_mail(
    proof_size: Any, settings: Settings
) -> None:
    """Also where the first attempt failed: each one asks again who may know what."""
    number = proof_size(24, 200)
    with at(NOON - timedelta(hours=1)):
        hidden, public = article("Kanarienvogel"), article("Amsel")
        other = article("Drossel", "Alt.\n")
        for _one in range(number):
            user = people.person()
            for each in (hidden, public, other):
                watches.watch_thing(user=user, kind="article", pk=each.pk)
    with at(NOON):
        edit(hidden, people.person(), "Kanarienvogel im Text.\n")
        edit(public, people.person(), "Amsel im Text.\n")
        bad = edit(other, people.person(), "Kanarienvogel.\n").revision
        edit(other, people.person(), "Drossel im Text.\n")
    usual, settings.MAIL_SERVER_BACKEND = settings.MAIL_SERVER_BACKEND, f"{__name__}.Refuses"
    with at(next_morning()):
        assert collecting.make_due() == number
        assert not any("Kanarien" in f"{row.subject} {row.body}" for row in Mail.objects.all())
        assert "Kanarien" not in str(list(Digest.objects.values_list("items", flat=True)))
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Refuses"
        mail.send_due()
    settings.EMAIL_BACKEND, settings.MAIL_SERVER_BACKEND = backend, usual
    services.delete_article(article=hidden, by=people.moderator(), reason="weg")
    services.hide_parts(
        article=Article.objects.get(pk=other.pk),
        number=bad.number,
        parts=["text"],
        by=people.moderator(),
        reason="weg",
    )
    outbox.outbox.clear()
    with at(next_morning() + timedelta(hours=2)):
        while mail.send_due():
            pass
    bodies = [f"{one.subject} {one.body}" for one in outbox.outbox if "Amsel" in one.body]
    assert len(bodies) == number
    assert sum("Kanarien" in body for body in bodies) == 0
    assert all("Drossel im Text" in body for body in bodies)


class TestOnce:
    @pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)], ids=["spring", "autumn"])
    def test_a_day_of_23_or_25_hours_has_one_digest(
        self, day: tuple[int, int, int], reader: User
    ) -> None:
        start = datetime(*day, 12, tzinfo=HERE) - timedelta(days=2)
        with at(start - timedelta(hours=1)):
            made = article("Repair-Café", "Alt.\n")
            watches.watch_thing(user=reader, kind="article", pk=made.pk)
        mornings, number = [], 0
        moment = start.astimezone(ZoneInfo("UTC"))
        for quarter in range(4 * 24 * 3):
            now = moment + timedelta(minutes=15 * quarter)
            if quarter % 8 == 0:
                number += 1
                with at(now):
                    edit(made, people.person(), f"Stand {number}.\n")
            if sent(now):
                mornings.append(now.astimezone(HERE))
        assert [one.hour for one in mornings] == [7, 7, 7]
        assert len({one.date() for one in mornings}) == 3
        assert Digest.objects.filter(user=reader).count() == 3

    def test_a_worker_that_was_away_tells_it_all_in_one(self, thing: Article) -> None:
        with at(NOON):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Kuchen.\n")
        with at(NOON + timedelta(days=2)):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Eis.\n")
        (message,) = sent(next_morning(days=4) + timedelta(hours=9))
        assert "from=1&to=3" in message.body

    def test_the_database_takes_no_second_one(self, reader: User) -> None:
        Digest.objects.create(user=reader, day=NOON.date())
        with pytest.raises(IntegrityError), transaction.atomic():
            Digest.objects.create(user=reader, day=NOON.date())
        Digest.objects.create(user=reader)
        Digest.objects.create(user=reader)

    def test_what_was_chosen_later_waits_for_the_next_morning(
        self, thing: Article, reader: User
    ) -> None:
        """Somebody who had a digest today gets no second one for what was weekly until now."""
        with at(NOON - timedelta(hours=1)):
            other = article("Lastenrad", "Alt.\n")
            watches.watch_thing(user=reader, kind="article", pk=other.pk, rhythm="weekly")
        with at(NOON):
            edit(thing, people.person(), "Neu.\n")
            edit(other, people.person(), "Neu.\n")
        assert len(sent(next_morning())) == 1
        with at(next_morning() + timedelta(hours=1)):
            watches.watch_thing(user=reader, kind="article", pk=other.pk, rhythm="digest")
        assert sent(next_morning() + timedelta(hours=2)) == []
        (message,) = sent(next_morning(days=2))
        assert "Lastenrad" in message.body

    def test_weekly_ones_come_on_mondays(self, reader: User) -> None:
        with at(NOON - timedelta(hours=1)):
            made = article("Repair-Café", "Alt.\n")
            watches.watch_thing(user=reader, kind="article", pk=made.pk, rhythm="weekly")
        with at(NOON):
            edit(made, people.person(), "Neu.\n")
        mornings = [day for day in range(1, 14) if sent(next_morning(days=day))]
        assert [(NOON + timedelta(days=day)).strftime("%A") for day in mornings] == ["Monday"]

    def test_one_mail_has_what_is_told_daily_and_weekly(self, thing: Article, reader: User) -> None:
        with at(NOON - timedelta(hours=1)):
            other = article("Lastenrad", "Alt.\n")
            watches.watch_thing(user=reader, kind="article", pk=other.pk, rhythm="weekly")
        monday = next_morning(days=5)
        with at(monday - timedelta(hours=9)):
            edit(thing, people.person(), "Neu.\n")
            edit(other, people.person(), "Neu.\n")
        (message,) = sent(monday)
        assert "Repair-Café" in message.body
        assert "Lastenrad" in message.body


class TestAtOnce:
    @pytest.fixture(autouse=True)
    def _rhythm(self, thing: Article, reader: User) -> None:
        Watch.objects.filter(user=reader).update(rhythm="at_once")

    def test_it_comes_after_ten_minutes_and_once_an_hour(self, thing: Article) -> None:
        with at(NOON):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Kuchen.\n")
        assert sent(NOON + timedelta(minutes=9)) == []
        (message,) = sent(NOON + timedelta(minutes=11))
        assert message.subject == "Neu: Repair-Café"
        with at(NOON + timedelta(minutes=12)):
            edit(thing, people.person(), "Offen am Freitag.\n\nMit Eis.\n")
        assert sent(NOON + timedelta(minutes=40)) == []
        (message,) = sent(NOON + timedelta(minutes=75))
        assert "from=2&to=3" in message.body
        assert sent(next_morning()) == []

    def test_own_changes_are_none(self, thing: Article, reader: User) -> None:
        with at(NOON):
            edit(thing, reader, "Offen am Freitag.\n\nMit Kuchen.\n")
        assert sent(NOON + timedelta(hours=1)) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_digest(reader: User) -> None:
    with at(NOON - timedelta(hours=1)):
        made = article("Repair-Café", "Alt.\n")
        for user in (reader, *(people.person() for _one in range(5))):
            watches.watch_thing(user=user, kind="article", pk=made.pk)
    with at(NOON):
        edit(made, people.person(), "Neu.\n")

    def work() -> None:
        try:
            collecting.make_due()
        finally:
            connection.close()

    with at(next_morning()):
        workers = [Thread(target=work) for _one in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert Digest.objects.count() == 6
    assert Mail.objects.filter(topic="watching").count() == 6


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_watches_and_five_hundred_happenings(proof_size: Any, figure: Any) -> None:
    """Made and written, each mail for its own reader."""
    readers, watched, happened = proof_size((20, 10, 30), (1000, 10, 500))
    with at(NOON - timedelta(hours=1)):
        writer = people.person()
        things = [article(f"Artikel {n}", "Alt.\n", author=writer) for n in range(happened)]
        users = [people.person() for _one in range(readers)]
        Watch.objects.all().delete()
        Watch.objects.bulk_create(
            Watch(
                user=user,
                object_kind="article",
                object_pk=things[(9 * turn + 7 * step) % happened].pk,
            )
            for turn, user in enumerate(users)
            for step in range(watched)
        )
    with at(NOON):
        for one in things:
            edit(one, writer, "Neu steht das hier.\n")
    outbox.outbox.clear()
    began = process_time()
    with at(next_morning()), less_than(60):
        assert collecting.make_due() == readers
        while mail.send_due():
            pass
    figure(f"seconds of {readers * watched} watches", process_time() - began, at_most=60)
    assert len(outbox.outbox) == readers
    assert Happening.objects.count() >= happened


def test_a_quiet_week_of_a_volunteer_with_four_roles(town: Town, client: Client) -> None:
    """At most seven mails, whatever they take care of."""
    start = datetime(2026, 3, 2, 6, tzinfo=HERE)
    with at(start - timedelta(days=40)):
        volunteer = people.person(name="Ilse")
        for role, kind, thing in (
            (roles.STEWARD, "district", town.west),
            (roles.STEWARD, "topic", town.child),
            (roles.CARER, "actor", town.actor),
            (roles.CARER, "project", town.project),
        ):
            responsibilities.grant(user=volunteer, role=role, kind=kind, pk=thing.pk)
        made = [article(f"Artikel {number}", "Alt.\n") for number in range(6)]
        for one in made:
            watches.watch_thing(user=volunteer, kind="article", pk=one.pk)
        for parameters in ("district=west", "topic=einsamkeit"):
            watches.watch_search(user=volunteer, parameters=parameters)
        Mail.objects.all().delete()
    outbox.outbox.clear()
    kind = entries.by_key("project")
    for hour in range(24 * 7):
        with at(start + timedelta(hours=hour)):
            if hour % 5 == 0:
                edit(made[hour % 6], people.person(), f"Stand {hour}.\n")
            if hour % 24 == 9:
                kind.update(
                    town.project,
                    {"summary": f"Stand {hour}"},
                    base=None,
                    signature=Signature(people.person()),
                )
            collecting.make_due()
            mail.send_due()
    assert 1 <= len([one for one in outbox.outbox if one.to == [volunteer.email]]) <= 7
