"""Putting what was typed back into the form of a page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.form_filling import fill, insert_at_end

PAGE = """<!doctype html><html><body><main id="inhalt" class="main"><h1>Ä &amp; &nbsp;B</h1>
<form method="get" action="/suche/"><input name="words" value="alt"></form>
<form method="post" action="/a/leer/"><input name="words" value="alt"></form>
<details><summary>Mehr</summary><form method="post" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="frisch">
<input type="hidden" name="base" value="7">
<input name="title" required value="alt"><input type=password name=password>
<textarea name="words" rows="3">
alt &lt;b&gt;</textarea>
<details><summary>Ort</summary><select name="place"><option value="">-</option><option value="1"
 selected>A
</option><option value="2">B</option></select><input name="note"></details>
<input type="checkbox" name="sure"><input type="checkbox" name="day" value="mo" checked>
<input type="checkbox" name="day" value="tu"><input type="radio" name="cause" value="x">
<input type="file" name="picture">
<button name="action" value="save">Los</button></form></details></main></body></html>"""


class Fields(HTMLParser):
    """What a browser would show and send of a page's fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self._in = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = self._in or tag == "textarea"

    def handle_data(self, data: str) -> None:
        if self._in:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "textarea"

    def value(self, name: str) -> list[str | None]:
        return [a.get("value") for t, a in self.tags if t == "input" and a.get("name") == name]


def filled(values: dict[str, list[str]], **more: str) -> str:
    found = fill(PAGE, page="/a/", action="/a/", values=values, **more)
    assert found is not None
    return found.html


def test_every_kind_of_field_is_filled() -> None:
    html = filled(
        {
            "title": ["Neu"],
            "words": ["\nZeile 1\r\nZeile 2"],
            "base": ["3"],
            "place": ["2"],
            "day": ["tu"],
            "cause": ["x"],
            "sure": ["on"],
        }
    )
    fields = Fields(html)
    assert fields.value("title") == ["Neu"]
    assert fields.value("base") == ["3"]
    assert fields.value("csrfmiddlewaretoken") == ["frisch"]
    assert fields.text == "\n\nZeile 1\r\nZeile 2"
    assert '<option value="2" selected>' in html
    assert '<option value="1">' in html
    assert '<input type="checkbox" name="day" value="mo">' in html
    assert '<input type="checkbox" name="day" value="tu" checked>' in html
    assert '<input type="checkbox" name="sure" checked>' in html
    assert '<input type="radio" name="cause" value="x" checked>' in html


def test_nothing_else_of_the_page_changes() -> None:
    html = filled({"title": ["Neu"]})
    before, after = PAGE.split("<details>")[0], html.split("<details")[0]
    assert before == after
    assert '<form method="get" action="/suche/"><input name="words" value="alt">' in html
    assert '<form method="post" action="/a/leer/"><input name="words" value="alt">' in html


def test_what_has_no_field_goes_along_hidden() -> None:
    found = fill(PAGE, page="/a/", action="/a/", values={"title": ["Neu"], "mail": ["a@b.c"]})
    assert found is not None
    assert found.hidden == ("mail",)
    assert '<input type="hidden" name="mail" value="a@b.c">' in found.html


def test_secrets_files_and_what_is_left_out_stay_empty() -> None:
    html = filled({"title": ["N"], "password": ["geheim"], "base": ["3"]}, leave=("base",))
    assert "geheim" not in html
    assert Fields(html).value("base") == ["7"]


def test_what_was_folded_away_is_open() -> None:
    assert filled({"title": ["Neu"]}).count("<details open>") == 1
    assert filled({"note": ["Hinterhof"]}).count("<details open>") == 2


def test_words_stand_at_the_top_and_in_the_form() -> None:
    html = filled({"title": ["Neu"]}, above="<p>Oben</p>", within="<i>Drin</i>")
    assert '<main id="inhalt" class="main"><p>Oben</p><h1>' in html
    assert '<form method="post" novalidate action="/a/"><i>Drin</i>' in html


@pytest.mark.parametrize("action", ["/b/", "/suche/", "//evil.example/a/"])
def test_no_form_of_another_address_is_filled(action: str) -> None:
    assert fill(PAGE, page="/a/", action=action, values={"words": ["x"]}) is None


def test_of_two_forms_the_one_it_came_from_is_filled() -> None:
    page = """<main><form method="post"><input name="words"><button name="do" value="ask"></form>
    <form method="post"><input name="words"><button name="do" value="leave"></form></main>"""
    found = fill(page, page="/a/", action="/a/", values={"words": ["x"], "do": ["leave"]})
    assert found is not None
    assert found.html.index('value="ask"') < found.html.index('value="x"')


@given(st.text(max_size=40))
def test_no_value_breaks_out_of_its_field(value: str) -> None:
    value = f"</textarea><script>{value}\"'>"
    html = filled({"title": [value], "words": [value], "other": [value], "place": [value]})
    tags = [tag for tag, _attributes in Fields(html).tags]
    assert "script" not in tags
    assert tags.count("input") == [tag for tag, _a in Fields(PAGE).tags].count("input") + 1


def test_words_at_the_end() -> None:
    assert insert_at_end("<main>a</main><p>", "b") == "<main>ab</main><p>"
    assert insert_at_end("nichts", "b") == "nichtsb"
