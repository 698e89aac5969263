"""Which names of packages our code uses that they keep to themselves, and which it replaces."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = sorted(
    path.parent.name for path in CHECKOUT.glob("*/__init__.py") if path.parent.name != "tests"
)
#: Private by their names, but described for everybody in the documentation of Django.
DESCRIBED = frozenset({"_meta", "_state", "_default_manager", "_base_manager", "_db", "_save"})
#: What we put on requests and instances of packages begins so.
OUR_MARKS = ("_cms_", "_lost_updates_")
#: Keys of what Elasticsearch takes and answers are no names of Python.
JSON = "search/engines/elasticsearch/"
_PRIVATE = re.compile(r"_[a-z]\w*")
_ADDRESS = re.compile(r"(?<![\w/-])/?admin/[a-z(]|/preview/|_util/|^localize/")


class Use(NamedTuple):
    """A file of ours and the name it uses."""

    file: str
    name: str


def trees() -> dict[str, ast.Module]:
    """Return the code of the site, by file."""
    return {
        str(path.relative_to(CHECKOUT)): ast.parse(path.read_text(encoding="utf-8"))
        for app in APPS
        for path in sorted((CHECKOUT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


def own_names(code: Iterable[ast.Module]) -> set[str]:
    """Return what is defined in our code: functions, classes, variables, attributes of objects."""
    found = set()
    for node in (node for tree in code for node in ast.walk(tree)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {node.attr} if getattr(node.value, "id", "") in {"self", "cls"} else set()
    return found


def private(file: str, tree: ast.Module, ours: set[str]) -> Iterator[Use]:
    """Yield the names with an underscore that are not our own, also those in quotation marks."""
    pieces = {
        id(value) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for value in n.values
    }
    for node in (node for node in ast.walk(tree) if id(node) not in pieces):
        name = ""
        if isinstance(node, ast.Attribute):
            called = node.value.func if isinstance(node.value, ast.Call) else None
            is_inherited = getattr(called, "id", "") == "super"
            name = node.attr if is_inherited or node.attr not in ours else ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = "" if node.value in ours or file.startswith(JSON) else node.value
        elif isinstance(node, ast.ImportFrom) and node.module:
            hidden = [alias.name for alias in node.names if _PRIVATE.fullmatch(alias.name)]
            name = hidden[0] if hidden and node.module.split(".")[0] not in APPS else ""
        if _PRIVATE.fullmatch(name) and name not in DESCRIBED and not name.startswith(OUR_MARKS):
            yield Use(file, name)


def overriding() -> Iterator[Use]:
    """Yield private methods of packages' classes that classes of ours have, too."""
    for module in _modules():
        for thing in vars(module).values():
            if inspect.isclass(thing) and thing.__module__ == module.__name__:
                file = module.__name__.replace(".", "/") + ".py"
                yield from (Use(file, name) for name in _overridden(thing) if name not in DESCRIBED)


def _modules() -> Iterator[object]:
    for app in APPS:
        for found in pkgutil.walk_packages(import_module(app).__path__, f"{app}."):
            parts = set(found.name.split("."))
            if not parts & {"migrations", "settings", "asgi", "wsgi", "__main__"}:
                yield import_module(found.name)


def _overridden(thing: type) -> Iterator[str]:
    foreign = [base for base in thing.__mro__[1:] if base.__module__.split(".")[0] not in APPS]
    for name, value in vars(thing).items():
        if _PRIVATE.fullmatch(name) and inspect.isfunction(value):
            written_here = value.__module__.split(".")[0] in APPS
            if written_here and any(name in vars(base) for base in foreign):
                yield name


def replaced(file: str, tree: ast.Module) -> Iterator[Use]:
    """Yield what is put in the place of a part of something imported from a package."""
    imported = {
        alias.asname or alias.name: node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or isinstance(node.value, ast.Constant):
            continue  # a constant is a mark of ours, not a part of theirs
        for target in node.targets:
            part = target.value if isinstance(target, ast.Subscript) else target
            root: ast.AST = part
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            foreign = isinstance(root, ast.Name) and imported.get(root.id, APPS[0]) not in APPS
            # What our own settings say, we may say otherwise.
            if foreign and isinstance(part, ast.Attribute) and ast.unparse(root) != "settings":
                yield Use(file, part.attr)


def addresses(file: str, tree: ast.Module) -> Iterator[Use]:
    """Yield texts that name an address of the admin instead of asking for it by its name."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        text = node.value
        if id(node) not in told and _ADDRESS.search(text) and not text.endswith(".html"):
            yield Use(file, text)
