"""What we use of packages without their promising it is still there, and is in docs/upgrades.md."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver, reverse

from cms.admin.template_words import WORDS
from cms.admin.wagtail_overrides import BETTER, NOT_TRANSLATED
from tests.architecture import our_use
from tests.architecture.foreign import source_of, what_changed
from tests.architecture.our_use import CHECKOUT, Use

PAGE = (CHECKOUT / "docs/upgrades.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"([a-z_0-9]+)(\.\w+)+(\(.*\))?")


@dataclass(frozen=True)
class Row:
    """One line of a table: its cells, and our files that it names."""

    cells: tuple[str, ...]

    @property
    def files(self) -> list[str]:
        return [name for name in CODE.findall(self.cells[-2]) if name.endswith(".py")]

    @property
    def things(self) -> list[tuple[str, list[str]]]:
        """The names in the first cell, each with the pieces that have to be written in it."""
        found: list[tuple[str, list[str]]] = []
        for said in CODE.findall(self.cells[0]):
            match = NAME.fullmatch(said)
            if match and find_spec(match[1]):
                found.append((said, []))
            else:
                found[-1][1].append(said)
        return found


def rows(heading: str) -> list[Row]:
    """Return the lines of the table below a heading of the page."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [Row(tuple(re.split(r"(?<!\\)\|", line.strip("| ")))) for line in lines]


# "What", "Where", "Why", "Proof": files stand in the second of them.
NAMES = [
    Row((row.cells[0], row.cells[2], row.cells[1], row.cells[3])) for row in rows("Names and parts")
]
TEMPLATES = [tuple(CODE.findall(cell)[0] for cell in row.cells[:2]) for row in rows("Templates")]
ADDRESSES = rows("Addresses")


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """The code of the site; read here and not above, where every process would have to."""
    return our_use.trees()


@pytest.mark.parametrize(
    ("row", "named", "pieces"),
    [pytest.param(row, *thing, id=thing[0][:80]) for row in NAMES for thing in row.things],
)
def test_a_part_that_we_use_is_as_we_know_it(row: Row, named: str, pieces: list[str]) -> None:
    changed = what_changed(named, pieces)
    assert not changed, f"{changed}: look at {', '.join(row.files)}; docs/upgrades.md says why."


@pytest.mark.parametrize("row", NAMES, ids=lambda row: CODE.findall(row.cells[0])[0][:80])
def test_our_code_still_uses_what_the_page_names(row: Row) -> None:
    for file in (*row.files, *CODE.findall(row.cells[3])):
        assert (CHECKOUT / file).exists(), f"docs/upgrades.md names {file}, which is not there."
    code = "\n".join((CHECKOUT / file).read_text(encoding="utf-8") for file in row.files)
    for named, pieces in row.things:
        words = {named.partition("(")[0].rpartition(".")[2]}
        words.update(word for piece in pieces for word in re.findall(r"\w+", piece))
        assert any(re.search(rf"\b{word}\b", code) for word in words - {"self", "get", "set"}), (
            f"Nothing in {row.files} uses `{named}` any more: take it off docs/upgrades.md."
        )


@pytest.mark.parametrize("row", NAMES, ids=lambda row: CODE.findall(row.cells[0])[0][:80])
def test_what_we_use_it_for_is_proved(row: Row) -> None:
    proofs = CODE.findall(row.cells[3])
    assert proofs, f"No test says what {row.cells[0]} is for: name one in docs/upgrades.md."
    assert all(re.match(r"tests/(?:\w+/)*test_\w+\.py$", proof) for proof in proofs), proofs


def unlisted(uses: set[Use]) -> set[str]:
    """Return what no row names with its file."""
    return {
        f"{use.file} uses `{use.name}`"
        for use in uses
        if not any(
            use.file in row.files and re.search(rf"\b{use.name}\b", " ".join(row.cells))
            for row in NAMES
        )
    }


