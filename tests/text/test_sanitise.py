"""Nothing a person types may run in another person's browser."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.fixtures.conditions import full_proofs
from tests.text.vectors import live, vectors
from text.markdown import LinkTarget, render
from text.rendering import as_typed
from text.sanitise import clean_article, without_tags


def test_the_check_itself_sees_what_is_live() -> None:
    for hostile in (
        "<script>x</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        "<p style='x'>x</p>",
        "<svg><p>x</p></svg>",
    ):
        assert live(hostile)


def test_no_vector_lives_in_rendered_markdown() -> None:
    count = 0
    for vector in vectors():
        count += 1
        assert not live(render(vector).html), vector
    assert count > 7000


def test_no_vector_lives_where_markdown_puts_it() -> None:
    """In addresses, titles, alternative texts, code languages, headings, call-outs, wiki links."""
    for vector in islice(vectors(), 0, None, 1 if full_proofs() else 10):
        line = " ".join(vector.split())
        source = (
            f'# {line}\n\n[a]({line} "{line}") ![{line}]({line}) <{line}> [[{line}]]\n\n'
            f"```{line}\nx\n```\n\n::: hinweis {line}\n{line}\n:::\n\n|{line}|\n|--|\n|{line}|\n"
        )
        html = render(source, links=lambda found: {link: LinkTarget("/x") for link in found}).html
        assert not live(html), vector


def test_no_vector_lives_in_the_cleaners_or_the_fallback() -> None:
    for vector in vectors():
        for html in (clean_article(vector), without_tags(vector)):
            assert not live(html), vector
        assert not live(as_typed(vector).html), vector


def test_what_our_renderer_makes_passes_unchanged() -> None:
    html = (
        '<h2 id="a">A</h2><p><a href="/x" class="wikilink wikilink-missing" rel="nofollow">x</a>'
        '<img src="/m.png" alt="m" loading="lazy"></p>'
        '<div class="callout callout-note" role="note"><p class="callout-title">Hinweis</p></div>'
        '<div class="table-scroll" tabindex="0"><table><thead><tr>'
        '<th class="align-right" scope="col">A</th></tr></thead></table></div>'
        '<ol start="3"><li>x</li></ol>'
    )
    assert clean_article(html) == html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<p class="callout modal" id="x">a</p>', '<p class="callout">a</p>'),
        ('<input type="checkbox" disabled="" name="q">', '<input type="checkbox" disabled="">'),
        ('<div role="dialog" tabindex="5">a</div>', "<div>a</div>"),
        ("<h1>a</h1>", "a"),
        ('<a href="ftp://x">a</a>', "<a>a</a>"),
        ('<form action="/x"><button>b</button></form>', "b"),
        ("<b>a</b><!-- c -->", "a"),
    ],
)
def test_everything_else_is_taken_out(dirty: str, clean: str) -> None:
    assert clean_article(dirty) == clean


def test_every_input_becomes_a_disabled_box() -> None:
    html = clean_article('<input type="text" name="q" value="x" autofocus>')
    assert set(html.strip("<>").split()) == {"input", 'type="checkbox"', 'disabled=""'}


def test_words_alone_are_what_is_left_without_tags() -> None:
    assert without_tags("<em>a</em> &amp; <script>b</script>") == "a &amp; "
