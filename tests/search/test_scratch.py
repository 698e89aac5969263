"""The database for measuring: empty, apart from the site's, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

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
