"""The sentences of the interface: all in German, the main paths in easy language."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.test import Client
from django.utils import translation

from cms.admin.wagtail_overrides import BETTER
from config.translations import missing

TEMPLATES = settings.BASE_DIR / "templates"
#: What every page shows, the editorial pages, search, and the way to comment.
MAIN_PATHS = (
    "base.html",
    "404.html",
    "cms/_*.html",
    "cms/*_page.html",
    "cms/page.html",
    "cms/blocks/*.html",
    "components/breadcrumb.html",
    "components/card.html",
    "components/error_summary.html",
    "components/field.html",
    "components/footer.html",
    "components/form.html",
    "components/header.html",
    "components/hero.html",
    "components/language_switch.html",
    "components/messages.html",
    "components/meta_line.html",
    "components/notices.html",
    "components/pagination.html",
    "components/print_button.html",
    "components/search_form.html",
    "components/share.html",
    "components/skip_links.html",
    "community/comment.html",
    "community/talk.html",
    "community/talk_comment.html",
    "search/nothing.html",
    "search/results.html",
)
_SHORT = re.compile(r"""{%\s*translate\s+(["'])(.+?)\1""")
_LONG = re.compile(
    r"{%\s*blocktranslate(?P<options>[^%]*)%}(?P<words>.*?)"
    r"(?:{%\s*plural\s*%}.*?)?{%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
_VARIABLE = re.compile(r"{{\s*([\w.]+)[^}]*}}")


def sentences(path: Path) -> Iterator[str]:
    """Return what a template says, as the catalogues spell it."""
    source = path.read_text(encoding="utf-8")
    yield from (found[2] for found in _SHORT.finditer(source))
    for found in _LONG.finditer(source):
        lines = found["words"].strip().splitlines()
        words = " ".join(line.strip() for line in lines)
        yield _VARIABLE.sub(r"%(\1)s", words)


def test_every_sentence_exists_in_german() -> None:
    assert missing("de") == set()


def test_the_main_paths_exist_in_easy_language() -> None:
    catalogue = polib.pofile(settings.BASE_DIR / "locale/de_Simple/LC_MESSAGES/django.po")
    known = {entry.msgid for entry in catalogue if entry.translated()}
    paths = {path for pattern in MAIN_PATHS for path in TEMPLATES.glob(pattern)}
    assert len(paths) > len(MAIN_PATHS)
    lacking = {
        f"{path.relative_to(TEMPLATES)}: {sentence}"
        for path in paths
        for sentence in sentences(path)
        if sentence not in known
    }
    assert not lacking, "\n".join(sorted(lacking))


#: Words of Wagtail's that we say otherwise and that are right in its places too.
SAID_OTHERWISE = {
    *BETTER,
    *("(optional)", "Administrator", "All", "Caption", "Email", "History", "Home", "Next"),
    *("Number", "Previous", "Search", "Search the whole site", "Show", "Status", "Type"),
    *("account", "revision", "revisions", "status"),
}


def test_no_word_of_ours_changes_what_the_administration_says() -> None:
    """“Reports” became “Meldungen” and “Date” “Termin”: our catalogue wins over Wagtail's."""
    ours = polib.pofile(settings.BASE_DIR / "locale/de/LC_MESSAGES/django.po")
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in ours if entry.msgstr}
    catalogues = sorted(Path(wagtail.__file__).parent.glob("**/locale/de/LC_MESSAGES/django.mo"))
    assert catalogues
    changed = {
        entry.msgid
        for path in catalogues
        for entry in polib.mofile(path)
        if known.get((entry.msgctxt, entry.msgid), entry.msgstr) != entry.msgstr != ""
    }
    assert changed - SAID_OTHERWISE == set()


def test_easy_language_falls_back_on_german_and_english_on_its_own_words() -> None:
    with translation.override("de-simple"):
        assert translation.gettext("Write a comment") == "Einen Kommentar schreiben"
        assert translation.gettext("Explained words") == "Erklärte Wörter"
    with translation.override("en"):
        assert translation.gettext("Write a comment") == "Write a comment"


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Zum Inhalt"), ("/en", "Skip to content"), ("/de-simple", "Zum Inhalt")],
)
def test_the_frame_speaks_the_language_of_its_address(
    client: Client, db: None, prefix: str, words: str
) -> None:
    assert words in client.get(f"{prefix}/suche/").content.decode()
