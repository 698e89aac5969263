"""The pictures of docs/architecture.md show what there is: the layers, and who knows whom."""

import ast
import re

import grimp
import pytest

from tests.architecture.foreign import source_of
from tests.architecture.our_use import CHECKOUT
from tests.architecture.test_layers import LAYERS, OWN

PAGE = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
LAYER_PICTURE, *FLOWS = re.findall(r"```mermaid\n(.+?)```", PAGE, re.DOTALL)
#: `one["cms.reading.serving"]`, and `one --> two`; a dotted arrow goes through Django or a
#: registry, where neither end knows the other: `one -.->|wiki.apps| two` says who knows the second.
NODE = re.compile(r'(\w+)\["([^"]+)"\]')
ARROW = re.compile(r"(\w+)(?:\[[^\]]+\]|\(\[[^\]]+\]\))? (-->|-\.->)(?:\|([^|]+)\|)? (\w+)")


def named(picture: str) -> dict[str, str]:
    """Return what stands in the boxes of a picture."""
    return {key: label.split("<br>")[0] for key, label in NODE.findall(picture)}


def test_the_picture_of_the_layers_is_the_contract() -> None:
    rows = [line.strip() for line in LAYER_PICTURE.splitlines() if "-->" in line]
    chain = [part.strip() for line in rows for part in line.split("-->")]
    shown = [frozenset(part.split(" & ")) for part in chain]
    once = [row for n, row in enumerate(shown) if n == 0 or row != shown[n - 1]]
    assert once == [frozenset(layer) for layer in LAYERS]


def test_the_table_names_every_app() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == sorted(OWN)


def test_there_is_a_picture_of_each_flow() -> None:
    assert len(FLOWS) == PAGE.partition("## How data flows")[2].count("\n### ") == 5


@pytest.mark.parametrize("picture", FLOWS)
def test_what_stands_in_a_picture_exists(picture: str) -> None:
    names = named(picture)
    assert len(names) > 3
    for name in names.values():
        assert source_of(name) is not None, f"{name} is gone: look at docs/architecture.md."


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*sorted(OWN), cache_dir=None)


def wrong(picture: str, imports: grimp.ImportGraph) -> list[str]:
    """Say what an arrow shows that the code does not do."""
    names, found = named(picture), []
    for one, arrow, words, other in ARROW.findall(picture):
        if one not in names or other not in names:
            continue
        target, thing = _parted(names[other], imports.modules)
        by = _parted(names[one], imports.modules)[0] if arrow == "-->" else words
        shown = f"{names[one]} {arrow} {names[other]}"
        if by not in imports.modules:
            found.append(f"{shown}: say which module brings them together")
        elif not _knows(by, target, imports):
            found.append(f"{shown}: {by} does not import {target}")
        elif thing and arrow == "-->" and not re.search(rf"\b{thing}\b", _code(by)):
            found.append(f"{shown}: {by} does not use {thing}")
    return found


def _knows(by: str, target: str, imports: grimp.ImportGraph) -> bool:
    """Whether a module imports another one itself, or names it for Python to import."""
    direct = imports.direct_import_exists(importer=by, imported=target)
    return direct or re.search(rf"['\"]{re.escape(target)}\b", _code(by)) is not None


def _code(module: str) -> str:
    node = source_of(module)
    assert node is not None
    return ast.unparse(node)


def _parted(name: str, modules: set[str]) -> tuple[str, str]:
    """Return the module of a name, and what of that module is meant."""
    module = name
    while module not in modules:
        module = module.rpartition(".")[0]
    return module, name.removeprefix(module).lstrip(".")


@pytest.mark.parametrize("picture", FLOWS)
def test_an_arrow_goes_where_the_code_goes(picture: str, imports: grimp.ImportGraph) -> None:
    assert len(ARROW.findall(picture)) > 5, "a look that finds nothing proves nothing"
    assert wrong(picture, imports) == []


@pytest.mark.parametrize(
    "arrow",
    [
        'one["pagecache.version"] --> two["pagecache.middleware"]',  # the other way round
        'one["wiki.views.editing"] --> two["versions.append.append"]',  # by way of others
        'one["wiki.services.saving"] --> two["versions.append.never_was"]',
        'one["search.sources"] -.->|not kept yet| two["wiki.searchable"]',
        'one["search.sources"] -.->|wiki.urls| two["wiki.searchable"]',
    ],
)
def test_the_look_finds_what_is_wrong(arrow: str, imports: grimp.ImportGraph) -> None:
    assert len(wrong(arrow, imports)) == 1
