"""The virtual environment is made once, and what goes wrong is said in one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.template_databases import CHECKOUT

EMPTY_LOCK = "# nothing to install\n"
UNREACHABLE_LOCK = f"nowhere==1.0 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout: the scripts, and a manage.py that only says it was called."""
    folder = tmp_path / "checkout"
    shutil.copytree(CHECKOUT / "scripts", folder / "scripts")
    (folder / "manage.py").write_text("import sys\nprint('manage.py', *sys.argv[1:])\n")
    (folder / "requirements.txt").write_text(EMPTY_LOCK)
    (folder / "requirements-dev.txt").write_text(EMPTY_LOCK)
    return folder


def demo(checkout: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "scripts/demo"), *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.long("makes an environment")
def test_second_start_installs_nothing(checkout: Path) -> None:
    first = demo(checkout, "--no-serve")
    assert first.stdout == "manage.py demo --no-serve\n"
    assert "Making the virtual environment" in first.stderr
    second = demo(checkout, "--port", "8123")
    assert second.stdout == "manage.py demo --port 8123\n"
    assert second.stderr == ""

    (checkout / "requirements.txt").write_text(UNREACHABLE_LOCK)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0", "PIP_FIND_LINKS": ""}
    changed = demo(checkout, **nowhere)
    assert changed.returncode == 1
    assert "is there a network?" in changed.stderr.splitlines()[-1]
    assert "Traceback" not in changed.stderr


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_read_only_folder(checkout: Path) -> None:
    checkout.chmod(0o555)
    answer = demo(checkout)
    checkout.chmod(0o755)
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: Cannot write to")


OF_THE_IMAGE = """
import sys
sys.path.insert(0, "scripts")
from local import environment
print(*environment.of_the_image(), sep="|")
"""


def program(folder: Path, name: str, *lines: str) -> None:
    """Put a program on a path of its own."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(("#!/bin/sh", *lines, "")))
    (folder / name).chmod(0o755)


def of_the_image(checkout: Path, path: Path) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", OF_THE_IMAGE],
        cwd=checkout,
        env={**os.environ, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_the_python_of_the_image_is_used_only_where_it_runs(checkout: Path, tmp_path: Path) -> None:
    path = tmp_path / "programs"
    assert of_the_image(checkout, path) == "|there is no python3.13 on the path"
    program(path, "python3.13", "exit 127")  # as a manager of several Pythons leaves it behind
    assert "does not run" in of_the_image(checkout, path)
    program(path, "python3.13", f'exec "{sys.executable}" "$@"')
    assert of_the_image(checkout, path) == f"{path / 'python3.13'}|"


def test_a_second_environment_leaves_the_first_alone(checkout: Path, tmp_path: Path) -> None:
    """It is made by the interpreter that is named: here one that is quick about it."""
    program(
        tmp_path / "programs",
        "quick",
        '[ "$1 $2" = "-m venv" ] && mkdir -p "$3/bin"',
        f"""printf '#!/bin/sh\\nexec "{sys.executable}" "$@"\\n' > "$3/bin/python\"""",
        'chmod 755 "$3/bin/python"',
    )
    code = (
        "import sys; sys.path.insert(0, 'scripts')\n"
        "from local import environment as e\n"
        "print(e.ensure(e.DEVELOPMENT_LOCK, folder=e.CHECKOUT / 'var/second',"
        f" interpreter={str(tmp_path / 'programs/quick')!r}))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == str(checkout / "var/second/bin/python")
    assert (checkout / "var/second/installed-locks").exists()
    assert not (checkout / ".venv").exists()


def test_the_image_has_the_python_that_the_tests_run_on() -> None:
    version = "3.13"
    assert f"OF_THE_IMAGE = ({version.replace('.', ', ')})" in (
        CHECKOUT / "scripts/local/environment.py"
    ).read_text(encoding="utf-8")
    assert f"FROM python:{version}-slim\n" in (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
