"""The log: what is written has words."""

import re
from pathlib import Path

import pytest

from accounts import services as accounts
from community import log
from community.inbox import logbook
from community.models import LogEntry
from community.people import blocking, responsibilities
from tests import people

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = re.compile(r"(?:log\.write\(\s*(?:\"\w+\",)?\s*action=|_log\()\"(\w+)\"")


def test_every_action_that_is_written_has_words() -> None:
    written = set()
    for app in ("community", "districts", "wiki", "cms"):
        for path in (ROOT / app).rglob("*.py"):
            written |= set(WRITTEN.findall(path.read_text(encoding="utf-8")))
    assert {"block", "promote"} <= written
    assert written <= set(logbook.WORDS)


@pytest.mark.django_db
def test_erasing_an_account_changes_no_entry() -> None:
    user = people.moderator(name="Martha")
    log.write(action="hide", who=user, kind="note", pk=1, title="Zettel", reason="Weil.")
    user.delete()
    entry = LogEntry.objects.get()
    assert (entry.title, entry.reason) == ("Zettel", "Weil.")
    row = logbook.rows_of([entry])[0]
    assert (row.url, row.who) == ("", "gelöschtes Konto")


@pytest.mark.django_db
def test_the_log_calls_accounts_as_they_call_themselves_today() -> None:
    martha, rolf = people.moderator(name="Martha"), people.person(name="Rolf")
    blocking.block(user=rolf, by=martha, reason="Werbung.")
    responsibilities.grant(user=rolf, role="steward", kind="district", pk=1, by=martha)
    responsibilities.end(responsibility=rolf.responsibilities.get(), by=martha)
    accounts.change_profile(user=martha, name="Martha Neu", about="")
    accounts.change_profile(user=rolf, name="Rolf Neu", about="")
    rows = logbook.rows_of(logbook.entries())
    assert {(row.who, row.title) for row in rows} == {("Martha Neu", "Rolf Neu")}
    assert set(LogEntry.objects.values_list("title", flat=True)) == {""}
