"""Imports stand at the top; one inside a function carries a comment that names the reason."""

import ast
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
PACKAGES = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "root_packages"
]


def unexplained(source: str) -> list[int]:
    """The lines of inner imports that neither they nor the line above explain.

    ``AppConfig.ready()`` needs no reason: before it is called there are no models to import.
    """
    lines = source.splitlines()
    found = []
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if function.name == "ready":
            continue
        block_explained = False
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                near = lines[node.lineno - 2 : node.end_lineno]
                block_explained = block_explained or any("#" in line for line in near)
                if not block_explained:
                    found.append(node.lineno)
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_inner_imports_say_why(package: str) -> None:
    files = [p for p in (CHECKOUT / package).rglob("*.py") if "migrations" not in p.parts]
    found = [
        f"{path.relative_to(CHECKOUT)}:{line}"
        for path in files
        for line in unexplained(path.read_text())
    ]
    assert not found


def test_the_check_sees_an_unexplained_one() -> None:
    assert unexplained("def f():\n    import os\n") == [2]
    assert unexplained("def f():\n    import os  # cycle with g\n") == []
    assert unexplained("def f():\n    # cycle with g\n    import os\n    import re\n") == []
    assert unexplained("import os\n") == []
