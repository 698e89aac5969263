"""The layers of the design hold: for imports, for model relations and for migrations.

import-linter checks imports (the contracts are in pyproject.toml; here we show that they fail when
they are broken). It cannot see relations named by a string or the dependencies of migrations.
"""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.test.utils import isolate_apps

CHECKOUT = Path(__file__).resolve().parent.parent.parent
LINTER = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"]
# From top to bottom; apps in one row do not know each other.
LAYERS = [{name.strip() for name in layer.split("|")} for layer in LINTER["contracts"][0]["layers"]]
OWN = {name for layer in LAYERS for name in layer}
OPEN_TO_APPS = {"search.contract", "search.outbox"}


def height(app: str) -> int:
    """How high an app stands; 0 is the lowest row."""
    return next(n for n, layer in enumerate(reversed(LAYERS)) if app in layer)


def may_know(app: str, other: str) -> bool:
    """Whether ``app`` may refer to ``other``: itself, what is below, or what is not ours."""
    return app == other or other not in OWN or app not in OWN or height(app) > height(other)


def upward_relations(all_models: Iterable[type[models.Model]]) -> list[str]:
    """Every relation from a model to one that stands higher, or beside."""
    found = []
    for model in all_models:
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        for field in fields:
            target = field.related_model
            if not isinstance(target, type):
                continue
            if not may_know(model._meta.app_label, target._meta.app_label):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def upward_migrations(dependencies: Iterable[tuple[str, str, str]]) -> list[str]:
    """Every dependency (app, migration, app depended on) that points upwards."""
    return [
        f"{app}.{name} → {other}" for app, name, other in dependencies if not may_know(app, other)
    ]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on the packages in a folder, with our contracts."""
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [str(linter), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def empty_house(tmp_path: Path) -> Path:
    """A copy of our packages without content, under our own contracts."""
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for name in [*OWN, "search/engines", "search/engines/elasticsearch"]:
        package = tmp_path / name
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
    return tmp_path


def test_every_app_of_ours_has_its_layer() -> None:
    ours = {
        a.name for a in apps.get_app_configs() if Path(a.path).is_relative_to(CHECKOUT / a.name)
    }
    assert ours <= OWN


@pytest.mark.long("reads a house of its own with lint-imports")
def test_contracts_hold_in_an_empty_house(empty_house: Path) -> None:
    answer = lint(empty_house)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.long("reads a house of its own with lint-imports")
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("text/broken.py", "import cms", "Layers"),
        ("districts/broken.py", "from wiki import articles", "Layers"),
        ("versions/broken.py", "from community import trust", "Layers"),
        ("accounts/broken.py", "import search", "Layers"),
        ("search/broken.py", "import accounts", "Layers"),
        ("pagecache/broken.py", "import text", "Layers"),
        ("search/sync.py", "import elasticsearch_dsl", "client library"),
        ("wiki/broken.py", "from elasticsearch import helpers", "client library"),
    ],
)
def test_contract_fails_when_broken(
    empty_house: Path, module: str, line: str, contract: str
) -> None:
    (empty_house / "wiki/articles.py").touch()
    (empty_house / "community/trust.py").touch()
    (empty_house / module).write_text(f"{line}\n")
    answer = lint(empty_house)
    broken = [text for text in answer.stdout.splitlines() if text.endswith("BROKEN")]
    assert answer.returncode == 1
    assert [contract in text for text in broken] == [True], answer.stdout


@pytest.mark.long("reads a house of its own with lint-imports")
def test_engine_may_use_its_client_library(empty_house: Path) -> None:
    client = empty_house / "search/engines/elasticsearch/client.py"
    client.write_text("import elasticsearch\nimport elasticsearch_dsl\n")
    answer = lint(empty_house)
    assert answer.returncode == 0, answer.stdout


def test_apps_see_only_the_contract_and_the_outbox_of_search() -> None:
    graph = grimp.build_graph(*sorted(OWN), cache_dir=None)
    outside = OWN - {"search", "config"}
    seen = {
        f"{importer} → {module}"
        for module in graph.modules
        if module.split(".")[0] == "search" and module not in OPEN_TO_APPS
        for importer in graph.find_modules_that_directly_import(module)
        if importer.split(".")[0] in outside
    }
    assert not seen


def test_no_relation_points_upwards() -> None:
    assert upward_relations(apps.get_models(include_auto_created=True)) == []


@pytest.mark.django_db  # wagtail_localize's first migration asks the database while it loads
def test_no_migration_depends_upwards() -> None:
    loader = MigrationLoader(None)
    dependencies = [
        (app, name, other)
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in [*migration.dependencies, *migration.run_before]
    ]
    assert dependencies
    assert upward_migrations(dependencies) == []


def test_the_walk_sees_an_upward_relation_named_by_a_string() -> None:
    with isolate_apps("wiki", "versions"):

        class Above(models.Model):
            class Meta:
                app_label = "wiki"

        class Below(models.Model):
            above = models.ForeignKey("wiki.Above", on_delete=models.CASCADE)
            many = models.ManyToManyField("wiki.Above", related_name="+")

            class Meta:
                app_label = "versions"

        assert upward_relations([Above]) == []
        assert upward_relations([Below]) == [
            "versions.Below.above → wiki.Above",
            "versions.Below.many → wiki.Above",
        ]


def test_the_walk_sees_an_upward_migration() -> None:
    assert upward_migrations(
        [("districts", "0002_x", "wiki"), ("wiki", "0002_x", "districts")]
    ) == ["districts.0002_x → wiki"]
    assert upward_migrations([("search", "0002_x", "accounts")]) == ["search.0002_x → accounts"]
