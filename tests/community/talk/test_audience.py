"""What is said among two is read by these two: on pages, in feeds, mails, lists and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core import mail as sent_mail
from django.test import Client

from accounts.models import User
from community import contract, mail
from community.models import Case, Comment, Happening, LogEntry, Mail
from community.people.erasing import copy_of
from community.talk import discussion, places, threads
from community.talk.discussion import CommentWords, CommentWriter
from community.talk.resolving import resolve_thread
from tests.community.factories import steward
from tests.fixtures.town import Town
from tests.people import moderator, newcomer, person, signed_in

pytestmark = pytest.mark.django_db
WORD = "Kanarienvogel"


class Two:
    """Two people who talk among themselves about a project, and somebody else."""

    def __init__(self, town: Town) -> None:
        self.thing = town.project
        self.one, self.other, self.third = person(name="Eva"), person(name="Udo"), person()

    def keys(self, user: User) -> object:
        rows = type(self.thing).objects.filter(pk=self.thing.pk)
        return (rows if user in (self.one, self.other) else rows.none()).values_list(
            "pk", flat=True
        )

    def say(self, user: User, words: str = WORD, **more: object) -> tuple[Comment, Case | None]:
        said = CommentWords(words, audience="parties")
        writer = CommentWriter(user=user, wants_answers=True)
        return discussion.write_comment(
            kind="project",
            pk=self.thing.pk,
            words=said,
            writer=writer,
            **more,  # type: ignore[arg-type]
        )


@pytest.fixture
def two(town: Town) -> Iterator[Two]:
    made, place = Two(town), places.place("project")
    places.register(replace(place, parties=made.keys))  # type: ignore[arg-type]
    yield made
    places.register(place)


def readers(two: Two) -> list[User | None]:
    return [None, two.third, newcomer(), steward("district", 1), moderator()]


def test_both_read_it_and_nobody_else(two: Two) -> None:
    said, _case = two.say(two.one)
    answer, _case = two.say(two.other, f"{WORD} zwei", parent=said)
    assert answer.audience == "parties"
    url = two.thing.get_absolute_url()
    pages = (url, f"{url}diskussion/", f"{url}diskussion/talk.atom", f"/kommentare/{said.pk}/")
    for user in (two.one, two.other):
        assert WORD in signed_in(user).get(pages[1]).content.decode()
        assert Comment.objects.visible_to(user).count() == 2
    for reader in readers(two):
        client = signed_in(reader) if reader else Client()
        for path in pages:
            assert WORD not in client.get(path).content.decode(), (reader, path)
        assert client.get(f"/kommentare/{said.pk}/erledigt/").status_code == 404
        asked = f"/kommentare/project/{two.thing.pk}/?antwort={said.pk}"
        assert WORD not in client.get(asked).content.decode()
        assert not Comment.objects.visible_to(reader).exists()
    # The page of the thing and the feed are the same for everybody.
    for path in (pages[0], pages[2]):
        assert WORD not in signed_in(two.one).get(path).content.decode()


def test_it_is_no_news_and_found_by_no_search(two: Two) -> None:
    said, _case = two.say(two.one)
    assert not Happening.objects.filter(comment=said.pk).exists()
    assert threads.words_at("project", [two.thing.pk]) == {}
    assert list(threads.unanswered("project")) == []
    assert threads.below("project", two.thing.pk).total == 0
    assert contract.seen("comment", said.pk, two.third) is None
    assert contract.seen("comment", said.pk, two.other) is not None


def test_the_mail_goes_to_the_other_and_never_to_a_third(two: Two) -> None:
    said, _case = two.say(two.one)
    two.say(two.other, f"{WORD} @Eva", parent=said)
    assert set(Mail.objects.values_list("to", flat=True)) == {two.one.email}
    # Whoever was put there all the same is told nothing.
    row = Mail.objects.get()
    Mail.objects.create(**_like(row, to=two.third.email))
    Mail.objects.create(**_like(row, to="gast@example.org"))
    assert mail.send_due() == 1
    assert [message.to for message in sent_mail.outbox] == [[two.one.email]]
    assert WORD in str(sent_mail.outbox[0].body)


def _like(row: Mail, **changes: str) -> dict[str, object]:
    names = ("topic", "message", "object_kind", "object_pk", "subject", "body", "stop_url")
    return {name: getattr(row, name) for name in names} | changes


def test_who_is_no_party_speaks_to_everybody(two: Two) -> None:
    assert two.say(two.third, "Hallo.")[0].audience == "all"
    assert 'name="audience"' in _form(two, two.one)
    assert 'name="audience"' not in _form(two, two.third)


def _form(two: Two, user: User) -> str:
    return signed_in(user).get(f"/kommentare/project/{two.thing.pk}/").content.decode()


def test_what_waits_is_decided_by_moderators_alone(two: Two, town: Town) -> None:
    two.one.trust = User.Trust.NEW
    two.one.save()
    _said, case = two.say(two.one)
    assert case is not None
    for reader, status in ((moderator(), 200), (steward("district", town.west.pk), 404)):
        answer = signed_in(reader).get(f"/moderation/{case.pk}/")
        assert answer.status_code == status
        assert WORD not in signed_in(reader).get("/moderation/").content.decode() or status == 200


def test_no_list_of_moderators_and_no_log_has_its_words(two: Two) -> None:
    said, _case = two.say(two.one)
    boss = moderator()
    resolve_thread(comment=said, by=two.one)
    page = signed_in(boss).get(f"/moderation/konten/{two.one.pk}/").content.decode()
    assert "Zu zweit gesagt" in page
    assert WORD not in page
    assert [entry.title for entry in LogEntry.objects.filter(action="resolve")] == [
        "Zu zweit gesagt"
    ]
    assert WORD not in signed_in(boss).get("/moderation/protokoll/").content.decode()


def test_it_takes_no_number_from_what_everybody_reads(two: Two) -> None:
    two.say(two.one)
    asked, _case = two.say(two.third, "Hallo?")
    assert (Comment.objects.get(audience="parties").number, asked.number) == (0, 1)


def test_the_copy_of_an_account_has_its_own_words_only(two: Two) -> None:
    two.say(two.one)
    two.say(two.other, "Antwort", parent=Comment.objects.get())
    assert [row["words"] for row in copy_of(two.one)["comments"]] == [WORD]
    assert copy_of(two.third)["comments"] == []


def test_what_was_answered_waits_for_the_other_alone(two: Two) -> None:
    said, _case = two.say(two.one)
    two.say(two.other, "Ja.", parent=said)
    assert "Eine Antwort" in signed_in(two.one).get("/konto/").content.decode()
    assert "Eine Antwort" not in signed_in(two.third).get("/konto/").content.decode()
