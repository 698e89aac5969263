"""Where downloads, servers and their data lie: outside the checkout, owned by whoever runs them.

Root is a special case. Neither Elasticsearch nor PostgreSQL runs as root, and the unprivileged
user they run as cannot look below ``/root``; so root's servers live in ``/var/tmp``, in a folder
that only root may write to, and each server owns nothing but its own data folder. SERVERS_FOLDER
names another place, for anybody.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from .messages import Progress, Stop

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def cache_folder() -> Path:
    """The user's cache folder for this product."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "quartierswissen"


def server_folder(name: str) -> Path:
    """The folder of one kind of server, made if it is missing.

    :raises Stop: if somebody else owns the folder; a shared temporary folder is no safe place
        to run programs from unless it is our own.
    """
    named = os.environ.get("SERVERS_FOLDER")
    shared = Path(f"/var/tmp/quartierswissen-{os.getuid()}")
    base = Path(named) if named else shared if is_root() else cache_folder()
    try:
        base.mkdir(mode=0o755, parents=True, exist_ok=True)
        info = base.lstat()
        if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
            raise Stop(f"{base} belongs to somebody else; name another place in SERVERS_FOLDER.")
        folder = base / name
        folder.mkdir(mode=0o755, exist_ok=True)
    except OSError as error:
        raise Stop(f"Cannot write to {base}: {error.strerror}.") from error
    return folder


def is_root() -> bool:
    """Whether we run as root."""
    return os.getuid() == 0


def unprivileged() -> dict[str, object]:
    """Keyword arguments for ``subprocess`` that give up root's rights; empty if we are not root."""
    if not is_root():
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Give a folder and all in it to the user the server runs as."""
    user = unprivileged()
    if not user:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, int(str(user["user"])), int(str(user["group"])), follow_symlinks=False)


@contextlib.contextmanager
def only_one(path: Path, waiting_for: str) -> Iterator[None]:
    """Let one process at a time in; the others wait and say so."""
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress = Progress(f"Waiting for another process ({waiting_for})")
            fcntl.flock(handle, fcntl.LOCK_EX)
            progress.done()
        yield
