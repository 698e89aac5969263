"""Settings, commands and scripts that nobody can read about fail the suite."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

CHECKOUT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = "\n".join(path.read_text() for path in sorted((CHECKOUT / "docs").glob("*.md")))
OPERATIONS = (CHECKOUT / "docs/operations.md").read_text()
EXAMPLE = (CHECKOUT / ".env.example").read_text()
SETTINGS = sorted((CHECKOUT / "config/settings").glob("*.py"))
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


@pytest.mark.parametrize(("command", "app"), commands())
def test_command_is_described_and_helps(command: str, app: str) -> None:
    assert f"`{command}" in DOCUMENTS
    assert load_command_class(app, command).help


@pytest.mark.parametrize("script", scripts())
def test_script_is_described(script: str) -> None:
    assert f"scripts/{script}" in DOCUMENTS
