"""An older backup does not bring erased accounts back: the ledger outside of it remembers."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from accounts import services
from accounts.models import User
from community import checks
from community.models import LogEntry, Mail
from community.people import erasing, erasing_again, erasure_ledger
from config import jobs
from tests.fixtures.site import environment
from tests.fixtures.template_databases import CHECKOUT

pytestmark = pytest.mark.django_db(transaction=True)
MAIL, PASSWORD = "rita.rueckkehr@beispiel.example", "ein-Satz-mit-7-Wörtern"


@pytest.fixture
def rita() -> User:
    return services.create_user(email=MAIL, name="Rita Rückkehr", password=PASSWORD)


def backup_of(user: User) -> dict[str, Any]:
    return {field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields}


def put_back(row: dict[str, Any], **changes: Any) -> User:
    """What a restore does: the row is as it was, whatever has happened since."""
    User.objects.filter(pk=row["id"]).delete()
    return User.objects.create(**{**row, **changes})


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ledger().read_text().splitlines()]


def ledger() -> Path:
    return Path(settings.ERASURE_LEDGER)


def is_back(user: User) -> bool:
    return User.objects.filter(pk=user.pk, email=MAIL).exists()


def test_a_line_says_neither_name_nor_address(rita: User) -> None:
    erasing.erase_account(user=rita)
    said = ledger().read_text()
    assert MAIL not in said
    assert "Rita" not in said
    key, line = lines()
    assert set(key) == {"key"}
    assert set(line) == {"pk", "date_joined", "address", "erased_at"}
    assert oct(ledger().stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("way", ["migrate", "worker", "start"])
def test_who_comes_back_with_a_backup_is_erased_again(rita: User, way: str) -> None:
    row = backup_of(rita)
    erasing.erase_account(user=rita)
    Mail.objects.all().delete()
    back = put_back(row)
    assert Client().login(email=MAIL, password=PASSWORD), "so it would be without a ledger"
    if way == "migrate":
        call_command("migrate", verbosity=0)
    elif way == "worker":
        [job] = [job for job in jobs.JOBS if job.name == "erasures"]
        job.run()
    else:
        erasing_again.replay_at_start()
    assert not is_back(back)
    assert not Client().login(email=MAIL, password=PASSWORD)
    assert LogEntry.objects.filter(action="erase_again", details__user=back.pk).count() == 1
    assert not Mail.objects.exists(), "the owner was told when it happened"
    assert erasing_again.replay() == 0, "and once is enough"


@pytest.mark.parametrize(
    "different",
    [
        {"email": "anders@beispiel.example"},
        {"date_joined": "2020-01-01T00:00:00+00:00"},
        {"id": 987_654},
    ],
)
def test_only_who_is_the_same_in_all_three_is_erased(rita: User, different: dict[str, Any]) -> None:
    row = backup_of(rita)
    erasing.erase_account(user=rita)
    back = put_back(row, **different)
    assert erasing_again.replay() == 0
    back.refresh_from_db()
    assert back.name == "Rita Rückkehr"


def test_the_address_is_compared_without_case_and_whatever_the_secret_key_is(
    rita: User, settings: Settings
) -> None:
    row = backup_of(rita)
    erasing.erase_account(user=rita)
    settings.SECRET_KEY = "another-key-since-then-" * 3
    put_back(row, email=MAIL.upper())
    assert erasing_again.replay() == 1


def test_a_new_account_with_the_old_address_stays(rita: User) -> None:
    erasing.erase_account(user=rita)
    again = services.create_user(email=MAIL, name="Rita, neu")
    assert erasing_again.replay() == 0
    assert is_back(again)


def test_nobody_is_erased_while_the_ledger_cannot_be_written(
    client: Client, rita: User, settings: Settings, tmp_path: Path
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("no folder")
    settings.ERASURE_LEDGER = str(blocker / "erasures.jsonl")
    client.force_login(rita)
    answer = client.post("/konto/loeschen/", {"sure": "on"})
    assert answer.status_code == 400
    assert "nichts wurde geändert" in answer.content.decode()
    assert is_back(rita)
    assert not Mail.objects.exists()
    [problem] = checks.ledger(None)
    assert (problem.id, settings.ERASURE_LEDGER in problem.msg) == ("community.E002", True)


def test_a_disk_that_is_full_leaves_no_half_line(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = services.create_user(email="vorher@beispiel.example", name="Vorher")
    erasing.erase_account(user=other)
    before = ledger().read_bytes()

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(erasure_ledger.LedgerUnwritable):
            erasing.erase_account(user=rita)
    assert ledger().read_bytes() == before
    assert is_back(rita)


def test_an_erasure_that_was_rolled_back_does_not_happen_later(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", broken)
        with pytest.raises(OperationalError):
            erasing.erase_account(user=rita)
    assert is_back(rita)
    assert "undone_at" in lines()[-1]
    assert erasing_again.replay() == 0
    assert is_back(rita)
    erasing.erase_account(user=rita)
    assert len(erasure_ledger.read().erasures) == 1


def test_a_commit_that_failed_and_yet_happened_keeps_its_line(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the commit and before its answer."""
    row = backup_of(rita)
    commit = connection._commit

    def commit_and_break() -> None:
        commit()
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", commit_and_break)
        with pytest.raises(OperationalError):
            erasing.erase_account(user=rita)
    assert not is_back(rita)
    assert "erased_at" in lines()[-1]
    put_back(row)
    assert erasing_again.replay() == 1


