"""A database that an older version has made is refused in one line, and left as it was."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.long("starts manage.py as somebody does")
@pytest.mark.parametrize("command", [pytest.param("migrate", marks=pytest.mark.full), "demo"])
def test_it_is_refused_and_left_as_it_was(tmp_path: Path, command: str) -> None:
    """The demo migrates first, and hears it of the same command."""
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app varchar(255), "
            "name varchar(255), applied datetime)"
        )
        database.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')",
            [("cms", "0001_initial"), ("cms", "0002_authors_of_every_page")],
        )
    options = {"migrate": ["--no-input"], "demo": ["--no-serve"]}[command]
    done = subprocess.run(
        [sys.executable, "manage.py", command, *options],
        cwd=CHECKOUT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}", "ELASTICSEARCH_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "älteren Fassung (cms.0002_authors_of_every_page)" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_master").fetchall()
        assert tables == [("django_migrations",)]
