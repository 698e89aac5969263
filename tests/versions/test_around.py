"""Which views stand around a thing, and what a page about its past is called."""

from types import SimpleNamespace

import pytest

from versions.around import name_of, tabs


@pytest.mark.parametrize("current", ["", "bearbeiten/", "verlauf/"])
def test_the_view_that_is_shown_is_the_current_one(current: str) -> None:
    shown = tabs(object(), "/wiki/west/bank/", current)
    assert [tab["url"] for tab in shown] == [
        "/wiki/west/bank/",
        "/wiki/west/bank/bearbeiten/",
        "/wiki/west/bank/verlauf/",
    ]
    assert [tab["url"] for tab in shown if tab["current"]] == [f"/wiki/west/bank/{current}"]


def test_a_page_that_is_none_of_them_stands_below_none() -> None:
    assert not any(tab["current"] for tab in tabs(object(), "/a/", "-"))


@pytest.mark.parametrize("current", ["", "verlauf/", "-"])
def test_what_rests_is_not_edited(current: str) -> None:
    shown = tabs(SimpleNamespace(rests=True), "/a/", current)
    assert [tab["url"] for tab in shown] == ["/a/", "/a/verlauf/"]
    assert len(tabs(SimpleNamespace(rests=False), "/a/", current)) == 3


@pytest.mark.parametrize(
    ("view", "name"),
    [("verlauf/", "Verlauf"), ("zuruecksetzen/", "Zurücksetzen"), ("ausstehend/", ""), ("", "")],
)
def test_a_page_about_the_past_has_a_name(view: str, name: str) -> None:
    assert name_of(view) == name
