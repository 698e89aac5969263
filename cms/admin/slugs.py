"""The address that the editor in the browser makes of a title while one types.

Wagtail drops the dots ("fur-altere") and glues what a slash or a dash joins. Its field takes
patterns to be put right before; these give what `text.slugs` gives, which is what the server makes.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from wagtail.admin.widgets import SlugInput

from text.slugs import MAX_LENGTH, SPELLED_OUT

#: For JavaScript, which knows letters of all scripts as \\p{L}; each with what it becomes.
PATTERNS = (
    *(
        (f"{letter}|{unicodedata.normalize('NFD', letter)}", spelled)
        for letter, spelled in SPELLED_OUT.items()
    ),
    (r"(?<=[\p{L}\p{N}])['’`´](?=[\p{L}\p{N}])", ""),
    ("&", " und "),
    (r"[^\p{L}\p{N}\p{M}]+", " "),
    (r"^ | $", ""),
    # Too long an address is cut at a word.
    (rf"^(?=.{{{MAX_LENGTH + 1}}})(.{{1,{MAX_LENGTH}}}) .*$", "$1"),
)
ATTRIBUTE = "data-w-slug-formatters-value"


def install() -> None:
    """Give the patterns to every field for a slug; once."""
    begin = SlugInput.__init__
    if begin.__module__ == __name__:
        return

    def begin_german(self: SlugInput, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        patterns = [[[pattern, "gu"], spelled] for pattern, spelled in PATTERNS]
        begin(self, {ATTRIBUTE: json.dumps(patterns), **(attrs or {})}, **kwargs)

    SlugInput.__init__ = begin_german
