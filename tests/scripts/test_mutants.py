"""A guard that is switched off is noticed, and what nobody notices is said."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
GUARDED = """
def may(name):
    if name == "blocked":
        return False
    return True


def shown(name):
    return name.replace("<", "&lt;")
"""
TESTS = """
import guarded
import pytest


@pytest.mark.parametrize("name", ["open", "blocked"])
def test_the_blocked_may_not(name):
    assert guarded.may(name) is (name == "open"), f"{name} does it all the same"


def test_nothing():
    assert guarded.may("open")


def test_what_it_is_not_about():
    assert guarded.shown("<b>") != "<b>", "this word"
"""
LIST = """
[[guard]]
name = "noticed"
file = "guarded.py"
guard = 'return False'
off = 'return True'
tests = ["tests/test_guarded.py::test_the_blocked_may_not"]
says = "does it all the same"

[[guard]]
name = "not noticed"
file = "guarded.py"
guard = 'return False'
off = 'return True'
tests = ["tests/test_guarded.py::test_nothing"]
says = "does it all the same"

[[guard]]
name = "another reason"
file = "guarded.py"
guard = 'return name.replace'
off = 'return missing.replace'
tests = ["tests/test_guarded.py::test_what_it_is_not_about"]
says = "this word"
"""


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test import what belongs to the scripts."""
    monkeypatch.syspath_prepend(str(CHECKOUT / "scripts"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small product with its tests and its list of guards."""
    files = {
        "guarded.py": GUARDED,
        "tests/test_guarded.py": TESTS,
        "tests/guards/all.toml": LIST,
        "pyproject.toml": "[tool.pytest.ini_options]\npythonpath = ['.']\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.usefixtures("local")
def test_each_guard_of_the_list_stands_where_it_says() -> None:
    from local import guards

    every = guards.read(CHECKOUT)
    names = [guard.name for guard in every]
    assert len(names) == len({*names})
    assert [line for guard in every for line in guards.out_of_date(guard, CHECKOUT)] == []


@pytest.mark.long("asks tests in copies of a checkout")
@pytest.mark.usefixtures("local")
def test_only_a_test_that_is_red_for_its_reason_proves_something(
    checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from local import guards, mutants

    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    before = (checkout / "guarded.py").read_text()
    assert mutants.ask(guards.read(checkout), checkout, 2, Path(sys.executable)) == 1
    said = dict(line.split(" | ")[::2] for line in capsys.readouterr().out.splitlines())
    said = {name.strip(): became.partition(":")[0] for name, became in said.items()}
    assert said == {
        "noticed": "red for that reason",
        "not noticed": "SURVIVED",
        "another reason": "red for another reason",
    }
    assert (checkout / "guarded.py").read_text() == before


@pytest.mark.usefixtures("local")
def test_a_list_that_is_out_of_date_is_said_and_nothing_runs(checkout: Path) -> None:
    from local import guards, mutants
    from local.messages import Stop

    (checkout / "guarded.py").write_text(GUARDED.replace("return False", "return None"))
    with pytest.raises(Stop, match=r"noticed: its source stands 0 times in guarded\.py"):
        mutants.ask(guards.read(checkout), checkout, 1, Path(sys.executable))


@pytest.mark.usefixtures("local")
def test_what_has_changed_since_a_commit_is_asked(checkout: Path) -> None:
    from local import guards

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *identity, *arguments], cwd=checkout, check=True)

    def changed() -> list[str]:
        found = guards.changed_since(guards.read(checkout), "HEAD", checkout)
        return [guard.name for guard in found]

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "all")
    assert changed() == []
    path = checkout / "tests/guards/all.toml"
    path.write_text(path.read_text().replace("this word", "that word"))
    assert changed() == ["another reason"]
    (checkout / "guarded.py").write_text(f"# {GUARDED}")
    assert changed() == ["noticed", "not noticed", "another reason"]


@pytest.mark.usefixtures("local")
def test_a_few_turns_ask_all() -> None:
    from local import guards

    every = guards.read(CHECKOUT)
    asked = [guards.of_turn(every, turn, 4) for turn in range(len(every))]
    assert {len(some) for some in asked} == {min(4, len(every))}
    assert {guard.name for some in asked for guard in some} == {guard.name for guard in every}
