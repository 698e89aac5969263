"""Each word of docs/glossary.md stands in what the page names for it."""

import ast
import re

import pytest

from tests.architecture.foreign import source_of
from tests.architecture.our_use import CHECKOUT

PAGE = (CHECKOUT / "docs/glossary.md").read_text(encoding="utf-8")
WORDS = re.findall(r"^\| ([a-z ]+) \| (.+) \| (`.+`) \|$", PAGE, re.MULTILINE)
#: Two that the code spells otherwise.
SPELLED = {
    "content version": "version",
    "entry of search": "entry",
    "state seen": "seen",
    "kind of entry": "kind",
}


def test_words_are_in_order_and_each_has_one_sentence() -> None:
    words = [word for word, _sentence, _where in WORDS]
    assert len(words) == PAGE.count("\n| ") - 1 > 30
    assert words == sorted(set(words))
    assert all(re.fullmatch(r"[A-Z].+\.", sentence) for _word, sentence, _where in WORDS)


@pytest.mark.parametrize(("word", "where"), [(word, where) for word, _s, where in WORDS])
def test_a_word_stands_where_the_glossary_says(word: str, where: str) -> None:
    for name in re.findall(r"`([\w.]+)`", where):
        node = source_of(name)
        assert node is not None, f"{name} is gone: the glossary names it for “{word}”."
        spelled = SPELLED.get(word, word).replace(" ", "_| ")
        stem = re.compile(spelled.removesuffix("y"), re.IGNORECASE)
        assert stem.search(f"{name} {ast.unparse(node)}"), f"{name} does not say “{word}”."


def test_a_newcomer_finds_the_page() -> None:
    assert "(glossary.md)" in (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
