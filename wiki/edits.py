"""What somebody wants to write: the values of an edit, checked before anything else happens."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _

from accounts import naming
from accounts.models import User
from community.trust import Change
from districts.models import District
from text import names
from wiki.errors import Invalid, TooLong
from wiki.models import BODY_LIMIT, TITLE_LENGTH

SUMMARY_LENGTH = 300
# Not printable, yet wanted: a soft hyphen in a long word, the joiners of emoji.
_ALLOWED_CONTROLS = frozenset("\u00ad\u200c\u200d")


class Kept(Enum):
    """The district stays what it is; None would mean "allgemein"."""

    KEEP = "keep"


KEEP = Kept.KEEP


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit as wanted; `body`, `title` and `topics` (primary keys) are None when they stay."""

    body: str | None
    title: str | None = None
    topics: tuple[int, ...] | None = None
    district: District | Kept | None = KEEP
    summary: str = ""
    minor: bool = False
    author: User | None = None
    author_name: str = ""
    carries: int = 0
    hand_on: bool = False


def checked(
    *,
    body: str | None,
    title: str | None = None,
    topics: Iterable[int] | None = None,
    district: District | Kept | None = KEEP,
    summary: str = "",
    minor: bool = False,
    author: User | None = None,
    author_name: str = "",
    carries: int = 0,
    hand_on: bool = False,
) -> Edit:
    """Return the edit, or raise `Invalid` or `TooLong` naming the field that is wrong.

    The body stays as it is, byte for byte; lines of one line lose outer and repeated blanks.
    """
    if body is not None:
        check_body(body)
    return Edit(
        body=body,
        title=None if title is None else checked_title(title),
        topics=None if topics is None else tuple(sorted(set(topics))),
        district=district,
        summary=_line(summary, "summary", SUMMARY_LENGTH),
        minor=minor,
        author=author,
        author_name="" if author else _guest_name(author_name),
        carries=carries,
        hand_on=hand_on,
    )


def check_body(body: str) -> None:
    """Raise when a text cannot be kept: too long, or not text."""
    try:
        size = len(body.encode())
    except UnicodeEncodeError as error:
        raise Invalid(
            _("The text contains half a character and cannot be kept."), field="body"
        ) from error
    if size > BODY_LIMIT:
        message = _("The text has %(size)d kB; the limit is %(limit)d kB. Please split it.")
        values = {"size": -(-size // 1024), "limit": BODY_LIMIT // 1024}
        raise TooLong(message % values, field="body")
    if "\x00" in body:
        raise Invalid(_("The text contains a NUL character and cannot be kept."), field="body")
    if not body.strip():
        raise Invalid(_("Please write something."), field="body")


def checked_title(title: str) -> str:
    """Return a title on one line; raise `Invalid` when it is none."""
    tidy = names.clean(title)
    if not tidy:
        raise Invalid(_("Please give a title."), field="title")
    why = names.problem(tidy)
    if why:
        raise Invalid(names.PROBLEMS[why], field="title")
    return _bounded(tidy, "title", TITLE_LENGTH)


def _guest_name(name: str) -> str:
    """Return what a guest wants to be called; "" is a guest without a name."""
    if not name.strip():
        return ""
    try:
        return naming.checked(name)
    except naming.NameRefused as error:
        raise Invalid(str(error), field="author_name") from error


def _line(text: str, field: str, limit: int) -> str:
    tidy = " ".join(text.split())
    if any(_is_control(char) for char in tidy):
        raise Invalid(_("This line contains signs that cannot be shown."), field=field)
    return _bounded(tidy, field, limit)


def _bounded(tidy: str, field: str, limit: int) -> str:
    if len(tidy) > limit:
        message = _("At most %(limit)d characters, please.") % {"limit": limit}
        raise Invalid(message, field=field)
    return tidy


def _is_control(char: str) -> bool:
    # Cc, Cf, Cs, Co, Cn: among them the signs that turn the direction of the words around them.
    return unicodedata.category(char)[0] == "C" and char not in _ALLOWED_CONTROLS


def change_of(before: str, after: str, urls: Iterable[str] = ()) -> Change:
    """Return what an edit does to a text: words taken away, foreign addresses (`urls`) added.

    Words are counted wherever they stand, so that moving a paragraph takes nothing away.
    """
    gone = Counter(before.split()) - Counter(after.split())
    return Change(
        before=len(before),
        removed=sum(len(word) * count for word, count in gone.items()),
        links=sum(url not in before for url in urls),
    )