def test_every_private_name_that_we_use_is_on_the_page(trees: dict[str, ast.Module]) -> None:
    ours = our_use.own_names(trees.values())
    found = {use for file, tree in trees.items() for use in our_use.private(file, tree, ours)}
    found |= set(our_use.overriding())
    assert len(found) > 10, "a look that finds nothing proves nothing"
    assert not unlisted(found), "Take a public way, or describe it in docs/upgrades.md."


def test_every_part_that_we_replace_is_on_the_page(trees: dict[str, ast.Module]) -> None:
    found = {use for file, tree in trees.items() for use in our_use.replaced(file, tree)}
    assert len(found) > 20, "a look that finds nothing proves nothing"
    assert not unlisted(found), "Describe it in docs/upgrades.md."


def test_the_look_at_our_code_finds_what_it_is_for() -> None:
    source = """
from django.db import connection
from wagtail.models import Page, _hidden
def install(page):
    Page.serve = page._own_serve
    connection.settings_dict["NAME"] = "x" + "y"
    Page.is_ours = True
    getattr(page, "_quoted")
    "/admin/reports/site-history/"
"""
    tree = ast.parse(source)
    assert {use.name for use in our_use.private("a.py", tree, set())} == {
        *("_hidden", "_own_serve", "_quoted"),
    }
    assert {use.name for use in our_use.replaced("a.py", tree)} == {"serve", "settings_dict"}
    assert {use.name for use in our_use.addresses("a.py", tree)} == {"/admin/reports/site-history/"}
    assert what_changed("wagtail.models.pages.AbstractPage.never_was", [])
    assert what_changed("wagtail.models.pages.AbstractPage.minimal_clean(self, other)", [])
    assert what_changed("wagtail.models.pages.AbstractPage.minimal_clean(self)", ["never_said"])


def of_package(template: str) -> Path | None:
    """Return the file of a template in the package that it comes from."""
    for config in apps.get_app_configs():
        path = Path(config.path) / "templates" / template
        if path.exists() and not path.is_relative_to(CHECKOUT / config.label):
            return path
    return None


@pytest.mark.parametrize(("template", "digest"), TEMPLATES)
def test_a_template_that_ours_stands_before_is_as_we_know_it(template: str, digest: str) -> None:
    path = of_package(template)
    assert path is not None, f"No package has {template} any more: ours may be read by nobody."
    now = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    package = "Wagtail" if template.startswith("wagtail") else "allauth"
    assert now == digest, (
        f"{package} changed {template} (now {now}): look at our override, templates/{template}."
    )


def test_every_template_that_ours_stands_before_is_on_the_page() -> None:
    folder = CHECKOUT / "templates"
    ours = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    shadowed = {name for name in ours if of_package(name)}
    extended = {
        name
        for ours in shadowed
        for name in re.findall(r'{% extends "([^"]+)"', (folder / ours).read_text("utf-8"))
        if of_package(name)
    }
    assert {name for name, _digest in TEMPLATES} == shadowed | extended


@pytest.mark.parametrize(
    ("template", "piece"), [(name, old) for name, pieces in WORDS.items() for old, _new in pieces]
)
def test_a_word_that_we_put_into_a_template_has_its_place(template: str, piece: str) -> None:
    path = of_package(template)
    assert path is not None, (
        f"Wagtail has no {template} any more: look at cms/admin/template_words.py."
    )
    assert piece in path.read_text(encoding="utf-8"), (
        f"Wagtail changed {template}: look at cms/admin/template_words.py."
    )


def route_of(named: str) -> str:
    """Return the address of a name with its arguments: `wagtailimages:edit 1`."""
    name, *arguments = named.split()
    return reverse(name, args=arguments)


@pytest.mark.parametrize("row", ADDRESSES, ids=lambda row: CODE.findall(row.cells[0])[0])
def test_an_address_that_our_code_names_is_still_the_packages(row: Row) -> None:
    said = CODE.findall(row.cells[0])[0].replace("\\|", "|")
    pairs = re.findall(r"`([^`]+)` = `([^`]+)`", row.cells[1])
    assert pairs
    for address, named in pairs:
        now = route_of(named)
        assert now == address, f"`{named}` is at {now} now: look at {', '.join(row.files)}."
        pattern = re.sub(r"<\w+:\w+>", r"\\d+", said)
        assert re.search(pattern, address), f"{said} does not meet {address}."
    for file in row.files:
        assert said in (CHECKOUT / file).read_text(encoding="utf-8"), f"{file} does not say {said}."


