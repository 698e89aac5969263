"""Settings, commands and scripts that nobody can read about fail the suite."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from config.settings.public import NEEDED

CHECKOUT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = "\n".join(path.read_text() for path in sorted((CHECKOUT / "docs").glob("*.md")))
OPERATIONS = (CHECKOUT / "docs/operations.md").read_text()
EXAMPLE = (CHECKOUT / ".env.example").read_text()
SETTINGS = sorted((CHECKOUT / "config/settings").glob("*.py"))
COMPOSE = (CHECKOUT / "compose.yaml").read_text()
OWN = {path.parent.name for path in CHECKOUT.glob("*/apps.py")}


def variables() -> list[str]:
    """Every environment variable the settings read."""
    source = "\n".join(path.read_text() for path in SETTINGS)
    return sorted(set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', source)))


def commands() -> list[tuple[str, str]]:
    """Our own management commands, each with its app."""
    return sorted((name, app) for name, app in get_commands().items() if str(app) in OWN)


def scripts() -> list[str]:
    """The commands in scripts/."""
    files = (CHECKOUT / "scripts").iterdir()
    return sorted(path.name for path in files if path.is_file() and not path.suffix)


def test_there_is_something_to_check() -> None:
    assert "DATABASE_URL" in variables()
    assert commands()
    assert "test" in scripts()


@pytest.mark.parametrize("variable", variables())
def test_variable_is_described(variable: str) -> None:
    assert f"`{variable}`" in OPERATIONS
    if variable != "DEBUG":
        assert re.search(rf"^#?{variable}=", EXAMPLE, re.MULTILINE)


def described() -> set[str]:
    """Every variable in the table of settings."""
    table = OPERATIONS.partition("## Settings")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE))


def passed_on() -> dict[str, str]:
    """What compose.yaml gives to web server and worker."""
    app = COMPOSE.partition("environment: &environment")[2].partition("\n  volumes:")[0]
    return dict(re.findall(r"^    ([A-Z_]+): (.+)$", app, re.MULTILINE))


def test_compose_passes_every_setting_on() -> None:
    assert set(passed_on()) == described() == {*variables(), "DJANGO_SETTINGS_MODULE"}


def test_compose_passes_on_what_is_set_unless_the_image_decides() -> None:
    own = {"DJANGO_SETTINGS_MODULE", "MEDIA_ROOT", "PRIVATE_MEDIA_ROOT", "ERASURE_LEDGER"}
    assert {n for n, value in passed_on().items() if f"${{{n}" not in value} == own


def test_what_compose_asks_for_is_what_production_needs() -> None:
    asked = set(re.findall(r"^    ([A-Z_]+): \$\{\1:\?", COMPOSE, re.MULTILINE))
    assert asked - {"POSTGRES_PASSWORD"} == set(NEEDED)


@pytest.mark.parametrize(("command", "app"), commands())
def test_command_is_described_and_helps(command: str, app: str) -> None:
    assert f"`{command}" in DOCUMENTS
    assert load_command_class(app, command).help


@pytest.mark.parametrize("script", scripts())
def test_script_is_described(script: str) -> None:
    assert f"scripts/{script}" in DOCUMENTS


def test_every_decision_is_in_the_list_by_its_title() -> None:
    folder = CHECKOUT / "docs/decisions"
    titles = {p.name: p.read_text().splitlines()[0] for p in folder.glob("0*.md")}
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", (folder / "README.md").read_text(), re.MULTILINE)
    assert {file: f"# {title}" for title, file in listed} == titles
    assert all(title.startswith(f"# {int(name[:4])}. ") for name, title in titles.items())
