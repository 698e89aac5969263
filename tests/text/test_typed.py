"""What people type and paste, who never heard of Markdown, and what readers see of it."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.cpu_time import less_than
from tests.text.laws import laws, many
from tests.text.test_markdown import MARKUP
from tests.text.vectors import shared
from text.markdown import render, to_plain
from text.sections import section_text, sections, split_lines
from text.typed import normalised


def html(source: str) -> str:
    """The HTML without the blanks between its elements."""
    return re.sub(r"\s*\n\s*", "", render(source).html)


def items(*words: str) -> str:
    return "<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>"


SHOWN = {
    "gender star": "<p>Alle Bürger*innen und Nutzer*innen sind eingeladen.</p>",
    "messenger bullets": "<p>Bitte mitbringen:</p>" + items("Mehl", "Zucker", "Gläser"),
    "word bullets": items("Tische aufbauen", "Kaffee kochen" + items("Milch holen")),
    "dashes": items("Montag: Suppe", "Dienstag: Auflauf"),
    "address": ("<p>Haus am Bach<br>Bachweg 7<br>70000 Musterstadt<br>Telefon 0711 555 0100</p>"),
    "no-break space": '<h2 id="anfahrt">Anfahrt</h2>' + items("Bus 42", "Stadtbahn"),
    "mail indentation": ("<p>Hallo zusammen,</p><p>der Schlüssel liegt im Büro.</p><p>Danke!</p>"),
    "schemeless link": (
        '<p><a href="https://www.stadt.example" class="external" rel="noopener">Stadt</a> und '
        '<a href="https://verkehr.example/plan" class="external" rel="noopener">Plan</a></p>'
    ),
    "break in a cell": "<td>Suppe<br>Brot</td>",
    "year at the line start": "<p>1986. Gründung des Vereins</p><p>2004. Umzug</p>",
    "bold before letters": "<p><strong>wichtig:</strong>dann los</p>",
}


def test_the_given_cases_are_shown_as_they_are_meant() -> None:
    cases = json.loads(shared("cases/texts.json").read_text())
    titles = {case["title"] for case in cases}
    assert titles >= SHOWN.keys()
    for case in cases:
        assert SHOWN.get(case["title"], "") in html(case["typed"]), case["title"]


@pytest.mark.parametrize(
    "words",
    [
        "Leser/*innen und Leser/*innen",
        "Lehrer*innen, Schüler*- und Eltern*abend",
        "jede(*r) und alle(*n)",
        "Leser/-innen, Leser:innen, Leser_innen und Nutzer_innen",
        "ein*e neue*r Kolleg*in",
        "Nutzer**innen und Bürger**innen",
        "Lehrer:*innen und Schüler:*innen",
        "snake_case und x:_y",
        "2*3*4 = 24 und a*b*c",
        "5 Euro*, ermäßigt 3 Euro*",
        "~ 50 Leute",
        "ein * oder **",
        "3 < 5 > 2 & mehr",
        "0711/555*123*4",
    ],
)
def test_signs_between_words_stay(words: str) -> None:
    assert unescape(html(words)) == f"<p>{words}</p>"
    assert to_plain(words) == words


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("*kursiv* und **fett**", "<em>kursiv</em> und <strong>fett</strong>"),
        ("*alle Bürger*innen sind da*", "<em>alle Bürger*innen sind da</em>"),
        ("**Fuß**ball", "<strong>Fuß</strong>ball"),
        ("Sie rief:**Halt** und ging", "Sie rief:<strong>Halt</strong> und ging"),
        ("**Wo?**Hier. **Wann?**Jetzt.", "<strong>Wo?</strong>Hier. <strong>Wann?</strong>Jetzt."),
        ("*wichtig:*dann", "<em>wichtig:</em>dann"),
        ("__wichtig:__dann", "<strong>wichtig:</strong>dann"),
        ("**Bürger**innen", "<strong>Bürger</strong>innen"),
        ("_kursiv_ und __fett__", "<em>kursiv</em> und <strong>fett</strong>"),
    ],
)
def test_what_is_meant_as_emphasis_is_emphasis(source: str, shown: str) -> None:
    assert html(source) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "bullet",
    [*"•●‣▪■◦○\uf0b7\uf0a7", *("·\t", "o\t", "§\t", "Ø\t", "ü\t", "v\t", "q\t", "• ", "•\u00a0")],
)
def test_pasted_bullets_make_a_list(bullet: str) -> None:
    assert html(f"{bullet}Mehl\n{bullet}Zucker") == items("Mehl", "Zucker")
    assert html(f"\u200e{bullet}Mehl") == items("Mehl")


@pytest.mark.parametrize("indent", ["    ", "\t", "\u00a0" * 5, "          "])
@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", "– "])
def test_a_list_that_stands_to_the_right_is_a_list(indent: str, bullet: str) -> None:
    lines = f"{indent}{bullet}Mehl\n{indent}{bullet}Zucker"
    assert html(lines) == items("Mehl", "Zucker")
    assert html(f"Liste:\n{lines}") == "<p>Liste:</p>" + items("Mehl", "Zucker")
    assert html(f"- oben\n\nHallo,\n\n{lines}") == (
        items("oben") + "<p>Hallo,</p>" + items("Mehl", "Zucker")
    )
    assert html(f"> {indent}{bullet}Mehl\n> {indent}{bullet}Zucker") == (
        "<blockquote>" + items("Mehl", "Zucker") + "</blockquote>"
    )


def test_numbers_that_stand_to_the_right_count() -> None:
    assert html("Hallo,\n\n    1. eins\n    2. zwei") == (
        "<p>Hallo,</p><ol><li>eins</li><li>zwei</li></ol>"
    )


def test_what_stands_below_an_item_stays_below_it() -> None:
    assert html("- a\n    - b\n    - c") == items("a" + items("b", "c"))
    assert html("      - a\n          - b\n      - c") == items("a" + items("b"), "c")
    assert html("1. a\n\n    - b") == "<ol><li><p>a</p>" + items("b") + "</li></ol>"
    assert html("- a\n\n    Absatz") == items("<p>a</p><p>Absatz</p>")
    assert "<li>b</li>" in html("Ja[^1]\n\n[^1]: a\n\n    - b\n    - c")
    assert html("    Hallo\n    Welt") == "<p>Hallo<br>Welt</p>"
    code = "```\n    - b\n    - c\n```"
    assert normalised(code) == code


def test_lists_of_a_quoted_mail_are_lists() -> None:
    for lines in ("> • A\n> • B", "> – A\n> – B", ">• A\n>• B", "> > • A\n> > • B"):
        assert items("A", "B") in html(lines)
    assert html("> – ja") == "<blockquote><p>– ja</p></blockquote>"


def test_signs_of_pictures_and_numbers_go_with_their_bullets() -> None:
    assert html("▫\ufe0f x\n▫\ufe0f y") == items("x", "y")
    assert html("1.•Erstens\n2.•Zweitens") == "<ol><li>Erstens</li><li>Zweitens</li></ol>"


@pytest.mark.parametrize("dash", ["– ", "— ", "–\u00a0", "-", "–", "‐ "])
def test_dashes_make_a_list_from_two_on(dash: str) -> None:
    assert html(f"{dash}Mehl\n{dash}Zucker") == items("Mehl", "Zucker")
    assert "<ul>" in html(f"{dash}Mehl\n\n{dash}Zucker")
    alone = html(f"Der Hof\n{dash}seit gestern").replace("\u00a0", " ")
    assert alone == f"<p>Der Hof<br>{dash}seit gestern</p>".replace("\u00a0", " ")


def test_bullets_of_documents_nest_by_their_form() -> None:
    assert html("● eins\n○ zwei\n■ drei\n● vier") == items(
        "eins" + items("zwei" + items("drei")), "vier"
    )


@pytest.mark.parametrize(
    "line",
    [
        *("Das Fest ist vom 3. – 5. Mai.", "Wir üben am 3. - 5. Mai", "Nr. 12. * Hinweis"),
        *("Punkt 2) – das ist wichtig", "Etage 1. • Tür 2"),
    ],
)
def test_a_dash_after_a_number_within_a_line_stays(line: str) -> None:
    assert html(line) == f"<p>{line}</p>"


def test_numbers_of_lists_are_those_that_were_written() -> None:
    assert html("1. • Erstens\n2. • Zweitens") == "<ol><li>Erstens</li><li>Zweitens</li></ol>"
    assert html("1. a\n2. b\n5. c").endswith('<li>b</li><li value="5">c</li></ol>')
    assert html("1. a\n1. b\n1. c") == "<ol><li>a</li><li>b</li><li>c</li></ol>"
    assert html("1.) a\n2.) b") == "<ol><li>a</li><li>b</li></ol>"
    assert html("3) a\n4) b") == '<ol start="3"><li>a</li><li>b</li></ol>'
    assert to_plain("3. a\n7. b\n\n- x\n  1. y") == "3. a\n7. b\n\nx\n1. y"


@pytest.mark.parametrize(
    "line",
    [
        *("1986. Gründung", "12. März: Fest", "24. Dez. frei", "1. und 2. Klasse", "15. - 17. Mai"),
        *("3. 4. 2027 Treffen", "12.03.2027 Treffen", "1.500 Euro", "15:30 Uhr", "a) eins"),
        *("3.) Oktober", "1986.) Gründung", "1.)", "Nr. 1.) eins"),
        *("007. Bond", "01. Saal", "03) Erdgeschoss", "00)", "1986."),
    ],
)
def test_a_number_at_the_line_start_that_counts_nothing_is_text(line: str) -> None:
    assert html(line) == f"<p>{line}</p>"
    assert html(f"{line}\n{line}") == f"<p>{line}<br>{line}</p>"
    assert to_plain(line) == line


def test_a_note_within_a_note_is_text() -> None:
    said = to_plain("Ja[^a] und[^b]\n\n[^a]: - [^b]: innen\n[^b]: außen")
    assert "innen" in said
    assert "außen" in said
    nested = html("[^0]:- [^0]:")
    assert nested.count("<ul>") == nested.count("</ul>") == 1
    two = html("Ja[^a] und[^b]\n\n[^a]: eins\n[^b]: zwei")
    assert two.index("eins") < two.index("zwei")
    assert two.count('class="footnote-item"') == 2


def test_a_note_below_a_star_keeps_its_star() -> None:
    assert html("5 Euro* pro Kopf\n\n* nur bar") == "<p>5 Euro* pro Kopf</p><p>* nur bar</p>"
    two = "5 Euro*, ermäßigt 3 Euro*"
    assert html(f"{two}\n\n* nur bar") == f"<p>{two}</p><p>* nur bar</p>"
    other = "5 Euro*; Kinder 3 Euro**"
    assert html(f"{other}\n* nur bar\n** mit Ausweis") == (
        f"<p>{other}<br>* nur bar<br>** mit Ausweis</p>"
    )
    assert html("*Gut* und *schön*\n* Mehl") == (
        "<p><em>Gut</em> und <em>schön</em></p>" + items("Mehl")
    )
    assert html("Mitbringen:\n* Mehl\n* Ei") == "<p>Mitbringen:</p>" + items("Mehl", "Ei")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_kind_of_line_end_is_one(end: str) -> None:
    assert html(f"Anna{end}Bachweg 7") == "<p>Anna<br>Bachweg 7</p>"
    assert html(f"• a{end}• b") == items("a", "b")
    assert len(split_lines(f"a{end}b")) == 2


def test_lines_that_a_programme_has_wrapped_are_one_again() -> None:
    mail = (
        "Liebe Nachbarn,\n"
        "am Samstag treffen wir uns alle im Haus der Begegnung und\n"
        "besprechen dort, wie es mit dem Fest weitergeht und wer\n"
        "die Bänke holt.\n"
        "Viele Grüße\n"
        "-- \n"
        "Anna"
    )
    assert render(mail).html.count("<br>") == 4
    assert "Begegnung und\nbesprechen" in render(mail).html
    assert "<h" not in html(mail)


def test_a_line_that_ends_in_an_article_was_wrapped_before_a_capital() -> None:
    mail = (
        "Am Samstag beginnt das Fest um drei vor dem Bezirksrathaus am\n"
        "Marktplatz. Danach werden wir alle zusammen noch den\n"
        "Platz aufräumen."
    )
    assert "<br>" not in render(mail).html
    assert render(mail.replace(" am\n", "\n").replace(" den\n", "\n")).html.count("<br>") == 2


def test_the_line_of_a_postcode_is_one() -> None:
    address = (
        "Verein der Freundinnen und Freunde der Kultur auf und unter\n"
        "der Brücke an der alten Weinsteige zweihundertzwölf b\n"
        "70180 Stuttgart"
    )
    assert "zwölf b<br>70180" in html(address)
    assert "in\n70180 Stuttgart" in render(address.replace("zwölf b", "zwölf in")).html


def test_an_answer_below_a_quotation_is_no_part_of_it() -> None:
    assert html("> Wann denn?\n> Und wo?\nUm drei.") == (
        "<blockquote><p>Wann denn?<br>Und wo?</p></blockquote><p>Um drei.</p>"
    )


def test_a_row_of_dashes_makes_a_heading_of_one_line_only() -> None:
    assert html("Anfahrt\n-------\nBus") == '<h2 id="anfahrt">Anfahrt</h2><p>Bus</p>'
    assert html("Zeile\nnoch eine\n---\nEnde") == "<p>Zeile<br>noch eine</p><hr><p>Ende</p>"
    assert html("Grüße\n--\nAnna") == "<p>Grüße<br>--<br>Anna</p>"
    assert html("Zeile\nSumme\n===\n12") == "<p>Zeile<br>Summe<br>===<br>12</p>"


def test_ornaments_and_labels_swallow_nothing() -> None:
    assert html("~~~~~~\nText\n• a") == "<p>~~~~~~<br>Text</p>" + items("a")
    assert html("[Anna]: ja\n[Bert]: nein") == "<p>[Anna]: ja<br>[Bert]: nein</p>"
    assert html("> [Anna]: ja") == "<blockquote><p>[Anna]: ja</p></blockquote>"
    assert html("• [Anna]: ja") == items("[Anna]: ja")
    assert 'href="https://x.example"' in html("[Haus][h]\n\n[h]: https://x.example")
    assert "<td>1</td>" in html("| a | b |\n|—|—|\n| 1 | 2 |")


def test_code_blocks_stay_as_they_are() -> None:
    code = "```\n• a\n    1986. b\u00a0\n> ~ c\n```"
    assert normalised(code) == code
    assert normalised(f"• x\n{code}\n• y") == f"- x\n{code}\n- y"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("www.stadt.example", "https://www.stadt.example"),
        ("WWW.Stadt.example/Plan", "https://WWW.Stadt.example/Plan"),
        ("stadt.example", "https://stadt.example"),
        ("stadt.example:8080/x?y=1#z", "https://stadt.example:8080/x?y=1#z"),
        ("www.bäckerei.example/süß", "https://www.xn--bckerei-5wa.example/s%C3%BC%C3%9F"),
        # Blanks within, which CommonMark takes for no address.
        ("0711 555 01 00", "tel:07115550100"),
        ("(0711) 555 - 0100", "tel:07115550100"),
        ("tel:+49 711 555 01 00", "tel:+497115550100"),
        ("www.stadt.example/der plan.pdf", "https://www.stadt.example/der%20plan.pdf"),
        ("https://stadt.example/a b/c d.pdf ", "https://stadt.example/a%20b/c%20d.pdf"),
        ("rat@stadt.example", "mailto:rat@stadt.example"),
        ("0711/555-0100", "tel:07115550100"),
        ("+49(0)711555-0100", "tel:+497115550100"),
        ("<0711 555 01 00>", "tel:07115550100"),
        ("<(0711) 555 - 0100>", "tel:07115550100"),
        ("<rat@stadt.example >", "mailto:rat@stadt.example"),
        *(
            (f"http{sign}stadt.example", "http://stadt.example")
            for sign in (":/", ":", "//", ";//")
        ),
        ("https:stadt.example/plan.pdf", "https://stadt.example/plan.pdf"),
        ("https:/plan.pdf", "https://plan.pdf"),
        ("http://https://stadt.example", "https://stadt.example"),
        ("https:\\\\\\\\stadt.example", "https://stadt.example"),
        ("192.168.0.1/x", "http://192.168.0.1/x"),
        ("192.168.0.1", "http://192.168.0.1"),
        ("https:/192.168.0.1:8000", "https://192.168.0.1:8000"),
        ("/http/x.html", "/http/x.html"),
        ("/wiki/x.html", "/wiki/x.html"),
        ("plan.pdf", "plan.pdf"),
        ("../x", "../x"),
        ("#oben", "#oben"),
    ],
)
def test_addresses_without_scheme_lead_where_they_should(address: str, leads: str) -> None:
    assert f'href="{leads}"' in render(f"[x]({address})").html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:x.example/y", "vbscript:a.b/c"])
def test_a_bad_scheme_stays_refused(address: str) -> None:
    assert "href" not in render(f"[x]({address})").html


@pytest.mark.parametrize(
    "words", ["siehe unten", "15.05. - 16.05.2027", "https://x.example siehe dort", "12 34"]
)
def test_words_in_brackets_behind_others_are_no_address(words: str) -> None:
    assert to_plain(f"[Haus]({words})") == f"[Haus]({words})"


@pytest.mark.parametrize(
    "address",
    ["https://de.example/wiki/Haus_(Ort)", "www.x.example/Haus_(Ort)", "www.x.example/süße?a=b"],
)
@pytest.mark.parametrize("end", ["", ".", ", dann", ")", "!"])
def test_a_bare_address_ends_where_its_sentence_goes_on(address: str, end: str) -> None:
    assert f">{address}</a>{end}</p>" in render(f"Siehe {address}{end}").html


def test_search_finds_words_without_soft_hyphens() -> None:
    assert to_plain("Stra\u00adßen\u200bfest") == "Straßenfest"
    assert "Stra\u00adßenfest" in html("Stra\u00adßenfest")


def test_sections_are_those_of_the_shown_text() -> None:
    source = "#\u00a0Eins\u2028• a\n\n## Zwei\r\nText\u2028#\u00a0Drei"
    assert [section.title for section in sections(source)] == ["Eins", "Zwei", "Drei"]
    assert [section_text(source, number) for number in (1, 2, 3)] == [
        "#\u00a0Eins\u2028• a\n\n## Zwei\r\nText\u2028",
        "## Zwei\r\nText\u2028",
        "#\u00a0Drei",
    ]


_PASTED = [
    "• ",
    "·\t",
    "o\t",
    "– ",
    "-",
    "\u00a0",
    "\u200b",
    "1986. ",
    "12. Mai ",
    "5*",
    "* ",
    "~ ",
]
_PASTED += [
    "--",
    "===",
    "~~~",
    "> ",
    "[a]: b",
    "[a]",
    "<br>",
    "|—|",
    "www.a.de",
    "\u2028",
    "*innen",
]
PASTED = st.lists(
    st.sampled_from([*_PASTED, "\n", "\n\n", "Wort", " ", "**", ".", "    ", "```"]), max_size=30
).map("".join)


@given(PASTED | MARKUP | st.text(max_size=60))
@many
def test_normalising_is_idempotent_and_keeps_lines(source: str) -> None:
    once = normalised(source)
    assert normalised(once) == once
    assert len(once.split("\n")) == len(re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", source))


@given(PASTED | MARKUP | st.text(max_size=60))
@laws
def test_rendering_never_raises(source: str) -> None:
    render(source)
    sections(source)


_ORDINARY = st.lists(
    st.text("abcdeÄßéÖ0123456789,;.:!?()/*-–+%&€\"'„“@", min_size=1, max_size=9), max_size=6
).map(" ".join)


@given(st.lists(_ORDINARY, min_size=1, max_size=6))
@many
def test_no_letter_or_digit_of_ordinary_text_vanishes(lines: list[str]) -> None:
    source = "\n".join(lines)
    # Items of one number are counted for their author (`text.numbering`).
    marks = [int(number) for number in re.findall(r"(\d+)[.)]", source)]
    assume(len(set(marks)) == len(marks))
    wanted = [char for char in source if char.isalnum()]
    assert [char for char in to_plain(source) if char.isalnum()] == wanted


@pytest.mark.parametrize(
    "unit",
    [
        *("• a\n", "– a\n", "o\t", "~~~\n", "[a]: b\n", "*x* ", "a*b", "1986. ", "\u00a0", "> \n"),
        *(" ", "a  ", "\u200b ", "1. ", "1. - ", "    - a\n", "> > • a\n", "> x\n    - y\n"),
    ],
)
def test_costs_grow_with_the_length_only(unit: str) -> None:
    with less_than(2):
        normalised(unit * (200_000 // len(unit)) + "Ende")
