"""Compiles the message catalogues, so that running the site needs no gettext tools."""

from pathlib import Path

import polib


def compile_stale(folder: Path) -> list[Path]:
    """Compile every `.po` below `folder` whose `.mo` is missing or older; return the written files.

    The `.mo` appears by rename, so that two starting processes never read half a file.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        scratch = target.with_suffix(f".{id(target)}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(scratch))
        scratch.replace(target)
        written.append(target)
    return written
