"""The site needs what `pyproject.toml` says it needs: no package less, and none for nothing."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
OWN = {path.parent.name for path in CHECKOUT.glob("*/__init__.py")} - {"tests"}
#: Needed without being imported.
USED_OTHERWISE = {
    "django-prose-editor": "the editor's browser code (static/js/visual.js)",
    "gunicorn": "the command that serves the site",
    "psycopg": "Django speaks to PostgreSQL with it",
    "tzdata": "time zones, where the system has none",
}


def plain(name: str) -> str:
    """Return the name of a package as the index knows it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", name)[0]).lower()


NAMED = {plain(one) for one in PROJECT["project"]["dependencies"]}
LOCKED = {
    plain(line)
    for line in (CHECKOUT / "requirements.txt").read_text().splitlines()
    if re.match(r"[A-Za-z]", line)
}


@cache
def imported() -> frozenset[tuple[str, str]]:
    """Return the packages that code of the site imports, each with a file."""
    return frozenset(_imported())


def _imported() -> Iterator[tuple[str, str]]:
    of_module = {
        name: {plain(d) for d in found} for name, found in packages_distributions().items()
    }
    for app in sorted(OWN):
        for path in sorted((CHECKOUT / app).rglob("*.py")):
            for module in _modules(ast.parse(path.read_text(encoding="utf-8"))):
                if module not in OWN and module not in sys.stdlib_module_names:
                    for package in of_module.get(module, {module}):
                        yield package, str(path.relative_to(CHECKOUT))


def _modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def settings() -> str:
    """Return all settings: apps and middleware are named there as text."""
    return "\n".join(path.read_text() for path in (CHECKOUT / "config/settings").glob("*.py"))


def test_the_site_imports_only_what_the_image_has() -> None:
    missing = {f"{file} imports {package}" for package, file in imported() if package not in LOCKED}
    assert not missing, "Not in requirements.txt, so not in the image."


def test_every_package_that_is_named_is_used() -> None:
    of_package: dict[str, set[str]] = {}
    for module, found in packages_distributions().items():
        for one in found:
            of_package.setdefault(plain(one), set()).add(module)
    used = {package for package, _file in imported()} | USED_OTHERWISE.keys()
    used |= {p for p in NAMED if any(f'"{m}' in settings() for m in of_package.get(p, ()))}
    assert NAMED - used == set(), "Named in pyproject.toml, but nothing of the site needs it."
