"""gettext's tools know `_` and Django's own names; a message behind another name is never found."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMPORTED_AS = re.compile(r"import [^\n]*\bn?p?gettext(?:_lazy)? as (\w+)")


def test_messages_are_called_by_names_that_the_tools_know() -> None:
    others = {
        (str(path.relative_to(ROOT)), name)
        for path in ROOT.glob("*/**/*.py")
        if "tests" not in path.parts and not path.parts[len(ROOT.parts)].startswith(".")
        for name in IMPORTED_AS.findall(path.read_text(encoding="utf-8"))
        if name != "_"
    }
    assert others == set()
