"""The log: what is written has words."""

import re
from pathlib import Path

import pytest

from community import log, logbook
from community.models import LogEntry
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
    assert (entry.who_name, entry.reason) == ("Martha", "Weil.")
    assert logbook.rows_of([entry])[0].url == ""
