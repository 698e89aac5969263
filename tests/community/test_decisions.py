"""Deciding what waits, and what follows from it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from community import cases, contract, decisions, mail_topics
from community.cases import Sender
from community.mails.live_names import resolved
from community.models import Case, LogEntry, Mail
from community.people import promotion
from tests import people
from tests.community import factories
from tests.community.factories import Board

pytestmark = pytest.mark.django_db
Outcome = Case.Outcome


def report(board: Board, sender: Sender | None = None, note: factories.Note | None = None) -> Case:
    note = note or board.pin(writers=[people.person()])
    return cases.open_case(
        sort=Case.Sort.REPORT,
        kind=factories.KIND,
        pk=note.pk,
        title=note.title,
        url="/zettel/",
        sender=sender or Sender(mail="eva@beispiel.example"),
        scopes=note.trust_scopes(),
        cause="wrong",
    )


def test_accepting_tells_the_app_the_author_and_the_log(board: Board) -> None:
    author, moderator = people.newcomer(name="Rita"), people.moderator()
    case = board.hold(Sender(author))
    decisions.accept(case=case, by=moderator, reason="Schön.")
    case.refresh_from_db()
    assert board.notes[case.object_pk].state == {1: "live"}
    assert (case.state, case.decided_by, case.decision) == ("accepted", moderator, "Schön.")
    mail = Mail.objects.get(to=author.email)
    assert "Schön." in mail.body
    assert "Rita" in resolved(mail.body)
    assert mail.next_try > timezone.now() + timedelta(minutes=10)
    entry = LogEntry.objects.get()
    assert (entry.action, entry.who, entry.details["case"]) == ("accept", moderator.pk, case.pk)


def test_refusing_needs_a_reason(board: Board) -> None:
    case, moderator = board.hold(), people.moderator()
    with pytest.raises(decisions.ReasonMissing):
        decisions.refuse(case=case, by=moderator, reason="  ")
    decisions.refuse(case=case, by=moderator, reason="Das steht schon da.")
    assert board.notes[case.object_pk].state == {1: "refused"}
    assert "Das steht schon da." in Mail.objects.get().body


def test_what_the_app_cannot_do_leaves_everything_as_it_was(board: Board) -> None:
    case = board.hold(stuck=True)
    with pytest.raises(contract.CannotDecide):
        decisions.accept(case=case, by=people.moderator())
    assert case.state == "open"
    case.refresh_from_db()
    assert (case.state, case.decided_at) == ("open", None)
    assert not Mail.objects.exists()
    assert not LogEntry.objects.exists()


def test_the_second_decision_is_told_so(board: Board) -> None:
    case = board.hold()
    stale = Case.objects.get()
    decisions.accept(case=case, by=people.moderator())
    with pytest.raises(decisions.AlreadyDecided):
        decisions.refuse(case=stale, by=people.moderator(), reason="Nein.")
    assert board.notes[case.object_pk].state == {1: "live"}


def test_stewards_decide_in_their_place_only(board: Board) -> None:
    here, there = factories.steward("district", 1), factories.steward("district", 2)
    case = board.hold()
    with pytest.raises(decisions.NotAllowed):
        decisions.accept(case=case, by=there)
    with pytest.raises(decisions.NotAllowed):
        decisions.accept(case=case, by=people.person())
    decisions.accept(case=case, by=here)


def test_an_app_that_closes_the_case_itself_closes_it_once(board: Board) -> None:
    case, moderator = board.hold(), people.moderator()
    closed = cases.close_contribution(
        kind="note", pk=case.object_pk, number=1, state="accepted", by=moderator
    )
    assert closed == case
    again = cases.close_contribution(
        kind="note", pk=case.object_pk, number=1, state="accepted", by=moderator
    )
    assert again is None
    assert LogEntry.objects.count() == Mail.objects.count() == 1


def test_what_is_gone_can_only_be_refused(board: Board) -> None:
    case, moderator = board.hold(), people.moderator()
    board.notes.clear()
    with pytest.raises(contract.CannotDecide):
        decisions.accept(case=case, by=moderator)
    decisions.refuse(case=case, by=moderator, reason="Gibt es nicht mehr.")


def test_undo_within_ten_minutes(board: Board) -> None:
    moderator, case = people.moderator(), board.hold()
    decisions.accept(case=case, by=moderator)
    with pytest.raises(decisions.NotAllowed):
        decisions.undo(case=case, by=people.moderator())
    decisions.undo(case=case, by=moderator)
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("open", None)
    assert board.notes[case.object_pk].state == {1: "held"}
    assert not Mail.objects.exists()
    assert [entry.action for entry in LogEntry.objects.all()] == ["undo", "accept"]


def test_undo_is_too_late_after_that(board: Board) -> None:
    moderator, case = people.moderator(), board.hold()
    decisions.accept(case=case, by=moderator)
    Case.objects.update(decided_at=timezone.now() - timedelta(minutes=11))
    case.refresh_from_db()
    with pytest.raises(decisions.TooLate):
        decisions.undo(case=case, by=moderator)


def test_what_the_app_cannot_take_back_stays(board: Board) -> None:
    moderator, case = people.moderator(), board.hold()
    decisions.accept(case=case, by=moderator)
    board.notes[case.object_pk].stuck = True
    with pytest.raises(contract.CannotDecide):
        decisions.undo(case=case, by=moderator)
    case.refresh_from_db()
    assert case.state == "accepted"
    assert Mail.objects.exists()


def test_three_contributions_on_two_days_make_a_resident(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    held = [board.hold(Sender(author)) for _number in range(4)]
    for case in held[:3]:
        decisions.accept(case=case, by=moderator)
    author.refresh_from_db()
    assert author.trust == User.Trust.NEW, "all on one day"
    Case.objects.filter(pk=held[0].pk).update(created=timezone.now() - timedelta(days=1))
    decisions.accept(case=held[3], by=moderator)
    author.refresh_from_db()
    assert author.trust == User.Trust.RESIDENT
    assert Mail.objects.filter(topic=mail_topics.ACCOUNT, to=author.email).count() == 1
    decisions.undo(case=held[3], by=moderator)
    author.refresh_from_db()
    assert author.trust == User.Trust.NEW
    assert not Mail.objects.filter(topic=mail_topics.ACCOUNT).exists()


def test_whoever_moderates_by_now_stays_a_moderator(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    held = [board.hold(Sender(author)) for _number in range(3)]
    Case.objects.filter(pk=held[0].pk).update(created=timezone.now() - timedelta(days=1))
    for case in held:
        decisions.accept(case=case, by=moderator)
    author.refresh_from_db()
    promotion.set_moderator(user=author, by=factories.admin(), moderates=True)
    decisions.undo(case=held[2], by=moderator)
    author.refresh_from_db()
    assert author.trust == User.Trust.MODERATOR
    assert not LogEntry.objects.filter(action="demote").exists()


def test_a_moderator_can_trust_at_once() -> None:
    author, moderator = people.newcomer(), people.moderator()
    with pytest.raises(decisions.NotAllowed):
        promotion.promote(user=author, by=people.person())
    promotion.promote(user=author, by=moderator)
    promotion.promote(user=author, by=moderator)
    author.refresh_from_db()
    assert author.trust == User.Trust.RESIDENT
    assert LogEntry.objects.get().action == "promote"


def test_many_at_once_name_what_did_not_work(board: Board) -> None:
    moderator = people.moderator()
    fine, stuck, reported = board.hold(), board.hold(stuck=True), report(board)
    tally = decisions.decide_many(chosen=[fine, stuck, reported], decision="accept", by=moderator)
    assert tally.done == [fine]
    assert [case for case, _words in tally.problems] == [stuck, reported]


def test_withdrawing_tells_nobody(board: Board) -> None:
    case = board.hold()
    decisions.withdraw(case=case)
    case.refresh_from_db()
    assert (case.state, case.decided_by) == ("withdrawn", case.author)
    assert not Mail.objects.exists()
    with pytest.raises(decisions.AlreadyDecided):
        decisions.accept(case=case, by=people.moderator())


def test_hiding_answers_every_report_of_the_same(board: Board) -> None:
    writer, moderator = people.person(), people.moderator()
    note = board.pin(writers=[writer])
    first, second = report(board, note=note), report(board, Sender(people.person()), note)
    other = report(board)
    Mail.objects.all().delete()
    decisions.answer_report(
        case=first, by=moderator, outcome=Outcome.HIDDEN, reason="Es nennt eine Person."
    )
    second.refresh_from_db()
    other.refresh_from_db()
    assert not note.public
    assert (second.state, second.outcome, other.state) == ("accepted", "hidden", "open")
    told = {mail.to: mail.body for mail in Mail.objects.all()}
    assert set(told) == {"eva@beispiel.example", second.author.email, writer.email}
    assert all("Es nennt eine Person." in body for body in told.values())
    decisions.undo(case=first, by=moderator)
    assert note.public
    assert Case.objects.open().count() == 3
    assert not Mail.objects.exists()


def test_keeping_answers_one_report_and_tells_both_sides(board: Board) -> None:
    writer, steward = people.person(), factories.steward("district", 1)
    case = report(board, note=board.pin(writers=[writer]))
    Mail.objects.all().delete()
    with pytest.raises(decisions.ReasonMissing):
        decisions.answer_report(case=case, by=steward, outcome=Outcome.KEPT, reason="")
    decisions.answer_report(case=case, by=steward, outcome=Outcome.KEPT, reason="Es stimmt so.")
    assert case.state == "refused"
    assert set(Mail.objects.values_list("to", flat=True)) == {"eva@beispiel.example", writer.email}


def test_stewards_do_not_hide(board: Board) -> None:
    case = report(board)
    with pytest.raises(decisions.NotAllowed):
        decisions.answer_report(
            case=case, by=factories.steward("district", 1), outcome=Outcome.HIDDEN, reason="Weg."
        )
    case.refresh_from_db()
    assert case.state == "open"
    assert board.notes[case.object_pk].public


def test_a_report_is_not_accepted_and_a_contribution_not_answered(board: Board) -> None:
    moderator = people.moderator()
    with pytest.raises(decisions.NotAllowed):
        decisions.accept(case=report(board), by=moderator)
    with pytest.raises(decisions.NotAllowed):
        decisions.answer_report(
            case=board.hold(), by=moderator, outcome=Outcome.KEPT, reason="Nein."
        )


def test_the_log_is_only_added_to(board: Board) -> None:
    decisions.accept(case=board.hold(), by=people.moderator())
    entry = LogEntry.objects.get()
    for change in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(action="x"),
    ):
        with pytest.raises(TypeError):
            change()
