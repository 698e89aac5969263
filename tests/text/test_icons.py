"""Is an icon hidden from who hears a page, and whatever it is called, harmless?"""

from __future__ import annotations

from django.template import engines

from text.icons import icon


def written(template: str, **values: object) -> str:
    return engines["django"].from_string(template).render(values)


def test_every_template_knows_it() -> None:
    html = written('{% icon "search" %}{% icon name %}', name="pin")
    assert html.count('aria-hidden="true" focusable="false"') == 2
    assert '#search"></use>' in html
    assert '#pin"></use>' in html


def test_a_name_is_text() -> None:
    assert "<b>" not in written("{% icon name %}", name='"><b>')


def test_white_space_stands_around_it() -> None:
    html = icon("search")
    assert html[0].isspace()
    assert html[-1].isspace()
