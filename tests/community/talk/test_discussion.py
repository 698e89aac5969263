"""Talking below something: who may, what waits, and what everybody reads."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from community import limits
from community.models import Case, Comment, Mail
from community.talk import discussion, threads
from community.talk.discussion import Closed, CommentWriter, MayNotComment
from tests.community.factories import KIND, Board, Note
from tests.people import newcomer, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(board: Board) -> Note:
    return board.pin()


def write(note: Note, user: User | None = None, **more: Any) -> tuple[Comment, Case | None]:
    words, parent = more.pop("words", "Ich komme."), more.pop("parent", None)
    writer = CommentWriter(user=user, **more)
    return discussion.write_comment(
        kind=KIND, pk=note.pk, words=words, writer=writer, parent=parent
    )


class TestWhoMay:
    def test_a_resident_is_read_at_once(self, note: Note) -> None:
        comment, case = write(note, person(), words="  Ich komme. ")
        assert (case, comment.state, comment.words) == (None, "live", "Ich komme.")
        assert [thread.first for thread in threads.talk(KIND, note.pk)] == [comment]

    @pytest.mark.parametrize("make", [newcomer, lambda: None], ids=["somebody new", "a guest"])
    def test_others_wait(self, note: Note, make: Any) -> None:
        comment, case = write(note, make(), name="Ruth")
        assert comment.state == "held"
        assert case is not None
        assert (case.object_kind, case.object_pk) == ("comment", comment.pk)
        assert threads.talk(KIND, note.pk) == []

    def test_three_addresses_by_somebody_who_has_just_joined_wait(self, note: Note) -> None:
        words = " ".join(f"https://a{number}.example/" for number in range(3))
        assert write(note, person(), words=words)[1] is not None
        assert write(note, person(), words=words.rsplit(" ", 1)[0])[1] is None

    def test_what_is_closed_or_gone_takes_no_comment(self, board: Board, note: Note) -> None:
        note.public = False
        with pytest.raises(Closed):
            write(note, person())
        gone = board.pin()
        del board.notes[gone.pk]
        with pytest.raises(Closed):
            write(gone, person())
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("protection", ["residents", "moderators"])
    def test_guests_write_only_where_it_is_open(self, note: Note, protection: str) -> None:
        note.protection = protection
        with pytest.raises(MayNotComment):
            write(note, name="Ruth")
        assert not Comment.objects.exists()
        assert write(note, person())[0].pk

    def test_who_is_blocked_writes_nothing(self, note: Note) -> None:
        with pytest.raises(MayNotComment):
            write(note, person(blocked_at=timezone.now()))
        assert not Comment.objects.exists()
        assert not Case.objects.exists()


class TestAddress:
    def test_a_guests_is_kept_only_for_news_of_answers(self, note: Note) -> None:
        assert write(note, name="Ruth", mail="r@example.org")[0].mail == ""
        assert not Mail.objects.filter(to="r@example.org").exists()
        comment = write(note, name="Ruth", mail="r@example.org", wants_answers=True)[0]
        assert (comment.mail, comment.mail_confirmed) == ("r@example.org", False)
        assert Mail.objects.filter(to="r@example.org").count() == 1

    def test_that_of_an_account_is_not_copied_and_needs_no_proof(self, note: Note) -> None:
        comment = write(note, person(), mail="r@example.org", wants_answers=True)[0]
        assert (comment.mail, comment.mail_confirmed, comment.wants_answers) == ("", True, True)

    def test_without_an_address_nobody_is_told(self, note: Note) -> None:
        assert not write(note, name="Ruth", wants_answers=True)[0].wants_answers


def test_an_answer_to_an_answer_stands_below_the_first(note: Note) -> None:
    first = write(note, person())[0]
    second = write(note, person(), parent=first)[0]
    third = write(note, person(), parent=second)[0]
    (thread,) = threads.talk(KIND, note.pk)
    assert (thread.first, thread.answers) == (first, [second, third])
    assert list(threads.unanswered(KIND)) == []


def test_answers_of_what_is_not_public_are_read_by_nobody(note: Note) -> None:
    first = write(note, person())[0]
    write(note, person(), parent=first)
    assert discussion.move(first, "hidden", only_from={"live"})
    assert threads.talk(KIND, note.pk) == []
    assert not discussion.move(first, "hidden", only_from={"live"}), "that was no news"


def test_who_speaks_to_people_all_the_time_is_stopped(note: Note, settings: Any) -> None:
    """Each name is a mail; of talks somebody may begin hundreds in an hour."""
    settings.RATE_LIMITS = True
    speaker, _ben = person(name="Ida"), write(note, person(name="Ben Bach"))
    for number in range(limits.RARER["mention"]):
        comment, _case = write(note, speaker, words=f"@Ben Bach: Frage {number}?")
        assert comment.mentioned.count() == 1
    before = Comment.objects.count()
    with pytest.raises(limits.LimitReached):
        write(note, speaker, words="@Ben Bach: noch eine Frage?")
    assert Comment.objects.count() == before
    write(note, speaker, words="Danke euch allen.")
