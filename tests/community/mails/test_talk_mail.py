"""Mails about talks: at once, one of a thread in an hour, nothing that is hidden when they go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as sent_mail
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from community import decisions, mail
from community.mails import stops
from community.models import Case, Comment, Mail
from community.talk import discussion, mentions
from community.talk.discussion import CommentWriter, TooManyNames
from tests.community.factories import KIND, Board, Note, steward
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(board: Board) -> Note:
    return board.pin()


@contextmanager
def later(minutes: float) -> Iterator[None]:
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True):
        yield


def say(
    note: Note, words: str, user: User | None, parent: Comment | None = None
) -> tuple[Comment, Case | None]:
    # Whoever begins a thread wants to hear of answers.
    wants = parent is None and user is not None
    writer = CommentWriter(user=user, name="" if user else "Anke", wants_answers=wants)
    return discussion.write_comment(
        kind=KIND, pk=note.pk, words=words, writer=writer, parent=parent
    )


def leave() -> list[tuple[str, str]]:
    """Send what is due; return to whom, and what is said."""
    sent_mail.outbox.clear()
    mail.send_due()
    return sorted((message.to[0], str(message.body)) for message in sent_mail.outbox)


class TestHour:
    def test_the_first_answer_is_told_at_once(self, note: Note) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        say(note, "Ich backe Apfelkuchen.", person(name="Uwe"), first)
        ((to, body),) = leave()
        assert to == eva.email
        assert "Uwe schreibt:\nIch backe Apfelkuchen." in body
        assert leave() == []

    def test_what_follows_within_the_hour_is_one_mail(self, note: Note) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        say(note, "Eins.", person(), first)
        assert len(leave()) == 1
        for words in ("Zwei.", "Drei.", "Vier."):
            say(note, words, person(), first)
            assert leave() == []
        with later(59):
            assert leave() == []
        with later(61):
            ((_to, body),) = leave()
            assert [word in body for word in ("Eins.", "Zwei.", "Drei.", "Vier.")] == [
                *(False, True, True, True)
            ]
            assert leave() == []
        assert not Mail.objects.exists()

    def test_another_thread_and_another_reader_have_their_own_hour(self, note: Note) -> None:
        eva, uwe = person(name="Eva"), person(name="Uwe")
        one, _case = say(note, "Eins?", eva)
        say(note, "Ja.", uwe, one)
        assert len(leave()) == 1
        two, _case = say(note, "Zwei?", eva)
        say(note, "Auch.", uwe, two)
        assert [to for to, _body in leave()] == [eva.email]
        say(note, "Danke, @Uwe.", eva, one)
        assert [to for to, _body in leave()] == [uwe.email]

    def test_many_answers_are_counted(self, note: Note) -> None:
        first, _case = say(note, "Wer?", person())
        for number in range(8):
            say(note, f"Nummer {number}", person(), first)
        bodies = [body for to, body in leave() if to == first.author.email]  # type: ignore[union-attr]
        assert len(bodies) == 1
        assert "Und 3 weitere." in bodies[0]


class TestHidden:
    def test_what_is_hidden_before_it_leaves_stands_in_no_mail(self, note: Note) -> None:
        first, _case = say(note, "Wer bäckt?", person())
        canary, _case = say(note, "Kanarienvogel", person(), first)
        say(note, "Apfelkuchen", person(), first)
        discussion.move(canary, "hidden")
        bodies = [body for _to, body in leave()]
        assert bodies
        assert "Kanarienvogel" not in "\n".join(bodies)
        assert any("Apfelkuchen" in body for body in bodies)

    def test_of_a_hidden_thread_or_thing_nothing_is_said(self, board: Board, note: Note) -> None:
        first, _case = say(note, "Wer bäckt?", person())
        say(note, "Apfelkuchen", person(), first)
        other = board.pin()
        second, _case = say(other, "Wer singt?", person())
        say(other, "Ich singe.", person(), second)
        discussion.move(first, "hidden")
        other.public = False
        assert leave() == []
        assert not Mail.objects.exists()

    def test_it_is_asked_at_each_attempt(self, note: Note, settings: object) -> None:
        first, _case = say(note, "Wer bäckt?", person())
        canary, _case = say(note, "Kanarienvogel", person(), first)
        settings.EMAIL_BACKEND = "tests.community.test_mail.Away"  # type: ignore[attr-defined]
        assert leave() == []
        assert Mail.objects.get().attempts == 1
        assert "Kanarienvogel" not in Mail.objects.get().body
        settings.EMAIL_BACKEND = (  # type: ignore[attr-defined]
            "django.core.mail.backends.locmem.EmailBackend"
        )
        discussion.move(canary, "hidden")
        with later(5):
            assert leave() == []


class TestMentions:
    def test_people_of_the_talk_are_spoken_to(self, note: Note) -> None:
        eva, uwe, ada = person(name="Eva Maria"), person(name="Eva"), person(name="Ada")
        first, _case = say(note, "Ich bin dabei.", eva)
        say(note, "Ich auch.", uwe, first)
        leave()
        with later(61):
            said, _case = say(note, "@eva maria, und du? Auch @Ada?", ada)
            assert list(said.mentioned.all()) == [eva]
            ((to, body),) = leave()
        assert to == eva.email
        assert "Ada schreibt:" in body
        assert "angesprochen" in body

    def test_strangers_cannot_be_reached(self, note: Note) -> None:
        stranger = person(name="Fremd")
        said, _case = say(note, f"@Fremd @{stranger.slug} {stranger.email}", person())
        assert not said.mentioned.exists()
        assert leave() == []

    def test_contact_persons_of_the_place_are_spoken_to(self, note: Note) -> None:
        here, elsewhere = steward(pk=1, name="Hanne"), steward(pk=2, name="Gerda")
        said, _case = say(note, "@Hanne oder @Gerda, stimmt das?", person())
        assert list(said.mentioned.all()) == [here]
        assert elsewhere.name == "Gerda"

    def test_more_than_five_are_refused(self, note: Note) -> None:
        people = [person(name=f"Nachbar {letter}") for letter in "ABCDEF"]
        first, _case = say(note, "Los!", person())
        for one in people:
            say(note, "Ja.", one, first)
        names = [f"@{one.name}" for one in people]
        with pytest.raises(TooManyNames):
            say(note, " ".join(names), person(), first)
        said, _case = say(note, " ".join(names[:5]), person(), first)
        assert said.mentioned.count() == mentions.MOST

    @pytest.mark.parametrize("make", [newcomer, lambda: None], ids=["somebody new", "a guest"])
    def test_what_is_held_mails_nobody_until_it_is_accepted(self, note: Note, make: object) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        _said, case = say(note, "@Eva Kanarienvogel", make(), first)  # type: ignore[operator]
        assert case is not None
        assert eva.email not in Mail.objects.values_list("to", flat=True)
        assert leave() == []
        with later(30):
            assert leave() == []
            decisions.accept(case=case, by=moderator())
            assert leave() == [], "it can still be taken back"
        with later(45):
            assert eva.email in [to for to, _body in leave()]

    def test_what_is_refused_mails_nobody(self, note: Note) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        _said, case = say(note, "@Eva Werbung", newcomer(), first)
        assert case is not None
        decisions.refuse(case=case, by=moderator(), reason="Werbung")
        with later(90):
            assert eva.email not in [to for to, _body in leave()]

    def test_who_stops_these_mails_gets_none(self, note: Note) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        stops.stop(token=stops.stop_token(eva.email, "answers"))
        say(note, "@Eva?", person(), first)
        assert leave() == []

    def test_a_name_follows_who_has_it(self, note: Note) -> None:
        eva = person(name="Eva")
        first, _case = say(note, "Wer bäckt?", eva)
        said, _case = say(note, "@Eva, du? Die andere Eva auch?", person(), first)
        accounts.change_profile(user=eva, name="Evelyn", about="")
        said.refresh_from_db()
        assert said.words == "@Evelyn, du? Die andere Eva auch?"
