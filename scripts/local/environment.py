"""The virtual environments: made, filled from a hashed lock, and left alone when right.

``.venv`` is the one that everything uses; ``scripts/test --full`` has a second one, with the Python
of the production image.

Only Python's own ``venv`` and ``pip`` are needed. A stamp in the folder says which locks it
satisfies, so that a second start costs nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .messages import Progress, Stop
from .places import CHECKOUT, only_one

OLDEST = (3, 11)
#: What the image runs on (Dockerfile).
OF_THE_IMAGE = (3, 13)
FOLDER = CHECKOUT / ".venv"
PYTHON = FOLDER / "bin/python"
STAMP = "installed-locks"
RUNTIME_LOCK = CHECKOUT / "requirements.txt"
DEVELOPMENT_LOCK = CHECKOUT / "requirements-dev.txt"
NETWORK_TROUBLE = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ConnectTimeout",
    "ReadTimeout",
    "ProxyError",
    "No matching distribution found",
)


def ensure(lock: Path, *, folder: Path = FOLDER, interpreter: str = "") -> Path:
    """Return the Python of an environment that has everything ``lock`` names.

    :param interpreter: the program it is made with; else this one, or the newest on the path.

    :raises Stop: with one sentence about what is missing: the venv module, a network, write access.
    """
    if _satisfied(lock, folder):
        return folder / "bin/python"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with only_one(folder / "lock", "installation"):
            if not _satisfied(lock, folder):
                _create(folder, interpreter)
                _install(lock, folder)
    except OSError as error:
        raise Stop(f"Cannot write to {CHECKOUT}: {error.strerror or error}.") from error
    return folder / "bin/python"


def of_the_image() -> tuple[str, str]:
    """Return the Python of the image, where this machine has it; else "" and the reason."""
    name = f"python{OF_THE_IMAGE[0]}.{OF_THE_IMAGE[1]}"
    found = shutil.which(name)
    if not found:
        return "", f"there is no {name} on the path"
    # Managers of several Pythons leave programs on the path that only say what is not installed.
    if _run([found, "-c", "import ensurepip, venv"]).returncode:
        return "", f"{found} does not run, or comes without its venv module"
    return found, ""


def _satisfied(lock: Path, folder: Path) -> bool:
    try:
        stamp = (folder / STAMP).read_text()
        return _digest(lock) in stamp.split() and (folder / "bin/python").exists()
    except OSError:
        return False


def _digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _create(folder: Path, interpreter: str) -> None:
    own = folder / "bin/python"
    if own.exists() and not _run([str(own), "-m", "pip", "--version"]).returncode:
        return
    python = interpreter or _python()
    progress = Progress(f"Making the virtual environment {folder.relative_to(CHECKOUT)}")
    answer = _run([python, "-m", "venv", str(folder)])
    if answer.returncode:
        reason = (answer.stdout + answer.stderr).strip().splitlines()[-1:] or ["no message"]
        raise Stop(f"The virtual environment could not be made: {reason[0]}")
    progress.done()


def _python() -> str:
    """A Python that is new enough and can make environments."""
    if sys.version_info >= OLDEST:
        if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
            raise Stop(
                "This Python comes without its venv module; on Debian and Ubuntu "
                "'apt-get install python3-venv' brings it."
            )
        return sys.executable
    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Stop(
        f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; "
        f"this is {sys.version_info[0]}.{sys.version_info[1]}."
    )


def _install(lock: Path, folder: Path) -> None:
    total = sum(1 for line in lock.read_text().splitlines() if "==" in line and line[0].isalnum())
    progress = Progress("Installing packages (once)")
    log_path = folder / "install.log"
    command = [str(folder / "bin/python"), "-m", "pip", "install", "--require-hashes"]
    command += ["--requirement", str(lock)]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    seen = 0
    with (
        log_path.open("w") as log,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=CHECKOUT,
        ) as process,
    ):
        for line in process.stdout or ():
            log.write(line)
            seen += line.startswith(("Collecting", "Requirement already satisfied"))
            progress.show(f"{min(seen, total)} of {total}")
    if process.returncode:
        raise Stop(_why(log_path.read_text(errors="replace"), log_path))
    locks = {_digest(lock)}
    if lock == DEVELOPMENT_LOCK:  # it was made with the other one as its limits
        locks.add(_digest(RUNTIME_LOCK))
    (folder / STAMP).write_text("\n".join(sorted(locks)) + "\n")
    progress.done(f"{total} packages")


def _why(output: str, log: Path) -> str:
    if "No space left" in output:
        return "The packages could not be installed: the disk is full."
    if any(sign in output for sign in NETWORK_TROUBLE):
        return f"The packages could not be fetched; is there a network? Details: {log}"
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"The packages could not be installed: {(errors or ['no message'])[0]} (see {log})"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ}, cwd=CHECKOUT
    )
