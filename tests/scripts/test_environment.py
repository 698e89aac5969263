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
