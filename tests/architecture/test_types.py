"""How many parameters say that they take anything? Fewer each time, and never more again.

`Any` switches the type checker off for whatever the function does with it. What may come is named:
`object` where a value is only compared or printed, a model, a small `Protocol`. What a signature of
Django or Wagtail hands on (`*args`, `**kwargs`) is not counted.
"""

import ast
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "root_packages"
]
#: How many there may be; lower the number when there are fewer.
BOUNDS = {
    "cms": 3,
    "districts": 2,
    "text": 3,
}


def of_any_type(source: str) -> list[tuple[int, str]]:
    """The line and the name of each parameter of a source that is annotated as `Any`."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = function.args
            for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs):
                if one.annotation and ast.unparse(one.annotation) in ("Any", "Any | None"):
                    found.append((one.lineno, one.arg))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_no_more_parameters_of_any_type(package: str) -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}:{line} {name}"
        for path in sorted((CHECKOUT / package).rglob("*.py"))
        if "migrations" not in path.parts
        for line, name in of_any_type(path.read_text())
    ]
    assert len(found) <= BOUNDS.get(package, 0), "\n".join(found)


def test_the_check_sees_them() -> None:
    source = "def f(a: Any, b: int, *c: Any, d: Any | None = None, **e: Any) -> Any: ...\n"
    assert of_any_type(source) == [(1, "a"), (1, "d")]
    assert of_any_type("class C:\n    def f(self: Any, a: list[Any]) -> None: ...\n") == [
        (2, "self")
    ]
