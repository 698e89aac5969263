"""A new kind of entry is one description with its model, form and template; everything else asks.

The app in ``tests/new_kind/workshops`` is known to nobody. With it among the installed apps, in a
process and a database of their own, its entries are found wherever all others are.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from districts import entries

CHECKOUT = Path(__file__).resolve().parent.parent.parent
APP = CHECKOUT / "tests" / "new_kind" / "workshops"
OPTIONS = (
    *("--ds=with_workshops", "-p", "no:cacheprovider", "-p", "no:randomly"),
    *("-p", "tests.new_kind.tables", "-k", "workshop or found_everywhere"),
)
#: Where it is found, and what holds for every kind: it is written, decided about and undone alike.
SUITES = (
    "tests/new_kind/found_everywhere.py",
    "tests/versions/test_kinds.py",
    "tests/community/test_kinds.py",
    "tests/districts/test_every_kind.py",
)
SETTINGS = """
from config.settings.test import *
from config.settings.test import INSTALLED_APPS
after = INSTALLED_APPS.index("districts") + 1
INSTALLED_APPS = [*INSTALLED_APPS]
INSTALLED_APPS.insert(after, "tests.new_kind.workshops.apps.WorkshopsConfig")
MIGRATION_MODULES = {"workshops": None}
"""


@pytest.mark.long("a site of its own, with a kind more")
def test_a_kind_that_nobody_knows_is_found_everywhere(tmp_path: Path) -> None:
    (tmp_path / "with_workshops.py").write_text(SETTINGS)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "with_workshops",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(CHECKOUT)]),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "ELASTICSEARCH_URL": "",
        "PYTEST_ADDOPTS": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *SUITES, *OPTIONS],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, f"{done.stdout[-4000:]}\n{done.stderr[-2000:]}"


def test_it_takes_five_files() -> None:
    files = {path.name for path in APP.rglob("*.*") if path.suffix in {".py", ".html"}}
    assert files - {"__init__.py"} == {
        *("apps.py", "forms.py", "kind.py", "models.py", "workshop.html")
    }


def test_kinds_say_what_only_some_of_them_are() -> None:
    """What is not said of a kind is safe: nobody is made its carer, it stands beside no secret."""
    assert {kind.key for kind in entries.kinds() if kind.has_carers} == {"project", "actor"}
    assert {kind.key for kind in entries.kinds() if kind.tells_who} == {
        *("actor", "event", "network")
    }


@pytest.mark.parametrize("kind", entries.kinds(), ids=lambda kind: kind.key)
def test_whatever_a_description_names_is_there(kind: entries.EntryKind) -> None:
    assert kind.key == kind.model.KIND
    assert {"districts", "topics", kind.naming} <= {f.name for f in kind.model._meta.get_fields()}
    assert callable(import_string(kind.page.more_name))
    if kind.writing:
        assert kind.fields.columns
        assert kind.written.form.base_fields
        assert kind.written.writer
        assert kind.written.editing
    if kind.listed:
        assert kind.lists.filters.base_filters
        assert kind.lists.schema.model_fields
        assert kind.lists.columns
