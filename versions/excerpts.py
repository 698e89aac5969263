"""What is new in a text, in its first words? For deciding in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from text.markdown import to_plain
from text.sections import split_lines
from versions.models import AbstractRevision

#: More of a text is not looked at: nobody reads more in a list.
READ = 1000
#: A picture that is cut in two would be read as words.
_CUT_PICTURE = re.compile(r"!\[[^\]\n]*(?:\](?:\([^)\n]*)?)?\Z")


def named(model: type[AbstractRevision], keys: Iterable[tuple[int, int]]) -> QuerySet[Any]:
    """Return revisions by their things' keys and their numbers; a hidden text stays hidden."""
    wanted = Q(pk__in=())
    for pk, number in keys:
        wanted |= Q(**{model.thing_field: pk, "number": number})
    return model._default_manager.filter(wanted, text_hidden=False)


def what_is_new(old: str, new: str, *, most: int = READ) -> str:
    """Return the lines that only the new text has; where there are none, what was taken away."""
    added = what_is_added(old, new, most=most)
    if added:
        return added
    gone = Truncator(plain(_only_in(old, new))).chars(most)
    return _("Taken away: %(words)s") % {"words": gone} if gone else ""


def what_is_added(old: str, new: str, *, most: int = READ) -> str:
    """Return the lines that only the new text has; "" where there are none."""
    return Truncator(plain(_only_in(new, old))).chars(most)


def plain(source: str) -> str:
    """Return the first words of a text, on one line."""
    start = source if len(source) <= READ else _CUT_PICTURE.sub("", source[:READ])
    return " ".join(to_plain(start).split())


def _only_in(text: str, other: str) -> str:
    known = {line.strip() for line in split_lines(other)}
    return "".join(line for line in split_lines(text) if line.strip() not in known)
