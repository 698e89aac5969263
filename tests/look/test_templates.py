"""How templates are written."""

from django.template.loader import render_to_string

from tests.look.templates import ROOT, TEMPLATES, all_templates

#: As `max_line_length` of djlint in pyproject.toml.
WIDEST = 120


def test_no_line_is_longer_than_what_an_editor_shows() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {len(line)} characters"
        for path in [*all_templates(), *sorted(TEMPLATES.rglob("*.txt"))]
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > WIDEST
    ]
    assert not found, "\n".join([f"Lines longer than {WIDEST} characters:", *found])


def test_moments_are_said_as_html_reads_them() -> None:
    """Six digits after the second, as ISO 8601 takes them, are none in HTML."""
    found = [
        str(path.relative_to(ROOT)) for path in all_templates() if "|date:'c'" in path.read_text()
    ]
    assert found == []


def test_a_page_with_nothing_beside_it_has_no_room_for_it() -> None:
    """`.aside:empty` in site.css hides the column; white space in it would bring it back."""
    html = render_to_string("404.html", {"site": {}})
    assert "</aside>" in html
    assert html.partition("<aside")[2].partition("</aside>")[0].endswith(">")


def test_a_page_with_a_form_tells_this_site_where_it_was_sent_from() -> None:
    """With "no-referrer" browsers send "Origin: null", and the form is refused as a foreign one.

    "same-origin" keeps a secret within an address from other sites as well.
    """
    found = [path.name for path in all_templates() if "no-referrer" in path.read_text()]
    assert found == []
