"""What the editor of a translation shows: sentences as people write them, and days in their words.

Wagtail-localize shows the text of a title as HTML ("Wann &amp; wo?"), and days in the way of the
machine ("1 December 2026", in UTC).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

_ALONE = re.compile(r"&amp;(?![\w#])")


def install() -> None:
    """Wrap the method that says when a sentence was translated; once, when all apps are loaded."""
    comment = StringTranslation.get_comment
    if not hasattr(comment, "__wrapped__"):
        StringTranslation.get_comment = with_days(comment)


def for_translators(props: str) -> str:
    """Return what the program of the editor is given, with sentences as people write them."""
    given = json.loads(props)
    for segment in given["segments"]:
        if segment["type"] == "string":
            segment["source"] = as_written(segment["source"])
    return json.dumps(given)


def as_written(html: str) -> str:
    """Return a sentence with "&" and ">" as they are, where that says the same.

    Whoever types it so has typed the same sentence. "<" stays written out, as tags begin with it,
    and "&" before a letter, where the parser of Wagtail-localize loses it ("R&D" becomes "RD").
    """
    plain = _ALONE.sub("&", html.replace("&gt;", ">"))
    return plain if StringValue.from_translated_html(plain).data == html else html


def with_days(comment: Callable[[StringTranslation], str]) -> Callable[[StringTranslation], str]:
    """Return a method that says the day in the reader's language and time zone."""

    @wraps(comment)
    def get_comment(self: StringTranslation) -> str:
        return comment(_Told(self))

    return get_comment


class _Told:
    """A translation whose day is written as the site writes days, whatever the format asked for."""

    def __init__(self, row: StringTranslation) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, name)

    @property
    def updated_at(self) -> _Day:
        return _Day(self._row.updated_at)


class _Day:
    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def strftime(self, _format: str) -> str:
        return date_format(timezone.localtime(self._moment), "DATE_FORMAT")
