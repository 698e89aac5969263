"""What residents write, and what readers see."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.laws import laws
from text.markdown import LinkTarget, WikiLink, find_links, render, to_plain
from text.wikilinks import parse_link

_LINES = ["\n", "\n\n", "\r\n", "---\n", "|--|\n", "```\n", "::: hinweis\n", "[^1]: ", "# ", "- "]
_SIGNS = ["*", "_", "**", "[", "]", "[[", "]]", "(", ")", "|", "1. ", "> ", "#", "`", ":::", ": "]
_ODD = ["[^1]", "^[", "[ ] ", "[x] ", "~~", "    ", "\t", "\\", "<", ">", "&", "&amp;", "!", "\x00"]
_WORDS = ["https://a.de", "www.b.de", "c@d.de", "a", "ß", " ", ":", "\ud800", "\u2028"]
MARKUP = st.lists(st.sampled_from([*_LINES, *_SIGNS, *_ODD, *_WORDS]), max_size=60).map("".join)


def html(source: str) -> str:
    return render(textwrap.dedent(source)).html


def test_raw_html_is_shown_as_text() -> None:
    assert render("<b>x</b> <script>y</script>").html == (
        "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>\n"
    )


def test_table_scrolls_and_aligns_without_inline_styles() -> None:
    result = html(
        """
        | Tag | Uhr |
        |:----|----:|
        | Mo  | 9   |
        """
    )
    assert '<div class="table-scroll" tabindex="0">' in result
    assert '<th class="align-left" scope="col">Tag</th>' in result
    assert '<td class="align-right">9</td>' in result
    assert "style" not in result


def test_tasks_have_a_label() -> None:
    result = html("- [ ] Schlüssel **holen**\n- [x] Raum gebucht\n- [] keine\n")
    assert (
        '<li class="task-list-item"><label><input type="checkbox" disabled=""> Schlüssel'
        " <strong>holen</strong></label></li>"
    ) in result
    assert '<input type="checkbox" disabled="" checked=""> Raum gebucht' in result
    assert "<li>[] keine</li>" in result


def test_footnotes_point_both_ways() -> None:
    result = html("Satz.[^a]\n\n[^a]: Beleg.")
    assert '<a href="#fn1" id="fnref1">[1]</a>' in result
    assert '<li id="fn1" class="footnote-item">' in result
    assert 'href="#fnref1"' in result


def test_definition_list() -> None:
    assert "<dt>Kiez</dt>\n<dd>Quartier</dd>" in html("Kiez\n: Quartier\n")


@pytest.mark.parametrize(
    ("word", "kind", "label"),
    [("hinweis", "note", "Hinweis"), ("warnung", "warning", "Warnung"), ("tipp", "tip", "Tipp")],
)
def test_call_out(word: str, kind: str, label: str) -> None:
    result = html(f"::: {word}\nHeute **zu**.\n:::\n\nDanach")
    assert f'<div class="callout callout-{kind}" role="note">' in result
    assert f'<p class="callout-title">{label}</p>\n<p>Heute <strong>zu</strong>.</p>' in result
    assert result.endswith("</div>\n<p>Danach</p>\n")


def test_call_out_with_title_holds_lists_and_other_call_outs() -> None:
    result = html(":::: warnung Bei Regen\n- a\n\n::: tipp\nb\n:::\n::::\nc")
    assert '<p class="callout-title">Warnung: Bei Regen</p>' in result
    assert result.count('role="note"') == 2
    assert result.endswith("</div>\n</div>\n<p>c</p>\n")


def test_unknown_call_out_stays_text() -> None:
    assert render("::: bunt\na\n:::").html == "<p>::: bunt<br>\na<br>\n:::</p>\n"


def test_fence_inside_a_list_item_closes_with_it() -> None:
    assert html("- ::: hinweis\n  a\n\nb").endswith("<p>b</p>\n")


def test_headings_begin_at_two_and_end_at_six() -> None:
    result = render("# Eins\n\n## Zwei\n\n###### Sechs\n")
    assert [heading.level for heading in result.headings] == [2, 3, 6]
    assert result.html.startswith('<h2 id="eins">Eins</h2>')
    assert render("## Zwei\n\n### Drei").html == (
        '<h2 id="zwei">Zwei</h2>\n<h3 id="drei">Drei</h3>\n'
    )


def test_heading_ids_are_german_unique_and_keep_off_the_page() -> None:
    result = render("# Öffnungszeiten\n# Öffnungszeiten\n# Inhalt\n# fn1\n# …\n# Öffnungszeiten 2")
    anchors = [heading.anchor for heading in result.headings]
    assert anchors == [
        "oeffnungszeiten",
        "oeffnungszeiten-2",
        "inhalt-2",
        "fn1-2",
        "abschnitt",
        "oeffnungszeiten-2-2",
    ]


def test_heading_titles_are_words() -> None:
    (heading,) = render("# Das **neue** [[Ost:Café|Café]] `x`").headings
    assert heading.title == "Das neue Café x"
    assert heading.number == 1


def test_headings_in_quotations_open_no_section() -> None:
    result = render("# A\n\n> # B\n")
    assert [heading.title for heading in result.headings] == ["A"]
    assert '<h2 id="b">B</h2>' in result.html


def test_foreign_links() -> None:
    trusted = render("[x](https://example.org) https://example.org/a?b#c")
    assert trusted.html.count('class="external" rel="noopener"') == 2
    assert trusted.urls == ("https://example.org", "https://example.org/a?b#c")
    untrusted = render("<https://example.org> [y](/suche/) [z](//example.org)", nofollow=True)
    assert untrusted.html.count('rel="noopener nofollow ugc"') == 2
    assert '<a href="/suche/">y</a>' in untrusted.html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "ftp://x", "FILE:x"]
)
def test_links_with_other_schemes_stay_text(address: str) -> None:
    assert "<a" not in render(f"[x]({address}) <{address}> {address}").html


def test_bare_addresses_become_links_but_missing_blanks_do_not() -> None:
    """A blank is missing oftener than a scheme: what nobody meant leads nowhere (decision 18)."""
    for text in ("example.org/verein", "Im Garten.Bank/Stuhl mitbringen", "Mo.info/Di.de"):
        assert "<a" not in render(text).html
    result = render("www.example.org/weg. info@example.org Haus.Am 9.Mai z.B.de").html
    assert '<a href="https://www.example.org/weg" ' in result
    assert '<a href="mailto:info@example.org">' in result
    assert result.count("<a ") == 2


def test_only_own_pictures_are_shown() -> None:
    result = render("![Hof](/media/hof.png) ![Fern](https://example.org/x.png)").html
    assert '<img src="/media/hof.png" alt="Hof" loading="lazy">' in result
    assert '<a href="https://example.org/x.png" class="external" rel="noopener">Fern</a>' in result
    assert render("[![Fern](//x.de/y)](/z)").html == '<p><a href="/z">Fern</a></p>\n'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("Markt", ("article", "Markt", None, "Markt", "", "Markt")),
        (" Ost : Markt ", ("article", "Ost : Markt", "Ost", "Markt", "", "Markt")),
        ("Ost:Markt|der Markt", ("article", "Ost:Markt", "Ost", "Markt", "", "der Markt")),
        ("Markt#Anfahrt", ("article", "Markt", None, "Markt", "Anfahrt", "Markt")),
        ("#Anfahrt", ("article", "", None, "", "Anfahrt", "Anfahrt")),
        ("seite:Mitmachen", ("page", "seite:Mitmachen", None, "Mitmachen", "", "Mitmachen")),
        (":9 Uhr: Tee", ("article", ":9 Uhr: Tee", None, "9 Uhr: Tee", "", "9 Uhr: Tee")),
    ],
)
def test_wiki_link_is_read(inner: str, expected: tuple[str, ...]) -> None:
    link = parse_link(inner)
    assert link is not None
    fields = (link.kind, link.target, link.district, link.title, link.anchor, link.text)
    assert fields == expected


@pytest.mark.parametrize("inner", ["", " ", "|x", "https://x.de", "^1", ":"])
def test_what_is_no_wiki_link(inner: str) -> None:
    assert parse_link(inner) is None


def test_district_with_city() -> None:
    link = parse_link("Altstadt (Freiburg):Märkte")
    assert link is not None
    assert (link.district_name, link.city, link.title) == ("Altstadt", "Freiburg", "Märkte")


def test_all_links_are_resolved_at_once() -> None:
    asked: list[Sequence[WikiLink]] = []

    def resolver(links: Sequence[WikiLink]) -> dict[WikiLink, LinkTarget]:
        asked.append(links)
        return {
            link: LinkTarget(f"/wiki/{link.title}/", exists=link.title != "Neu", title="T")
            for link in links
            if link.title != "Fremd"
        }

    result = render("[[A]] [[A]] [[Neu]] [[Fremd]] [[A#Wie und wo|hier]]", links=resolver)
    assert [[link.target for link in links] for links in asked] == [["A", "Neu", "Fremd", "A"]]
    assert result.links == tuple(asked[0])
    assert '<a href="/wiki/A/" class="wikilink" title="T">A</a>' in result.html
    assert (
        '<a href="/wiki/Neu/" class="wikilink wikilink-missing" title="T" rel="nofollow">Neu</a>'
        in result.html
    )
    assert '<span class="wikilink">Fremd</span>' in result.html
    assert '<a href="/wiki/A/#wie-und-wo" class="wikilink" title="T">hier</a>' in result.html


def test_nobody_is_asked_when_there_are_no_links() -> None:
    def resolver(_links: Sequence[WikiLink]) -> dict[WikiLink, LinkTarget]:
        raise AssertionError

    assert render("`[[A]]` und \\[[B]] [[#Oben]]", links=resolver).links == ()


def test_wiki_links_in_tables_headings_notes_and_links() -> None:
    source = (
        "# [[A]]\n\n| x |\n|---|\n| [[B:C|D]] `a` |\n\nT[^1] ![Text [[E]]](/f)\n\n[^1]: [[G]]\n"
    )
    result = render(source, links=lambda links: {link: LinkTarget("/x") for link in links})
    assert [link.title for link in result.links] == ["A", "C", "G"]
    assert '<td><a href="/x" class="wikilink">D</a> <code>a</code></td>' in result.html
    assert '<img src="/f" alt="Text E" loading="lazy">' in result.html


def test_escaped_pipe_in_a_table_works_too() -> None:
    assert [link.text for link in find_links("|a|\n|-|\n|[[B\\|C]]|\n")] == ["C"]


def test_plain_words() -> None:
    source = textwrap.dedent(
        """
        # Titel

        Ein *Wort* und [[Ost:Markt|der Markt]], [Netz](https://x.de) ![Bild](/b.png) `code`.

        - eins
        - [x] zwei

        | A | B |
        |---|---|
        | 1 | 2 |

        ::: tipp
        Gut[^1]
        :::

        [^1]: Beleg
        """
    )
    assert to_plain(source) == (
        "Titel\n\nEin Wort und der Markt, Netz Bild code.\n\neins\nzwei\n\nA B\n1 2\n\n"
        "Tipp\n\nGut\n\nBeleg"
    )
    assert render(source).plain == to_plain(source)


@laws
@given(MARKUP)
def test_any_mixture_of_signs_renders(source: str) -> None:
    result = render(source, links=lambda links: {link: LinkTarget("/x") for link in links})
    assert "\x00" not in result.html
    assert find_links(source) == result.links
    assert to_plain(source) == result.plain
    ids = re.findall(r' id="([^"]+)"', result.html)
    assert len(ids) == len(set(ids))
