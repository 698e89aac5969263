"""What the inbox does with comments: as tests/community/test_kinds.py asks of other kinds."""

import pytest

from community import decisions
from community.cases import Sender
from community.contract import CannotDecide
from community.inbox import reports
from community.models import Case, Comment, Mail
from community.talk import discussion, passages, threads
from community.talk.places import PresentText
from tests.community.factories import KIND, Board, Note, steward
from tests.fixtures.town import Town
from tests.people import moderator, newcomer, person, signed_in
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db
WORDS = "Ich bringe Apfelkuchen mit."


@pytest.fixture
def note(board: Board) -> Note:
    return board.pin()


def held(note: Note, parent: Comment | None = None) -> tuple[Comment, Case]:
    writer = discussion.CommentWriter(user=newcomer())
    comment, case = discussion.write_comment(
        kind=KIND, pk=note.pk, words=WORDS, writer=writer, parent=parent
    )
    assert case is not None
    return comment, case


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def said(note: Note) -> list[str]:
    return [thread.first.words for thread in threads.talk(KIND, note.pk)]


def test_accepting_shows_it_and_undoing_takes_it_back(note: Note) -> None:
    _comment, case = held(note)
    by = moderator()
    assert said(note) == []
    decisions.accept(case=case, by=by)
    assert said(note) == [WORDS]
    decisions.undo(case=again(case), by=by)
    assert said(note) == []
    assert again(case).state == Case.State.OPEN
    assert not Mail.objects.exists()
    decisions.accept(case=again(case), by=by)
    assert said(note) == [WORDS]


def test_refusing_tells_why_and_undoing_waits_again(note: Note) -> None:
    comment, case = held(note)
    by = moderator()
    decisions.refuse(case=case, by=by, reason="Steht schon da.")
    comment.refresh_from_db()
    assert comment.state == "refused"
    assert "Steht schon da." in Mail.objects.get().body
    decisions.undo(case=again(case), by=by)
    decisions.accept(case=again(case), by=by)
    assert said(note) == [WORDS]


def test_one_of_two_decides(note: Note) -> None:
    _comment, case = held(note)
    second = again(case)
    decisions.accept(case=case, by=moderator())
    with pytest.raises(decisions.AlreadyDecided):
        decisions.refuse(case=second, by=moderator(), reason="Nein.")
    assert said(note) == [WORDS]


def test_contact_persons_of_the_place_decide(note: Note) -> None:
    _comment, case = held(note)
    with pytest.raises(decisions.NotAllowed):
        decisions.accept(case=case, by=steward(pk=2))
    decisions.accept(case=case, by=steward(pk=1))
    assert said(note) == [WORDS]


def test_an_answer_is_not_public_before_what_it_answers(note: Note) -> None:
    first, first_case = held(note)
    by = moderator()
    decisions.accept(case=first_case, by=by)
    _answer, case = held(note, parent=first)
    decisions.undo(case=again(first_case), by=by)
    with pytest.raises(CannotDecide):
        decisions.accept(case=case, by=by)
    assert again(case).state == Case.State.OPEN
    decisions.accept(case=again(first_case), by=by)
    decisions.accept(case=again(case), by=by)
    assert [len(thread.answers) for thread in threads.talk(KIND, note.pk)] == [1]


def test_a_report_hides_it_and_undoing_shows_it_again(note: Note) -> None:
    writer = discussion.CommentWriter(user=person())
    comment, _none = discussion.write_comment(kind=KIND, pk=note.pk, words=WORDS, writer=writer)
    case = reports.receive_report(
        path=f"/kommentare/{comment.pk}/", cause="private", words="", sender=Sender()
    )
    assert (case.object_kind, case.object_pk) == ("comment", comment.pk)
    by = moderator()
    decisions.answer_report(case=case, by=by, outcome="hidden", reason="Persönliches.")
    assert said(note) == []
    decisions.undo(case=again(case), by=by)
    assert said(note) == [WORDS]


def test_who_decides_reads_all_that_would_be_public(town: Town) -> None:
    """What it is about and the words it asks about are typed by strangers as well."""
    text = article(body="Dienstags ist offen.", author=person(), district=town.west)
    words = PresentText(1, "Dienstags ist offen.")
    _comment, case = discussion.write_comment(
        kind="article",
        pk=text.pk,
        words=discussion.CommentWords(
            WORDS, subject="Kanarienvogel", passage=passages.find("Dienstags", words)
        ),
        writer=discussion.CommentWriter(name="Anke"),
    )
    assert case is not None
    by = signed_in(moderator())
    page = by.get(f"/moderation/{case.pk}/").content.decode()
    assert "Kanarienvogel" in page
    assert "„Dienstags“" in page
    assert "Kanarienvogel" in by.get("/moderation/").content.decode()