def test_what_follows_a_commit_may_fail_without_undoing_it(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = backup_of(rita)

    def forget_more(**_more: Any) -> None:
        def fail() -> None:
            raise RuntimeError("a picture could not be removed")

        transaction.on_commit(fail)
        forget(**_more)

    forget = erasing.forget
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "forget", forget_more)
        with pytest.raises(RuntimeError):
            erasing.erase_account(user=rita)
    assert not is_back(rita)
    put_back(row)
    assert erasing_again.replay() == 1


def test_an_erasure_of_which_nobody_knows_is_done_later(
    rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is away after the commit: the line stays, and the worker does what was asked."""

    def away(*_args: Any, **_more: Any) -> None:
        raise InterfaceError("connection already closed")

    with monkeypatch.context() as patch:

        def broken() -> None:
            patch.setattr(transaction, "atomic", away)
            raise OperationalError("server closed the connection unexpectedly")

        patch.setattr(connection, "_commit", broken)
        with pytest.raises(OperationalError):
            erasing.erase_account(user=rita)
    assert is_back(rita)
    assert "erased_at" in lines()[-1]
    assert erasing_again.replay() == 1
    assert not is_back(rita)


def test_the_first_failure_is_heard_also_when_the_line_stays(
    rita: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: Any) -> None:
        raise OperationalError("disk I/O error")

    def full(*_args: Any) -> None:
        raise erasure_ledger.LedgerUnwritable("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", broken)
        patch.setattr(erasure_ledger, "take_back", full)
        with pytest.raises(OperationalError):
            erasing.erase_account(user=rita)
    assert "goes on saying so" in caplog.text
    assert erasing_again.replay() == 1


@pytest.mark.long("a process of its own, which dies")
def test_a_process_that_dies_before_its_commit_has_promised_it(rita: User) -> None:
    code = (
        "import os, django; django.setup()\n"
        "from django.db import connection\n"
        "from accounts.models import User\n"
        "from community.people import erasing\n"
        "connection._commit = lambda: os._exit(9)\n"
        f"erasing.erase_account(user=User.objects.get(pk={rita.pk}))\n"
    )
    connections.close_all()
    died = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=environment(os.environ["DATABASE_URL"]),
        check=False,
        timeout=120,
    )
    assert died.returncode == 9
    assert is_back(rita), "nothing was committed"
    assert erasing_again.replay() == 1
    assert not is_back(rita)


@pytest.mark.parametrize("torn", ['{"pk": 7, "date_jo', "\x00\x00\x00", "[]", '{"pk": null}'])
def test_lines_that_say_nothing_are_named_and_the_others_count(rita: User, torn: str) -> None:
    row = backup_of(rita)
    other = services.create_user(email="vorher@beispiel.example", name="Vorher")
    erasing.erase_account(user=other)
    with ledger().open("a") as file:
        file.write(torn)
    erasing.erase_account(user=rita)
    put_back(row)
    assert erasing_again.replay() == 1
    [problem] = checks.ledger(None)
    assert (problem.id, "line 3" in problem.msg) == ("community.W003", True)


def test_a_lost_ledger_is_missed(rita: User) -> None:
    assert checks.ledger(None) == []
    erasing.erase_account(user=rita)
    assert checks.ledger(None) == []
    ledger().unlink()
    assert [problem.id for problem in checks.ledger(None)] == ["community.W004"]


def test_a_ledger_among_the_uploads_is_refused(settings: Settings) -> None:
    settings.ERASURE_LEDGER = str(Path(settings.MEDIA_ROOT) / "erasures.jsonl")
    assert [problem.id for problem in checks.ledger(None)] == ["community.E001"]


@pytest.mark.parametrize("problem", ["away", "unmigrated", "unreadable"])
def test_no_start_fails_for_it(
    rita: User, problem: str, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    erasing.erase_account(user=rita)
    if problem == "unreadable":
        settings.ERASURE_LEDGER = str(tmp_path)  # a folder
    else:
        message = {"away": "connection refused", "unmigrated": "no such table: accounts_user"}

        def fail(*_args: Any, **_more: Any) -> None:
            raise OperationalError(message[problem])

        monkeypatch.setattr(erasing_again, "_still_there", fail)
    erasing_again.replay_quietly()
    erasing_again.replay_at_start()


def test_a_database_that_does_not_answer_does_not_hold_up_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    never = threading.Event()
    monkeypatch.setattr(erasing_again, "PATIENCE", 0.1)
    monkeypatch.setattr(erasing_again, "replay", never.wait)
    try:
        erasing_again.replay_at_start()
    finally:
        never.set()


def test_the_last_administrator_of_a_backup_is_no_exception(
    caplog: pytest.LogCaptureFixture,
) -> None:
    boss = services.create_user(email=MAIL, name="Rita Rückkehr", is_admin=True)
    row = backup_of(boss)
    later = services.create_user(email="spaeter@beispiel.example", name="Später", is_admin=True)
    erasing.erase_account(user=boss)
    put_back(row)
    User.objects.filter(pk=later.pk).delete()
    assert erasing_again.replay() == 1
    assert "create_user --role admin" in caplog.text


def test_many_processes_may_start_at_once(rita: User) -> None:
    row = backup_of(rita)
    erasing.erase_account(user=rita)
    put_back(row)
    threads = [threading.Thread(target=erasing_again._replay_in_thread) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert LogEntry.objects.filter(action="erase_again").count() == 1


def test_who_may_not_sign_in_can_be_erased_too(rita: User) -> None:
    User.objects.filter(pk=rita.pk).update(is_active=False, password=make_password(None))
    erasing.erase_account(user=User.objects.get(pk=rita.pk))
    assert not is_back(rita)
    assert len(erasure_ledger.read().erasures) == 1


@pytest.mark.any_database
@pytest.mark.long("a site of its own")
def test_a_web_process_erases_again_before_it_answers(rita: User, start_site: Any) -> None:
    row = backup_of(rita)
    erasing.erase_account(user=rita)
    put_back(row)
    connections.close_all()
    start_site(workers=1, threads=2)
    assert not is_back(rita)
