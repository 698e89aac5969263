"""The beginning of an article in a few words."""

import pytest

from wiki.summaries import DESCRIPTION_LENGTH, shortened, summary_of


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Eine Bank.</p><p>Zwei.</p>", "Eine Bank."),
        ("<h2>Wo</h2>\n<p>Am\n <b>Fluss</b>&nbsp;&amp; Steg.</p>", "Am Fluss & Steg."),
        ("<h2>Wo</h2>", ""),
        ("", ""),
        ("<p></p><p>Zwei.</p>", ""),
        ("<p>&lt;b&gt;</p>", "<b>"),
    ],
)
def test_the_first_paragraph(html: str, words: str) -> None:
    assert summary_of(html) == words


def test_it_has_a_length() -> None:
    summary = summary_of(f"<p>{'Wort ' * 100}</p>")
    assert summary.endswith("Wort …")
    assert len(summary) <= DESCRIPTION_LENGTH + 2


@pytest.mark.parametrize(
    ("words", "length", "short"),
    [
        ("Eine Bank", 9, "Eine Bank"),
        ("Eine Bank", 8, "Eine …"),
        ("Eine Bank", 5, "Eine …"),
        ("Eine Bank am Fluss", 12, "Eine Bank …"),
        ("Donaudampfschiff", 5, "Donau …"),
        ("", 5, ""),
    ],
)
def test_lines_are_cut_between_words(words: str, length: int, short: str) -> None:
    assert shortened(words, length) == short
