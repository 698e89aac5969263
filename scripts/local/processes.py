"""Ports, process ids and Docker: starting a server in the background and ending it again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .messages import Progress, Stop, say

Question = Callable[[], bool]
INTERRUPT = signal.SIGINT


def port_is_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(wanted: int, tries: int = 50) -> int:
    """The wanted port, or the next free one after it.

    :raises Stop: if a whole row of ports is taken.
    """
    for port in range(wanted, wanted + tries):
        if port_is_free(port):
            return port
    raise Stop(f"No free port between {wanted} and {wanted + tries}.")


def read_number(path: Path) -> int | None:
    """The number a file holds, or None if there is none."""
    try:
        return int(path.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def is_running(pid: int | None, mark: str) -> bool:
    """Whether ``pid`` runs and is the program we started.

    ``mark`` (a path of ours) has to appear in its command line: after a restart of the machine
    the number may belong to anybody.
    """
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return mark in _command_line(pid)


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:  # no /proc: macOS and the BSDs
        answer = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return answer.stdout


def end(
    pid: int, mark: str, patience: float = 30.0, first: signal.Signals = signal.SIGTERM
) -> None:
    """Ask a process to leave, and make it leave if it does not."""
    for sign, seconds in ((first, patience), (signal.SIGKILL, 5.0)):
        if not is_running(pid, mark):
            return
        os.kill(pid, sign)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and is_running(pid, mark):
            time.sleep(0.1)


def wait_until(
    ready: Question,
    title: str,
    *,
    seconds: float,
    alive: Question = lambda: True,
    log: Path | None = None,
) -> None:
    """Wait until ``ready()`` is true, showing progress.

    :raises Stop: if ``alive()`` turns false or the time is over; the last lines of ``log`` are
        part of the sentence.
    """
    progress = Progress(title)
    while not ready():
        over = progress.seconds > seconds
        if over or not alive():
            tail = _tail(log) if log else ""
            raise Stop(f"{title}: {'not ready in time' if over else 'it ended at once'}.{tail}")
        progress.show()
        time.sleep(0.25)
    progress.done("ready")


def _tail(log: Path, lines: int = 15) -> str:
    try:
        last = log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return ""
    return f" Last lines of {log}:\n" + "\n".join(last)


def docker() -> str | None:
    """The docker program, if an engine really answers behind it.

    The client alone is often installed where no engine runs, hence the question.
    """
    program = shutil.which("docker")
    if not program:
        return None
    try:
        answer = subprocess.run(
            [program, "info", "--format", "{{.ServerVersion}}"],
            capture_output=True,
            text=True,
            timeout=15,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if answer.returncode == 0 and answer.stdout.strip() else None


def docker_run(program: str, name: str, arguments: list[str], secrets: dict[str, str]) -> None:
    """Start a container (again). ``secrets`` go through the environment, not the command line.

    :raises Stop: for example when the image cannot be fetched; Docker writes its own message.
    """
    remove_container(program, name)
    names = [part for key in secrets for part in ("--env", key)]
    say(f"Starting container {name} (its image is fetched the first time) …")
    answer = subprocess.run(
        [program, "run", "--detach", "--name", name, *names, *arguments],
        env={**os.environ, **secrets},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if answer.returncode:
        raise Stop(f"Docker could not start {name}; its own message stands above.")


def container_runs(program: str, name: str) -> bool:
    """Whether our container is up."""
    answer = subprocess.run(
        [program, "inspect", "--format", "{{.State.Running}}", name],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() == "true"


def remove_container(program: str, name: str) -> None:
    """Stop and remove our container; nothing happens if there is none."""
    subprocess.run([program, "rm", "--force", "--volumes", name], capture_output=True, check=False)
