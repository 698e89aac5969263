"""What one person is told of decisions is one mail, and leaves when nothing can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import cases, decisions, mail
from community.cases import Sender
from community.inbox import reports
from community.models import Case, Comment, LogEntry, Mail
from community.people import forgetting
from tests import people
from tests.community.factories import KIND, Board, Note
from text.site_address import absolute_url

pytestmark = pytest.mark.django_db


def later(minutes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def sent() -> list[str]:
    mail.send_due()
    return [f"{message.subject}\n{message.body}" for message in django_mail.outbox]


def test_three_decisions_in_an_hour_are_one_mail_with_their_reasons_and_links(
    board: Board,
) -> None:
    author, moderator = people.newcomer(), people.moderator()
    held = [board.hold(Sender(author), title=title) for title in ("Bank", "Beet", "Baum")]
    start = timezone.now()
    for minute, case in zip((0, 20, 40), held, strict=True):
        with time_machine.travel(start + timedelta(minutes=minute)):
            assert sent() == [], "the worker runs all the time"
            if case is held[1]:
                decisions.refuse(case=case, by=moderator, reason="Steht schon da.")
            else:
                decisions.accept(case=case, by=moderator)
    with time_machine.travel(start + timedelta(minutes=51)):
        (only,) = sent()
    assert only.startswith("3 Entscheidungen")
    for words in ("Bank", "Beet", "Baum", "Steht schon da.", "1. ", "3. "):
        assert words in only
    assert f"/zettel/{held[0].object_pk}/0/" in only
    assert f"/konto/beleg/{held[1].receipt}/" in only
    assert not Mail.objects.exists()


def test_who_waits_for_nothing_else_is_told_after_ten_minutes(board: Board) -> None:
    board.hold()  # somebody else's, which waits all the time
    decisions.accept(case=board.hold(), by=people.moderator())
    with later(9.9):
        assert sent() == []
    with later(10.5):
        assert len(sent()) == 1


def test_nobody_waits_longer_than_an_hour_for_the_first(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    first, _second = board.hold(Sender(author)), board.hold(Sender(author))
    decisions.accept(case=first, by=moderator)
    with later(59):
        assert sent() == []
    with later(61):
        assert len(sent()) == 1


def test_what_is_decided_within_the_hour_goes_with_the_first(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    titles = ("Bank", "Beet", "Baum", "Brunnen")
    first, second, third, _fourth = (board.hold(Sender(author), title=title) for title in titles)
    decisions.accept(case=first, by=moderator)
    with later(30):
        decisions.accept(case=second, by=moderator)
    with later(55):
        decisions.accept(case=third, by=moderator)
    with later(59):
        assert sent() == []
    with later(61):
        (only,) = sent()
    assert only.startswith("2 Entscheidungen")
    assert "Baum" not in only, "it can still be taken back"
    with later(120):
        assert len(sent()) == 1, "one mail an hour"
    with later(122):
        assert "Baum" in sent()[-1]


def hide(client: Client, said: Comment) -> None:
    here = f"/moderation/hier/?url=/kommentare/{said.pk}/"
    assert client.post(here, {"action": "hide", "reason": "Werbung."}).status_code == 302


def test_whose_texts_are_hidden_one_after_the_other_gets_no_mail_for_each(
    board: Board, client: Client
) -> None:
    author = people.person()
    client.force_login(people.moderator())
    said = [board.say(author=author, words=f"Kauft {number}!") for number in range(3)]
    start = timezone.now()
    for minute in range(65):
        with time_machine.travel(start + timedelta(minutes=minute)):
            mail.send_due()
            if minute in (0, 12, 24):
                hide(client, said[minute // 12])
    assert [message.to for message in django_mail.outbox] == [[author.email]]
    with time_machine.travel(start + timedelta(minutes=75)):
        _first, second = sent()
    assert second.startswith("2 Entscheidungen")
    assert not Mail.objects.exists()


def test_a_hidden_text_does_not_hurry_the_answers_that_wait_for_more(
    board: Board, client: Client
) -> None:
    author, moderator = people.newcomer(), people.moderator()
    first, _second = board.hold(Sender(author), title="Bank"), board.hold(Sender(author))
    decisions.accept(case=first, by=moderator)
    client.force_login(moderator)
    hide(client, board.say(author=author))
    with later(15):
        assert sent() == []
    with later(61):
        (only,) = sent()
    assert only.startswith("2 Entscheidungen")


def test_the_next_mail_is_not_for_somebody_else_to_wait_for(board: Board) -> None:
    moderator = people.moderator()
    decisions.accept(case=board.hold(), by=moderator)
    with later(11):
        assert len(sent()) == 1
        decisions.accept(case=board.hold(), by=moderator)
    with later(22):
        assert len(sent()) == 2


def test_a_guest_hears_of_every_decision_of_a_sitting(
    board: Board, client: Client, settings: object
) -> None:
    settings.RATE_LIMITS = True  # type: ignore[attr-defined]
    guest = Sender(name="Anke", mail="anke@beispiel.example")
    made = [board.hold(guest) for _number in range(7)]
    client.force_login(people.moderator())
    data = {"decision": "refuse", "reason": "Steht da.", "case": [case.pk for case in made]}
    client.post("/moderation/auswahl/", data)
    with later(11):
        (only,) = [one for one in sent() if "Entscheidungen" in one]
    assert only.startswith("7 Entscheidungen")
    for case in made:
        assert f"/konto/beleg/{case.receipt}/" in only


def test_a_guest_waits_for_the_rest_of_their_own_alone(board: Board) -> None:
    moderator = people.moderator()
    anke, bodo = (Sender(name=name, mail=f"{name}@beispiel.example") for name in ("anke", "bodo"))
    first, _second, other = (board.hold(guest) for guest in (anke, anke, bodo))
    receipts = len(sent())
    decisions.accept(case=first, by=moderator)
    decisions.accept(case=other, by=moderator)
    with later(11):
        sent()
        assert [message.to for message in django_mail.outbox[receipts:]] == [[bodo.mail]]
    with later(61):
        sent()
        assert django_mail.outbox[-1].to == [anke.mail]


def test_thinking_again_uses_nothing_up(board: Board, client: Client, settings: object) -> None:
    settings.RATE_LIMITS = True  # type: ignore[attr-defined]
    case = board.hold(Sender(name="Anke", mail="anke@beispiel.example"))
    client.force_login(people.moderator())
    for number in range(7):
        data = {"decision": "refuse", "reason": f"Grund {number}."}
        client.post(f"/moderation/{case.pk}/entscheiden/", data)
        if number < 6:
            client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    with later(11):
        (only,) = [one for one in sent() if "Grund" in one]
    assert "Grund 6." in only


def test_what_was_undone_is_told_to_nobody_and_delays_nobody(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    first, second = (
        board.hold(Sender(author), title="Bank"),
        board.hold(Sender(author), title="Beet"),
    )
    board.hold(Sender(author))  # for which the others would wait an hour
    decisions.accept(case=first, by=moderator)
    decisions.accept(case=second, by=moderator)
    with later(9):
        decisions.undo(case=second, by=moderator)
    with later(11):
        (only,) = sent()
    assert "Bank" in only
    assert "Beet" not in only


def test_a_receipt_that_waits_is_not_taken_back_with_a_decision(board: Board) -> None:
    moderator = people.moderator()
    case = board.hold(Sender(name="Anke", mail="anke@beispiel.example"))
    decisions.accept(case=case, by=moderator)
    decisions.undo(case=case, by=moderator)
    with later(11):
        (only,) = sent()
    assert f"/konto/beleg/{case.receipt}/" in only


def test_no_mail_leaves_while_it_can_be_taken_back(board: Board) -> None:
    """Ten minutes, and the seconds that a phone may take to say so."""
    moderator, case = people.moderator(), board.hold()
    decisions.accept(case=case, by=moderator)
    with later(10 + 2 / 60):
        assert sent() == []
        decisions.undo(case=case, by=moderator)
    with later(11):
        assert sent() == []


def test_ten_minutes_and_not_eleven(board: Board) -> None:
    moderator, case = people.moderator(), board.hold()
    decisions.accept(case=case, by=moderator)
    with later(11), pytest.raises(decisions.TooLate):
        decisions.undo(case=case, by=moderator)


def test_a_mail_says_nothing_of_what_was_hidden_before_it_left(board: Board) -> None:
    note: Note = board.pin(title="Kerns Adresse")
    note.words[1], note.state[1] = "Text", "live"
    case = board.hold(note=note)
    decisions.accept(case=case, by=people.moderator())
    note.public = False
    with later(11):
        (only,) = sent()
    assert "angenommen" in only
    assert "Kerns Adresse" not in only
    assert "öffentlich." not in only
    assert f"/zettel/{note.pk}/" not in only


def test_a_report_names_its_page_only_while_that_may_be_read(board: Board) -> None:
    note = board.pin()
    sender = Sender(people.person())
    case = cases.open_case(
        sort=Case.Sort.REPORT, kind=KIND, pk=note.pk, title=note.title, url="/zettel/kern/",
        sender=sender, scopes=(), cause="private",
    )  # fmt: skip
    decisions.answer_report(case=case, by=people.moderator(), outcome="hidden", reason="Person.")
    with later(11):
        (only,) = sent()
    assert "verborgen" in only
    assert "/zettel/kern/" not in only


def reported(board: Board, sender: Sender, **fields: Any) -> Case:
    note = board.pin(title="Der Kuchen", **fields)
    return cases.open_case(
        sort=Case.Sort.REPORT, kind=KIND, pk=note.pk, title="Wie er früher hieß",
        url=f"/zettel/{note.pk}/", sender=sender, cause="private",
    )  # fmt: skip


def keep(case: Case) -> None:
    decisions.answer_report(case=case, by=people.moderator(), outcome="kept", reason="Stimmt so.")


def test_whoever_reported_a_page_reads_its_title(board: Board) -> None:
    case = reported(board, Sender(people.person()))
    keep(case)
    with later(11):
        (only,) = sent()
    assert f"Es ging um diese Seite:\nDer Kuchen\n{absolute_url(case.url)}" in only
    assert "Wie er früher hieß" not in only


def test_a_title_is_said_only_to_whom_may_read_it(board: Board) -> None:
    """Also to whose text it is: others may have named it since."""
    author, reporter = people.person(), people.person()
    case = reported(board, Sender(reporter), writers=[author])
    keep(case)
    board.notes[case.object_pk].public = False
    with later(11):
        mails = sent()
    assert len(mails) == 2
    assert not [one for one in mails if "Der Kuchen" in one or case.url in one]


def test_no_title_goes_to_an_address_that_nobody_has_confirmed(board: Board) -> None:
    case = reported(board, Sender(mail="gast@example.org"))
    keep(case)
    with later(11):
        answer = next(one for one in sent() if "angesehen" in one and "bleibt" in one)
    assert case.url in answer
    assert "Der Kuchen" not in answer


def test_whose_text_stays_reads_which_it_was(board: Board) -> None:
    case = reported(board, Sender(people.person()), writers=[people.person(name="Rita")])
    keep(case)
    with later(11):
        answer = next(one for one in sent() if "Rita" in one)
    assert f"nichts tun:\nDer Kuchen\n{absolute_url(case.url)}" in answer


def test_a_page_of_no_kind_is_called_as_it_is_today(board: Board) -> None:
    otto = people.person(name="Otto", slug="otto")
    case = reports.receive_report(
        path="/mitwirkende/otto/", cause="wrong", words="", sender=Sender(people.person())
    )
    User.objects.filter(pk=otto.pk).update(name="Oskar")
    keep(case)
    with later(11):
        (only,) = sent()
    assert "Es ging um diese Seite:\nOskar\n" in only


def test_what_a_guest_typed_and_what_an_account_did_never_share_a_mail(board: Board) -> None:
    author, moderator = people.newcomer(), people.moderator()
    for sender in (Sender(author), Sender(name="Fremd", mail=author.email)):
        decisions.refuse(case=board.hold(sender), by=moderator, reason="Steht schon da.")
    with later(11):
        assert len([one for one in sent() if "Eingang" not in one and "angekommen" not in one]) == 2


def test_a_server_that_was_away_gets_the_letters_as_one_mail_later(
    board: Board, settings: object
) -> None:
    author, moderator = people.newcomer(), people.moderator()
    for case in [board.hold(Sender(author)) for _number in range(2)]:
        decisions.accept(case=case, by=moderator)
    settings.EMAIL_BACKEND = "tests.community.test_mail.Away"  # type: ignore[attr-defined]
    with later(11):
        assert sent() == []
        assert set(Mail.objects.values_list("attempts", flat=True)) == {1}
    settings.EMAIL_BACKEND = (  # type: ignore[attr-defined]
        "django.core.mail.backends.locmem.EmailBackend"
    )
    with later(13):
        assert len(sent()) == 1


def test_the_demo_keeps_the_one_mail_that_left(board: Board, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    author, moderator = people.newcomer(), people.moderator()
    for case in [board.hold(Sender(author)) for _number in range(2)]:
        decisions.accept(case=case, by=moderator)
    with later(11):
        mail.send_due()
    assert Mail.objects.get().subject.startswith("2 Entscheidungen")


def test_the_address_of_a_guest_stays_until_the_mail_has_left(board: Board) -> None:
    moderator, guest = people.moderator(), Sender(name="Anke", mail="anke@beispiel.example")
    first, _second = board.hold(guest), board.hold(guest)
    decisions.accept(case=first, by=moderator)
    with later(61):
        assert forgetting.forget_addresses() == 0
        mail.send_due()
        assert forgetting.forget_addresses() == 1


def test_the_log_keeps_the_whole_reason(board: Board) -> None:
    reason = "Bitte nennen Sie eine Quelle. " * 33
    decisions.refuse(case=board.hold(), by=people.moderator(), reason=reason)
    assert LogEntry.objects.get().reason == reason.strip()
