"""The pictures of docs/architecture.md show what there is: the layers, and who knows whom."""

import re

import grimp
import pytest

from tests.architecture.foreign import source_of
from tests.architecture.our_use import CHECKOUT
from tests.architecture.test_layers import LAYERS, OWN

PAGE = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
LAYER_PICTURE, *FLOWS = re.findall(r"```mermaid\n(.+?)```", PAGE, re.DOTALL)
#: `one["cms.reading.serving"]`, and `one --> two`, perhaps with words; a dotted arrow goes through
#: Django or a registry, where neither end knows the other.
NODE = re.compile(r'(\w+)\["([^"]+)"\]')
ARROW = re.compile(r"(\w+)(?:\[[^\]]+\]|\(\[[^\]]+\]\))? (-->|-\.->)(?:\|[^|]+\|)? (\w+)")


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
    assert len(FLOWS) == PAGE.partition("## How data flows")[2].count("\n### ") == 3


@pytest.mark.parametrize("picture", FLOWS)
def test_what_stands_in_a_picture_exists(picture: str) -> None:
    names = named(picture)
    assert len(names) > 3
    for name in names.values():
        assert source_of(name) is not None, f"{name} is gone: look at docs/architecture.md."


def test_what_an_arrow_joins_knows_each_other() -> None:
    graph = grimp.build_graph(*sorted(OWN), cache_dir=None)
    checked = 0
    for picture in FLOWS:
        names = named(picture)
        for one, arrow, other in ARROW.findall(picture):
            if arrow != "-->" or one not in names or other not in names:
                continue
            ends = [_module(names[one], graph.modules), _module(names[other], graph.modules)]
            assert graph.chain_exists(*ends) or graph.chain_exists(*reversed(ends)), ends
            checked += 1
    assert checked > 8, "a look that finds nothing proves nothing"


def _module(name: str, modules: set[str]) -> str:
    while name not in modules:
        name = name.rpartition(".")[0]
    return name