def test_every_address_of_the_admin_in_our_code_is_on_the_page(
    trees: dict[str, ast.Module],
) -> None:
    listed = {
        (file, CODE.findall(row.cells[0])[0].replace("\\|", "|"))
        for row in ADDRESSES
        for file in row.files
    }
    found = {use for file, tree in trees.items() for use in our_use.addresses(file, tree)}
    missing = {
        use
        for use in found
        if not any(use.file == file and said in use.name for file, said in listed)
    }
    assert found
    assert not missing, "Ask for it by its name, or describe it in docs/upgrades.md."


def patterns(resolver: URLResolver, space: str = "", start: str = "") -> Iterator[tuple[str, str]]:
    """Yield every pattern of the site, whatever its parts are called, with the name it has."""
    for found in resolver.url_patterns:
        pattern = start + re.sub(r"<(\w+:)?\w+>", "<>", str(found.pattern))
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from patterns(found, inner, pattern)
        else:
            yield pattern, f"{space}{found.name}" if found.name else ""


def test_every_address_that_ours_stands_before_is_on_the_page() -> None:
    names: dict[str, list[str]] = {}
    for pattern, name in patterns(get_resolver()):
        names.setdefault(pattern, []).append(name)
    behind = {n for found in names.values() if found[0] == "" for n in found[1:]} - {
        "wagtail_serve"
    }
    listed = {
        named.split()[0] for row in ADDRESSES for named in re.findall(r"= `([^`]+)`", row.cells[1])
    }
    assert len(behind) > 20, "a look that finds nothing proves nothing"
    assert behind - listed == set(), "Describe it in docs/upgrades.md."


@pytest.mark.parametrize(
    ("name", "package", "ours"),
    [tuple(CODE.findall(cell)[0] for cell in row.cells[:3]) for row in rows("Scripts and styles")],
)
def test_a_name_that_our_scripts_go_by_is_still_in_the_pages(
    name: str, package: str, ours: str
) -> None:
    folder, _slash, rest = package.partition("/")
    spec = find_spec(folder)
    assert spec is not None
    path = Path(str(spec.origin)).parent / rest
    assert path.exists(), f"{package} is gone: look at {ours}."
    assert name in path.read_text("utf-8"), f"{package} does not say `{name}` now: look at {ours}."
    assert name in (CHECKOUT / ours).read_text("utf-8"), f"{ours} does not go by `{name}` any more."


def test_every_name_of_wagtail_in_our_scripts_is_on_the_page() -> None:
    listed = {CODE.findall(row.cells[0])[0] for row in rows("Scripts and styles")}
    pattern = re.compile(
        r"(?<![\w-])(?:--w-[\w-]+|w-[\w-]+|xdsoft_datepicker|js-[\w-]+|loaded_\w+)"
    )
    files = sorted((CHECKOUT / "static/cms").iterdir())
    found = {name for path in files for name in pattern.findall(path.read_text("utf-8"))}
    assert found
    assert found - listed == set(), "Describe it in docs/upgrades.md."


def test_sentences_that_we_say_better_are_still_said_by_a_package() -> None:
    known = set()
    for package in ("django", "rest_framework", "taggit", "wagtail", "wagtail_localize"):
        spec = find_spec(package)
        assert spec is not None
        root = Path(str(spec.origin)).parent
        for path in root.glob("**/locale/en/LC_MESSAGES/*.po"):
            known |= {entry.msgid for entry in polib.pofile(str(path))}
    gone = {str(sentence) for sentence in (*BETTER, *NOT_TRANSLATED)} - known
    assert not gone, "No package says these any more: look at cms/admin/wagtail_overrides.py."


def test_a_name_is_found_where_it_is_made() -> None:
    assert source_of("django.db.models.query.QuerySet._result_cache") is not None
    assert source_of("no_such_package.thing") is None
