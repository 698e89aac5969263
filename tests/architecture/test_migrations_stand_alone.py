"""A migration does tomorrow what it did when it was written: it uses no code that lives on.

Models come from `apps.get_model`. What is imported of ours must be listed here, with its reason.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PACKAGES = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "root_packages"
]
FROZEN = {
    # The class of a column: Django writes its name into the migration; without its blocks it
    # deconstructs to a JSON field, and so never changes what the column is.
    ("cms/migrations/0001_initial.py", "cms.models.streams"),
}


def own_imports(source: str) -> Iterator[str]:
    """Yield every module of ours that a source imports, wherever and in whatever way."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = ["." * node.level + (node.module or "")]
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            names = [ast.literal_eval(node.args[0])]
        for name in names:
            if name.startswith(".") or name.split(".")[0] in PACKAGES:
                yield name


@pytest.mark.parametrize("package", PACKAGES)
def test_migrations_import_nothing_that_lives_on(package: str) -> None:
    found = {
        (str(path.relative_to(CHECKOUT)), name)
        for path in (CHECKOUT / package).glob("migrations/*.py")
        for name in own_imports(path.read_text())
    }
    assert found <= FROZEN


def test_every_exception_is_needed() -> None:
    for file, name in FROZEN:
        assert name in set(own_imports((CHECKOUT / file).read_text()))


@pytest.mark.parametrize(
    "source",
    [
        "from districts.entries.personal_values import Head",
        "import wiki.services",
        "def forwards(apps, editor):\n    from districts.entries import revision_values",
        "from .. import models",
        "from importlib import import_module\nimport_module('cms.services')",
    ],
)
def test_the_check_sees_live_code(source: str) -> None:
    assert list(own_imports(source))
