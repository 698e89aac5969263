"""What a package's source says of a name, read without running it: some of it is replaced by us."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Node = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Module


def source_of(dotted: str) -> ast.AST | None:
    """Return where a module, class, function, method or attribute is made; None if it is gone."""
    parts = dotted.split(".")
    for size in range(len(parts), 0, -1):
        node: ast.AST | None = _module(".".join(parts[:size]))
        if node is None:
            continue
        for name in parts[size:]:
            node = _within(node, name) if node is not None else None
        return node
    return None


@cache
def _module(name: str) -> ast.Module | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return None
    if spec is None or not (spec.origin or "").endswith(".py"):
        return None
    return ast.parse(Path(spec.origin or "").read_text(encoding="utf-8"))


def _within(node: ast.AST, name: str) -> ast.AST | None:
    """Definitions come before assignments, outer ones before inner ones."""
    assigned = None
    for child in ast.walk(node):
        if child is not node and isinstance(child, ast.FunctionDef | ast.ClassDef):
            if child.name == name:
                return child
        elif isinstance(child, ast.Assign | ast.AnnAssign) and assigned is None:
            targets = child.targets if isinstance(child, ast.Assign) else [child.target]
            if any(name in (getattr(t, "id", ""), getattr(t, "attr", "")) for t in targets):
                assigned = child
    return assigned


def parameters(node: ast.AST) -> str:
    """Return the parameters of a function, with defaults and without types: `(self, slug=None)`."""
    if not isinstance(node, ast.FunctionDef):
        return ""
    bare = ast.parse(ast.unparse(node)).body[0]
    assert isinstance(bare, ast.FunctionDef)
    for part in ast.walk(bare.args):
        if isinstance(part, ast.arg):
            part.annotation = None
    return f"({ast.unparse(bare.args)})"


def what_changed(named: str, pieces: list[str]) -> str:
    """Say how a name differs from what we know of it, `module.name(parameters)`; "" if it does not.

    `pieces` have to be written in its source.
    """
    name, bracket, _rest = named.partition("(")
    node = source_of(name)
    if node is None:
        return f"`{name}` is gone"
    if bracket and named != name + parameters(node):
        return f"`{name}` takes {parameters(node)} now"
    source = re.sub(r"\s+", " ", ast.unparse(node))
    missing = [piece for piece in pieces if piece not in source]
    return f"`{name}` does not say `{missing[0]}` any more" if missing else ""
