"""In what lie the files of an archive: in a folder, or in a ZIP file?

Written so that the same files make the same bytes: in order, without times. Read as what somebody
else has made: a name that no archive of ours has (a way out of the folder among them), a link, a
file or an archive that is too large, and the whole is refused before anything of it is used.
Nothing is ever unpacked to a disk.
"""

from __future__ import annotations

import lzma
import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from pictures.encoding.anew import BYTES as PICTURE_BYTES
from text.files import Unreadable
from wiki.models import BODY_LIMIT

README = "LIESMICH.md"
PICTURES = "bilder/"
_NAME = re.compile(
    r"[a-z-]{2,12}/[a-z0-9-]{1,180}/[a-z0-9-]{1,80}\.md|bilder/[1-9][0-9]{0,17}\.(?:md|jpg|png)"
)
#: What opening or reading a broken or strange ZIP file may raise: `ValueError` for a name that is
#: not in UTF-8, `RuntimeError` for a password, or a kind of ZIP file that is not known here.
_BROKEN = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
)
#: Of one file: a text with its head, or a picture as somebody may upload it.
_TEXT_BYTES = BODY_LIMIT + 64 * 1024
#: Of all: more than a town has, and read in minutes.
MOST_FILES, MOST_BYTES = 100_000, 8 * 1024**3
#: The first moment that a ZIP file can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class CannotWrite(Exception):
    """An archive cannot be written there; the message says why."""


class ArchiveFiles(ABC):
    """The files of an archive that is read, by their names."""

    def __init__(self, sizes: dict[str, int]) -> None:
        self.names = sorted(sizes)
        if len(sizes) > MOST_FILES or sum(sizes.values()) > MOST_BYTES:
            raise Unreadable(_("this archive is too large"))
        for name, size in sizes.items():
            self._check(name, size)

    @abstractmethod
    def _bytes(self, name: str, limit: int) -> bytes:
        """Return up to `limit` bytes of a file."""

    def bytes_of(self, name: str) -> bytes:
        """Return a file. Raises `Unreadable`, also where it is longer than it said."""
        limit = _limit(name)
        try:
            data = self._bytes(name, limit + 1)
        except _BROKEN as error:
            raise Unreadable(_("%(name)s cannot be read") % {"name": name}) from error
        if len(data) > limit:
            raise Unreadable(_("%(name)s is too large") % {"name": name})
        return data

    def text_of(self, name: str) -> str:
        """Return the text of a file, byte for byte. Raises `Unreadable`."""
        try:
            return self.bytes_of(name).decode()
        except UnicodeDecodeError as error:
            raise Unreadable(_("%(name)s is not written in UTF-8") % {"name": name}) from error

    @staticmethod
    def _check(name: str, size: int) -> None:
        if name != README and not _NAME.fullmatch(name):
            raise _foreign(name)
        if size > _limit(name):
            raise Unreadable(_("%(name)s is too large") % {"name": name})


class _Zip(ArchiveFiles):
    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        infos = [info for info in opened.infolist() if not info.is_dir()]
        for info in infos:
            mode = info.external_attr >> 16
            if info.flag_bits & 1 or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
                raise _foreign(info.filename)
        sizes = {info.filename: info.file_size for info in infos}
        if len(sizes) < len(infos):
            raise Unreadable(_("two of its files have the same name"))
        super().__init__(sizes)

    def _bytes(self, name: str, limit: int) -> bytes:
        with self._zip.open(name) as file:
            return file.read(limit)


class _Folder(ArchiveFiles):
    def __init__(self, path: Path) -> None:
        self._path = path
        sizes = {}
        for folder, folders, files in os.walk(path, onerror=_raise):
            for name in (*folders, *files):
                full = Path(folder, name)
                where = full.relative_to(path).as_posix()
                mode = full.lstat().st_mode
                if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
                    raise _foreign(where)
                if stat.S_ISREG(mode):
                    sizes[where] = full.lstat().st_size
            if len(sizes) > MOST_FILES:
                break
        super().__init__(sizes)

    def _bytes(self, name: str, limit: int) -> bytes:
        # It may have become a link since it was looked at.
        opened = os.open(self._path / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(opened, "rb") as file:
            return file.read(limit)


def _foreign(name: str) -> Unreadable:
    return Unreadable(_("%(name)s does not belong into an archive") % {"name": repr(name)[:80]})


def _raise(error: OSError) -> None:
    raise error


def _limit(name: str) -> int:
    return _TEXT_BYTES if name.endswith(".md") else PICTURE_BYTES


@contextmanager
def opened(path: Path) -> Iterator[ArchiveFiles]:
    """Open an archive to read it. Raises `Unreadable`."""
    with ExitStack() as open_files:
        try:
            if path.is_dir():
                files: ArchiveFiles = _Folder(path)
            else:
                files = _Zip(open_files.enter_context(zipfile.ZipFile(path)))
        except Unreadable:
            raise
        except _BROKEN as error:
            message = _("%(path)s is neither a folder nor a ZIP file that can be read")
            raise Unreadable(message % {"path": path}) from error
        yield files


def write(path: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write an archive, a ZIP file where the name ends so, else a folder; return its bytes.

    What stood there is replaced when the new one is whole. Raises `CannotWrite` where something
    else than an archive would be lost.
    """
    if path.suffix.lower() != ".zip":
        return _write_folder(path, files)
    if path.is_dir():
        raise CannotWrite(_("%(path)s is a folder") % {"path": path})
    partial = path.with_name(f"{path.name}.partial")
    with zipfile.ZipFile(partial, "w") as made:
        total = sum(_add(made, name, data) for name, data in files)
    partial.replace(path)
    return total


def _add(made: zipfile.ZipFile, name: str, data: bytes) -> int:
    info = zipfile.ZipInfo(name, _NO_TIME)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    # Pictures are compressed already.
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".md") else zipfile.ZIP_STORED
    made.writestr(info, data)
    return len(data)


def _write_folder(path: Path, files: Iterable[tuple[str, bytes]]) -> int:
    is_ours = path.is_dir() and (not any(path.iterdir()) or (path / README).is_file())
    if path.exists() and not is_ours:
        raise CannotWrite(_("%(path)s is there already and is no archive") % {"path": path})
    partial, before = (path.with_name(f"{path.name}.{end}") for end in ("partial", "before"))
    for left in (partial, before):
        shutil.rmtree(left, ignore_errors=True)
    total = 0
    for name, data in files:
        file = partial / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        total += len(data)
    if path.exists():
        path.rename(before)
    partial.rename(path)
    shutil.rmtree(before, ignore_errors=True)
    return total
