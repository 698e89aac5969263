"""The interface calls a part of the city by one word; what a city calls its own is stored there."""

import re

import polib
import pytest
from django.conf import settings

#: By itself: "Stadtteilbüro" is what a place is called.
OTHER_WORD = re.compile(r"\bStadt-?[Tt]eil(?:e|en|s|seiten?)?\b")
#: What is read, besides the catalogues; addresses are no words.
READ = (
    *("cms/starter/*.toml", "cms/blocks/**/*.py"),
    *("templates/**/*.html", "templates/**/*.txt", "docs/editing.md"),
)


@pytest.mark.parametrize("language", ["de", "de_Simple"])
def test_no_sentence_calls_it_by_another_word(language: str) -> None:
    catalogue = polib.pofile(settings.BASE_DIR / f"locale/{language}/LC_MESSAGES/django.po")
    said = [(e.msgid, word) for e in catalogue for word in [e.msgstr, *e.msgstr_plural.values()]]
    assert any("bezirk" in word.lower() for _msgid, word in said)
    assert [msgid for msgid, word in said if OTHER_WORD.search(word)] == []


@pytest.mark.parametrize("pattern", READ)
def test_nor_does_what_is_there_from_the_beginning(pattern: str) -> None:
    files = [path for path in settings.BASE_DIR.glob(pattern) if path.is_file()]
    assert files or pattern.endswith("txt")
    wrong = [str(path) for path in files if OTHER_WORD.search(path.read_text(encoding="utf-8"))]
    assert wrong == []
