"""The database for measuring: empty, apart from the site's, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection, connections

from search import scratch, synonyms


def test_the_way_there_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when measuring fails; and no synonyms of one database are used in the other."""
    led: list[str] = []
    forgotten: list[int] = []
    usual = connection.settings_dict["NAME"]
    monkeypatch.setattr(scratch, "_lead_to", led.append)
    monkeypatch.setattr(scratch, "_make_tables", lambda: None)
    monkeypatch.setattr(synonyms, "forget", lambda: forgotten.append(len(led)))
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with pytest.raises(ZeroDivisionError), scratch.database():
        assert len(led) == 1
        assert Path(led[0]).parent.is_dir()
        raise ZeroDivisionError
    assert led[1] == usual
    assert not Path(led[0]).parent.exists()
    assert forgotten == [1, 2]


def test_tables_that_cannot_be_made_lead_back_too(monkeypatch: pytest.MonkeyPatch) -> None:
    led: list[str] = []
    monkeypatch.setattr(scratch, "_lead_to", led.append)
    monkeypatch.setattr(scratch, "_make_tables", lambda: 1 // 0)
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with pytest.raises(ZeroDivisionError), scratch.database():
        pytest.fail("nothing is measured without tables")
    assert led[1:] == [connection.settings_dict["NAME"]]


@pytest.mark.django_db
@pytest.mark.any_database
def test_a_real_connection_leads_to_another_file_and_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The settings of a connection are read whenever it connects: everything rests on that."""
    own = connections.create_connection("default") if connection.vendor == "sqlite" else None
    if own is None:
        pytest.skip("a file is led to and from; the way is the same on PostgreSQL")
    own.settings_dict = {**own.settings_dict, "NAME": str(tmp_path / "usual.sqlite3")}
    monkeypatch.setattr(scratch, "connection", own)
    monkeypatch.setattr(scratch, "_make_tables", lambda: make_table("measured"))

    def make_table(name: str) -> None:
        with own.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {name} (id integer)")

    def tables() -> list[str]:
        return own.introspection.table_names()

    make_table("usual")
    with scratch.database():
        assert tables() == ["measured"]
    assert tables() == ["usual"]
    own.close()
