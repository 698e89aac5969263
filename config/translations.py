"""Which sentences of the interface lack a translation."""

import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

Key = tuple[str, str]  # context and msgid

# Every sentence exists in German; easy language has at least the main paths, which are the parts
# of the templates that every page shows and the search. msgids are English themselves.
COMPLETE = ("de",)


def used_messages() -> set[Key]:
    """Return every message that code and templates use, found with gettext's own tools.

    Raises `CommandError` where gettext is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        # Of a copy: makemessages writes into whatever `locale` it finds beside the sources.
        site = Path(folder) / "site"
        _copy_sources(site)
        with override_settings(LOCALE_PATHS=[str(site / "locale")]), chdir(site):
            call_command("makemessages", locale=["de"], no_location=True, verbosity=0)
        return {_key(entry) for entry in polib.pofile(_path(site / "locale", "de"))}


def _copy_sources(target: Path) -> None:
    (target / "locale").mkdir(parents=True)
    for folder in settings.BASE_DIR.iterdir():
        package = (folder / "__init__.py").exists() and folder.name != "tests"
        if package or folder.name == "templates":
            shutil.copytree(folder, target / folder.name, ignore=_all_but_sources)


def _all_but_sources(folder: str, names: list[str]) -> list[str]:
    return [
        name
        for name in names
        if not name.endswith((".py", ".html", ".txt")) and not (Path(folder) / name).is_dir()
    ]


def missing(language: str) -> set[Key]:
    """Return the used messages that a language's catalogue lacks, has empty or marks as unsure."""
    path = _path(settings.BASE_DIR / "locale", language)
    done = {_key(entry) for entry in polib.pofile(path) if entry.translated()}
    return used_messages() - done


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _path(folder: Path, language: str) -> str:
    return str(folder / language / "LC_MESSAGES" / "django.po")
