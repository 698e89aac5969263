"""How are files of other people read? Whole, or not at all, and what is wrong is said plainly.

Whoever brings a file in has it from a program or a person who is not at hand: the sentence names
the file, the line where there is one, and what to do. `Unreadable` carries that sentence.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

#: How files of other kinds begin that are taken for text.
_KINDS = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"%PDF", "PDF"),
    (b"SQLite format 3", "SQLite"),
)
#: Byte order marks, the longer ones first: UTF-32 begins like UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Words of JSON, and of what Python reads as such: the beginning of one may be what a cut has left.
_WORDS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")
#: So may a point or an exponent without digits, and an escape that is not whole.
_CUT_NUMBER, _CUT_ESCAPE = re.compile(r"\.|[eE][+-]?"), re.compile(r"\\|u[0-9a-fA-F]{0,4}")


class Unreadable(ValueError):
    """The file cannot be used; the message is a sentence for the person who gave it."""


def text_of(path: Path, *, name: str = "") -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or -32 where it says so.

    `name` is how the file is called in sentences. Raises `Unreadable`.
    """
    return decoded(bytes_of(path, name=name), name=name or str(path))


def json_of(path: Path, *, name: str = "") -> Any:
    """Return what a JSON file holds. Raises `Unreadable`."""
    return parsed(text_of(path, name=name), name=name or str(path))


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number and text of every line that holds something. Raises `Unreadable` on the way.

    Only line feeds end lines: other breaks may stand within JSON texts.
    """
    try:
        with path.open("rb") as file:
            start = file.read(16)
            encoding = encoding_of(start)
            if encoding not in ("utf-8", "utf-8-sig") or _kind_of(start):
                yield from _numbered(text_of(path).split("\n"))
                return
            file.seek(0)
            for number, raw in enumerate(file, start=1):
                line = _line(raw, str(path), number)
                if line.strip():
                    yield number, line
    except OSError:
        bytes_of(path)  # says what is wrong
        raise


def _line(raw: bytes, name: str, number: int) -> str:
    try:
        return _unmarked(raw.decode()).rstrip("\r\n")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end >= len(raw):
            raise Unreadable(_torn(name, number)) from error
        raise Unreadable(_no_utf8(name, number)) from error


def _numbered(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(map(_unmarked, lines), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def _unmarked(text: str) -> str:
    """Return a text without byte order marks before it: put together, files bring one each."""
    return text.lstrip("\ufeff")


def bytes_of(path: Path, *, name: str = "") -> bytes:
    """Return the bytes of a file. Raises `Unreadable`."""
    name = name or str(path)
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(_("There is no file %(name)s.") % {"name": name}) from error
    except IsADirectoryError as error:
        raise Unreadable(_("%(name)s is a folder, not a file.") % {"name": name}) from error
    except PermissionError as error:
        raise Unreadable(_("%(name)s must not be read from here.") % {"name": name}) from error
    except (OSError, ValueError) as error:
        words = {"name": name, "error": error}
        raise Unreadable(_("%(name)s cannot be read: %(error)s.") % words) from error


def decoded(data: bytes, *, name: str) -> str:
    """Return bytes as text. Raises `Unreadable` with the line that is not in UTF-8."""
    kind = _kind_of(data)
    if kind:
        words = {"name": name, "kind": kind}
        raise Unreadable(_("%(name)s is a %(kind)s file, not text.") % words)
    encoding = encoding_of(data)
    try:
        return _unmarked(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if error.end >= len(data) and error.reason in ("unexpected end of data", "truncated data"):
            raise Unreadable(cut_off(name, line)) from error
        raise Unreadable(_no_utf8(name, line)) from error


def _kind_of(data: bytes) -> str:
    return next((kind for start, kind in _KINDS if data.startswith(start)), "")


def _no_utf8(name: str, line: int) -> str:
    return _(
        "%(name)s, line %(line)s: this is not UTF-8; the file was probably saved as “ANSI” "
        "or Windows-1252. Please save it as UTF-8 and try again."
    ) % {"name": name, "line": line}


def encoding_of(data: bytes) -> str:
    """Return in which Unicode encoding bytes are written, UTF-8 where nothing says otherwise."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    # Without a mark the zero bytes of the first letters tell, as RFC 4627 describes.
    return json.detect_encoding(data) if b"\x00" in data[:4] else "utf-8"


def parsed(text: str, *, name: str, line: int = 0) -> Any:
    """Return the value of a JSON text; `line` is where it stands if it is one line of a file.

    Raises `Unreadable`.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unreadable(_no_json(text, error, name, line)) from error
    except RecursionError as error:
        words = {"place": _place(name, line)}
        raise Unreadable(_("%(place)s: this is nested too deeply.") % words) from error
    except ValueError as error:  # a number with more digits than Python reads
        words = {"place": _place(name, line)}
        raise Unreadable(_("%(place)s: a number has too many digits.") % words) from error


def _no_json(text: str, error: json.JSONDecodeError, name: str, line: int) -> str:
    place = _place(name, line or error.lineno)
    if not text.strip():
        return _("%(name)s is empty.") % {"name": name}
    if text.lstrip().startswith("<"):
        return _("%(name)s is XML or a web page, not JSON.") % {"name": name}
    if _ends_in_the_middle(text, error):
        return _torn(name, line) if line else cut_off(name, text.rstrip().count("\n") + 1)
    if error.msg == "Extra data":
        return _("%(place)s: after the end of the JSON there is more.") % {"place": place}
    words = {"place": place, "column": error.colno}
    return _("%(place)s: from character %(column)s on this is not JSON.") % words


def _ends_in_the_middle(text: str, error: json.JSONDecodeError) -> bool:
    """Say whether JSON is right up to its end. Python names the beginning of the last word."""
    rest = text.rstrip()[error.pos :]
    if not rest or error.msg.startswith("Unterminated string"):
        return True
    if error.msg.startswith("Invalid \\"):
        return _CUT_ESCAPE.fullmatch(rest) is not None
    if text[error.pos - 1 : error.pos].isdigit():
        return _CUT_NUMBER.fullmatch(rest) is not None
    return error.msg == "Expecting value" and any(word.startswith(rest) for word in _WORDS)


def cut_off(name: str, line: int) -> str:
    """Return the sentence for a file that ends in the middle."""
    words = {"place": _place(name, line)}
    return _("%(place)s: the file ends in the middle; it was probably cut off.") % words


def _torn(name: str, line: int) -> str:
    words = {"place": _place(name, line)}
    return _("%(place)s: the line ends in the middle; the rest was probably cut off.") % words


def _place(name: str, line: int) -> str:
    if not line:
        return name
    return _("%(name)s, line %(line)s") % {"name": name, "line": line}


def readable(data: bytes) -> tuple[str, str]:
    """Return a text for reading whatever its encoding, and what had to be done for that ("").

    For texts that people read, where a sentence with a wrong letter is better than none.
    """
    encoding = encoding_of(data)
    try:
        return _unmarked(data.decode(encoding)), ""
    except UnicodeDecodeError:
        text = _unmarked(data.decode(encoding, errors="replace"))
    # A mark or zero bytes say what it is; so do letters beyond ASCII that came out right in UTF-8.
    if encoding != "utf-8" or any(ord(char) > 127 and char != "\ufffd" for char in text):
        words = {"encoding": "-".join(encoding.upper().split("-")[:2])}
        return text, _("is %(encoding)s with wrong signs in it; they were replaced") % words
    return data.decode("cp1252", errors="replace"), _("is not UTF-8; read as Windows-1252")
