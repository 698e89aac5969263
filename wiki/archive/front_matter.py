"""What stands above the text of a file of an archive?

Lines between two lines of dashes, a key and a JSON value each: that is YAML, which other programs
read, and needs no reader of YAML here. The text below is kept byte for byte::

    ---
    title: "Repair-Café starten"
    language: "de"
    ---

    Ich werde oft gefragt …
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from text.files import Unreadable

_DASHES = "---\n"
_LINE = re.compile(r"([a-z][a-z0-9_]{0,39}): (.+)")
#: Signs of a whole head; ours have less than a thousand.
_LONGEST = 20_000


def written(head: Mapping[str, object], text: str) -> str:
    """Return a file with this head, in its order, and the text below it."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items()]
    return "".join([_DASHES, *lines, _DASHES, "\n", text])


def read(file: str) -> tuple[dict[str, Any], str]:
    """Return head and text of a file. Raises `Unreadable`."""
    start = file.removeprefix("\ufeff")
    end = start.find(f"\n{_DASHES}\n", 0, _LONGEST)
    if not start.startswith(_DASHES) or end < 0:
        raise Unreadable(_("it does not begin with a head between two lines of three dashes"))
    head: dict[str, Any] = {}
    for line in start[len(_DASHES) : end].split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or match[1] in head:
            raise Unreadable(
                _("its head has a line that is not understood: %(line)s") % {"line": line[:60]}
            )
        try:
            head[match[1]] = value = json.loads(match[2])
            # JSON can write half a character, which can be neither stored nor said.
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            words = {"key": match[1]}
            raise Unreadable(
                _("the value of %(key)s in its head is not understood") % words
            ) from error
    return head, start[end + len(_DASHES) + 2 :]
