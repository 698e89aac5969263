"""Which files of a delivery are meant? Systems write "5.JSON", "70.TXT" and "Papers", too."""

from __future__ import annotations

from pathlib import Path


def named(folder: Path) -> dict[str, Path]:
    """Return the files and folders of a delivery by their names in small letters."""
    return {path.name.lower(): path for path in _inside(folder)}


def ending(folder: Path | None, end: str) -> list[Path]:
    """Return the files of a folder that end like this; none where there is no folder."""
    return [path for path in _inside(folder) if path.suffix.lower() == end]


def _inside(folder: Path | None) -> list[Path]:
    """Return what is in a folder, without the shadows ("._7.json") some systems leave."""
    found = sorted(folder.glob("*")) if folder and folder.is_dir() else []
    return [path for path in found if not path.name.startswith(".")]
