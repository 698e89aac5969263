"""How is the difference between two texts shown? Values for `components/diff.html`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from text.excerpted import is_delimiter
from text.gone_pictures import without_gone
from versions.diff import Diff, DiffRow, Gap, collapse, diff
from versions.readable import ProseRows
from versions.wordmarks import Segment

SHOWN_AROUND = 2
#: A sign that means itself, or the end of a line that is one.
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~]|\n|\Z)")
#: Rows of a page: nobody reads more, and each takes about 0.1 ms.
SHOWN_AT_MOST = 1_000


def difference(
    old: str, new: str, *, old_label: str, new_label: str, is_markdown: bool = False
) -> dict[str, Any]:
    """Return what `versions/difference.html` shows of two texts; takes at most about a second.

    `is_markdown` shows it as readers see it; without, as it is written. Neither says anything of
    pictures that are gone.
    """
    old, new = without_gone(old), without_gone(new)
    found = diff(old, new)
    return {
        "rows": as_shown(found.rows, ProseRows(found) if is_markdown else None),
        "old_label": old_label,
        "new_label": new_label,
        "note": _note(found, old, new),
        "added": found.added,
        "removed": found.removed,
    }


def as_shown(rows: Sequence[DiffRow], reader: ProseRows | None = None) -> list[dict[str, Any]]:
    """Return the rows of a page: what is different, what stands around it, and what is left out."""
    collapsed = collapse(rows, SHOWN_AROUND)
    if reader:  # the line below the heading of a table says nothing to readers
        collapsed = [row for row in collapsed if not _is_idle(row)]
    shown = [_row(row, reader) for row in collapsed[:SHOWN_AT_MOST]]
    left_out = sum(row.count if isinstance(row, Gap) else 1 for row in collapsed[SHOWN_AT_MOST:])
    if left_out:
        shown.append({"kind": "gap", "text": _not_shown(left_out)})
    return shown


def _is_idle(row: DiffRow | Gap) -> bool:
    return row.kind == "context" and is_delimiter(row.new_text)


def _note(found: Diff, old: str, new: str) -> str:
    """Say in words what the rows alone would not tell."""
    if old == new:
        return _("The two versions are the same.")
    if found.is_empty:
        return _("Only blanks and line breaks are different.")
    if not found.complete:
        return _("The texts differ so much that not every word could be compared.")
    return ""


def _row(row: DiffRow | Gap, reader: ProseRows | None) -> dict[str, Any]:
    if isinstance(row, Gap):
        return {"kind": "gap", "text": _unchanged(row.count)}
    kind = {
        "context": "same",
        "moved_away": "moved",
        "moved_here": "moved",
    }.get(row.kind, row.kind)
    sides = reader.sides(row) if reader else None
    if sides:
        old, new = sides
        return {"kind": kind, "old": old, "new": new, "text": _moved(row), "is_prose": True}
    is_read = kind in ("same", "added", "removed")
    return {
        "kind": kind,
        "old": _marked(row.old, "del" if kind in ("changed", "moved") else "", is_read=is_read),
        "new": _marked(row.new, "ins" if kind in ("changed", "moved") else "", is_read=is_read),
        "text": _moved(row),
    }


def _unchanged(count: int) -> str:
    message = ngettext(
        "%(count)d paragraph or line without changes",
        "%(count)d paragraphs or lines without changes",
        count,
    )
    return message % {"count": count}


def _not_shown(count: int) -> str:
    message = ngettext(
        "%(count)d more paragraph or line is not shown here",
        "%(count)d more paragraphs or lines are not shown here",
        count,
    )
    return message % {"count": count}


def _moved(row: DiffRow) -> str:
    if row.kind == "moved_away":
        return _("stands further down or up now (number %(number)d)") % {"number": row.partner}
    if row.kind == "moved_here":
        return _("stood elsewhere before (number %(number)d)") % {"number": row.partner}
    return ""


def _marked(segments: Iterable[Segment], tag: str, *, is_read: bool) -> str:
    """Return escaped text with the changed words in an element.

    `is_read` shows a sign behind a backslash as a page does, without it. Not where words of a line
    have changed: the backslash may be what was taken away, which makes a link.
    """
    shown = [(_BACKSLASH.sub(r"\1", s.text) if is_read else s.text, s.marked) for s in segments]
    return "".join(
        f"<{tag}>{escape(words)}</{tag}>" if tag and marked else str(escape(words))
        for words, marked in shown
    )
