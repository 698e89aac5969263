"""Which accounts were erased, and which files are never taken again? Remembered in a file that no
backup of the database brings back.

Who puts an older backup back has the accounts back that were erased since, with their passwords.
The file (`ERASURE_LEDGER`) says which to erase again. It holds no name and no address: one JSON
object a line, of the form ::

    {"key": "…"}                                                        made once, at random
    {"pk": 12, "date_joined": "…", "address": "…", "erased_at": "…"}    one for each erasure
    {"pk": 12, "date_joined": "…", "address": "…", "undone_at": "…"}    it was not carried out
    {"picture": 7, "files": ["…", "…"], "refused_at": "…"}              for each destroyed picture

`address` is an HMAC-SHA256 of the address in lower case, `files` are those of the digests of files.
Their key lies in the file itself, because it has to last as long as the lines: `SECRET_KEY` is
changed, and with it every line would silently stop to match. Lines follow the last key above them.
What cannot be read is left out and named by its number (`Contents.broken`); the lines around it
count.

Errors::

    LedgerUnwritable    a line could not be put safely on the disk; nothing of it stays
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from io import RawIOBase
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User


class LedgerUnwritable(Exception):
    """A line could not be put safely on the disk."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """One line: whose account was erased; `key` is what its address was hashed with."""

    pk: int
    date_joined: str
    address: str
    key: str

    def is_of(self, user: User) -> bool:
        """Say whether it is this account: key, day of joining and address must all be the same.

        After a restore keys are given a second time, and an address may begin anew.
        """
        return (
            self.pk == user.pk
            and self.date_joined == _joined(user)
            and hmac.compare_digest(self.address, _hashed(user.email, self.key))
        )


@dataclass(frozen=True, slots=True)
class RefusedFiles:
    """One line: the files of a picture that was destroyed because of who is in it."""

    picture: int
    files: frozenset[str]
    key: str

    def has(self, digest: str) -> bool:
        """Say whether a file is one of these, by its own digest."""
        return bool(digest) and _hashed(digest, self.key) in self.files


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything the file says; `broken` are the numbers of lines that say nothing."""

    erasures: list[Erasure] = field(default_factory=list)
    refused: list[RefusedFiles] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    key: str = ""


def path() -> Path:
    """Return where the file is, or will be."""
    return Path(settings.ERASURE_LEDGER)


def read() -> Contents:
    """Return what the file says; nothing where there is none. Raises `OSError`."""
    try:
        with path().open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            return _understood(file.read())
    except FileNotFoundError:
        return Contents()


def remember(user: User) -> Erasure:
    """Write down that an account is about to be erased. Raises `LedgerUnwritable`."""
    with _opened() as (known, write):
        key = known.key or secrets.token_hex(32)
        lines: list[Mapping[str, Any]] = [] if known.key else [{"key": key}]
        erasure = Erasure(user.pk, _joined(user), _hashed(user.email, key), key)
        write([*lines, {**_named(erasure), "erased_at": timezone.now().isoformat()}])
    return erasure


def refuse_files(*, picture: int, digests: Iterable[str]) -> None:
    """Write down that files are never to be taken again. Raises `LedgerUnwritable`."""
    with _opened() as (known, write):
        key = known.key or secrets.token_hex(32)
        lines: list[Mapping[str, Any]] = [] if known.key else [{"key": key}]
        files = sorted({_hashed(digest, key) for digest in digests})
        line = {"picture": picture, "files": files, "refused_at": timezone.now().isoformat()}
        write([*lines, line])


def take_back(erasure: Erasure) -> None:
    """Write down that an erasure was not carried out. Raises `LedgerUnwritable`."""
    with _opened() as (known, write):
        again = [] if known.key == erasure.key else [{"key": erasure.key}]
        write([*again, {**_named(erasure), "undone_at": timezone.now().isoformat()}])


def try_writing() -> None:
    """Raise `LedgerUnwritable` when nothing could be written down now; changes nothing."""
    with _opened():
        pass


@contextmanager
def _opened() -> Iterator[tuple[Contents, Any]]:
    """Open the file for one process at a time; what `write` is given is on the disk afterwards."""
    place = path()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        number = os.open(place, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(number, "r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            data = file.read()
            try:
                yield _understood(data), lambda lines: _write(file, data, lines)
            except OSError:
                # Half a line, or a whole one that was perhaps not kept: nobody may act upon it.
                file.truncate(len(data))
                raise
        _keep_entry_of(place)
    except OSError as error:
        raise LedgerUnwritable(str(error)) from error


def _write(file: RawIOBase, data: bytes, lines: list[Mapping[str, Any]]) -> None:
    """Append lines; one that an interrupted process left unfinished is closed first."""
    begin = b"\n" if data and not data.endswith(b"\n") else b""
    text = begin + b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    if file.write(text) != len(text):
        raise OSError("The disk took only a part of the line")
    os.fsync(file.fileno())


def _keep_entry_of(place: Path) -> None:
    """Put the folder's entry of a new file on the disk, too."""
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _understood(data: bytes) -> Contents:
    found: dict[tuple[int, str, str], Erasure] = {}
    refused: list[RefusedFiles] = []
    broken, key = [], ""
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            said = json.loads(line)
            if "key" in said:
                key = str(said["key"])
                continue
            if "files" in said:
                refused.append(_refused(said, key))
                continue
            one = Erasure(int(said["pk"]), str(said["date_joined"]), str(said["address"]), key)
            undone = "undone_at" in said
        except (ValueError, TypeError, KeyError):
            if line.strip():
                broken.append(number)
            continue
        name = (one.pk, one.date_joined, one.address)
        if undone:
            found.pop(name, None)
        elif key:
            found[name] = one
        else:
            broken.append(number)
    return Contents(list(found.values()), refused, broken, key)


def _refused(said: Mapping[str, Any], key: str) -> RefusedFiles:
    files = frozenset(map(str, said["files"]))
    if not key or not files or isinstance(said["files"], str):
        raise ValueError("The line names no files")
    return RefusedFiles(int(said["picture"]), files, key)


def _named(erasure: Erasure) -> dict[str, Any]:
    return {
        "pk": erasure.pk,
        "date_joined": erasure.date_joined,
        "address": erasure.address,
    }


def _joined(user: User) -> str:
    """To the millisecond: `dumpdata` keeps no more of a time."""
    return user.date_joined.astimezone(UTC).isoformat(timespec="milliseconds")


def _hashed(address: str, key: str) -> str:
    return hmac.new(key.encode(), address.strip().lower().encode(), "sha256").hexdigest()
