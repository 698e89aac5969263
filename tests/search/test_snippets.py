"""Which passage is shown: one that tells something, with what was sought, whatever the text is."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import contract
from search.request import SearchRequest
from search.snippets import LETTERS, as_a_line, snippet
from tests.search.both_engines import publish
from tests.search.fake_source import MemorySource

CONTENTS = "Inhalt\n" + "\n".join(
    f"{number}. Brunnen {name} {number * 7}"
    for number, name in enumerate(("Lage", "Kosten", "Zeitplan", "Pflege", "Technik"), start=1)
)
SENTENCE = (
    "Der Brunnen am Marktplatz läuft von April bis Oktober, wenn es nachts nicht mehr friert."
)
FILLER = " ".join(["Hier steht etwas ganz anderes, das niemand gerade wissen will."] * 8)


@pytest.mark.django_db
@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "text",
    [
        f"{CONTENTS}\n\n{FILLER}\n\n{SENTENCE}\n\n{FILLER}",
        f"{FILLER}\n\n{SENTENCE}\n\n{FILLER}\n\nBrunnen, Brunnen Süd und Brunnen Nord",
    ],
    ids=["contents", "links"],
)
def test_sentences_are_shown_rather_than_contents_or_links(
    articles: MemorySource, text: str
) -> None:
    articles.put(1, title="Wasser", text=text)
    publish(articles, 1)
    (hit,) = contract.find(SearchRequest("Brunnen")).hits
    assert "<mark>Brunnen</mark> am Marktplatz" in hit.snippet


def test_contents_are_shown_when_they_know_more() -> None:
    shown = snippet(f"{SENTENCE} {FILLER}\n{CONTENTS}", {"brunn", "kost", "brunnen", "kosten"})
    assert "<mark>Kosten</mark>" in shown


def test_a_word_at_the_very_end_is_shown_with_what_is_before() -> None:
    shown = snippet(f"{FILLER} Ganz am Ende: Brunnen.", {"brunn", "brunnen"})
    assert shown.endswith("<mark>Brunnen</mark>.")
    assert len(shown) > LETTERS / 2


@given(
    st.lists(st.sampled_from(["Brunnen", "der", "\n", "1.", "<b>", "Stadt", ". "]), max_size=150)
)
def test_any_text_gives_a_piece_of_itself_with_the_word(pieces: list[str]) -> None:
    text = " ".join(pieces)
    shown = snippet(text, {"brunn", "brunnen"})
    assert ("<mark>" in shown) == ("Brunnen" in text)
    plain = unescape(re.sub(r"</?mark>", "", shown)).removeprefix("… ").removesuffix(" …")
    assert plain in text
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Was es gibt\n\nLäden am Platz.", "Was es gibt · Läden am Platz."),
        ("Es gibt Kuchen.\n\nWann und wo", "Es gibt Kuchen. Wann und wo\xa0…"),
        ("Mehr dazu:\n\nein Gast", "Mehr dazu: ein Gast\xa0…"),
        ("auf dem Weg zum\nRathaus.", "auf dem Weg zum Rathaus."),
        ("<mark>Bänke</mark>\n\nam Hang", "<mark>Bänke</mark> · am Hang\xa0…"),
        ("Sie sagte: &quot;Ja.&quot;", "Sie sagte: &quot;Ja.&quot;"),
        ("… mitten darin …", "… mitten darin …"),
        ("", ""),
    ],
)
def test_headings_do_not_run_into_what_follows(passage: str, line: str) -> None:
    assert as_a_line(passage) == line


@pytest.mark.parametrize("sought", [(), ("beet",)])
def test_every_part_of_a_passage_is_escaped(sought: tuple[str, ...]) -> None:
    shown = snippet("<i>Ein</i> Beet & <i>mehr</i>", sought)
    assert "<i>" not in shown
    assert shown.replace("<mark>", "").replace("</mark>", "") == (
        "&lt;i&gt;Ein&lt;/i&gt; Beet &amp; &lt;i&gt;mehr&lt;/i&gt;"
    )
