"""What lists are written with is escaped, in the reader's language, and on the day of the place."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import formats, timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from search.request import FacetValue


def written(source: str, **context: object) -> str:
    template = engines["django"].from_string("{% load lists %}" + source)
    return str(template.render(context))


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "1. Januar 2027"), ("en", "1 January 2027"), ("de-simple", "1. Januar 2027")],
)
def test_a_day_is_the_local_one_in_the_readers_language(language: str, shown: str) -> None:
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    with translation.override(language):
        assert written("{{ moment|day }}|{{ moment|iso_day }}", moment=moment) == (
            f"{shown}|2027-01-01"
        )


@pytest.mark.parametrize(
    ("kind", "district", "shown"),
    [
        ("Wiki <b>", "Süd & West", "Wiki &lt;b&gt; · <strong>Süd &amp; West</strong>"),
        ("Termin", "", "Termin"),
        ("", "Süd", "<strong>Süd</strong>"),
    ],
)
def test_a_card_says_what_it_is_and_where(kind: str, district: str, shown: str) -> None:
    html = written(
        "{% card_place card.kind card.district %}",
        card={"kind": kind} | ({"district": district} if district else {}),
    )
    assert html == f'<p class="card-kind">{shown}</p>'
    assert written("{% card_place card.kind card.district %}", card={}) == ""


def test_a_card_says_of_which_days_it_is() -> None:
    first, last = datetime(2026, 7, 31, 22, 30, tzinfo=UTC), date(2026, 8, 3)
    begins = '<time datetime="2026-08-01">1. August 2026</time>'
    ends = '<time datetime="2026-08-03">3. August 2026</time>'
    day = "{% card_day card.date card.date_label card.until %}"
    card = {"date": first, "date_label": "<Am>", "until": last}
    assert written(day, card=card) == f"&lt;Am&gt; {begins} bis {ends}"
    assert written(day, card={"date": first, "date_label": "Am"}) == f"Am {begins}"
    assert written(day, card={"date": first}) == f"Stand: {begins}"
    with translation.override("en"):
        assert "Updated on" in written(day, card={"date": first})


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "31. Dezember 2026, 18:05"),
        ("en", "31 December 2026, 18:05"),
        ("de-simple", "31. Dezember 2026, 18:05"),
    ],
)
def test_a_moment_is_written_as_its_language_writes_it(language: str, shown: str) -> None:
    moment = datetime(2026, 12, 31, 18, 5)  # noqa: DTZ001 (what a template gets is local)
    with translation.override(language):
        assert written('{{ moment|date:"DATETIME_FORMAT" }}', moment=moment) == shown


@given(seconds=st.integers(-2_000_000_000, 7_000_000_000))
def test_a_day_is_what_djangos_own_filter_writes(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    local = timezone.localtime(moment)
    with translation.override("de"):
        wanted = f"{formats.date_format(local)}|{local:%Y-%m-%d}"
        assert written("{{ moment|day }}|{{ moment|iso_day }}", moment=moment) == wanted


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_day_is_nothing(nothing: object) -> None:
    assert written("{{ moment|day }}{{ moment|iso_day }}{{ missing|day }}", moment=nothing) == ""


def test_a_date_without_a_time_stays_the_same_day() -> None:
    assert written("{{ moment|iso_day }}", moment=date(2026, 3, 1)) == "2026-03-01"


def test_boxes_say_what_they_choose_and_are_escaped() -> None:
    choices = [
        FacetValue("a&b", "<script>alert(1)</script>", 3, selected=True),
        FacetValue('"', "Grün", 0),
    ]
    boxes = written("{% choice_boxes name choices prefix %}", name="topic", choices=choices)
    assert boxes.count("<input") == 2
    assert "<script>" not in boxes
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in boxes
    assert 'id="filter-topic-1" name="topic" value="a&amp;b" checked>' in boxes
    assert 'for="filter-topic-2"' in boxes
    assert 'value="&quot;"><span>Grün</span><small>0</small>' in boxes


def test_boxes_of_two_panels_have_ids_of_their_own() -> None:
    boxes = written("{% choice_boxes 'topic' choices 'oben' %}", choices=[FacetValue("a", "A", 1)])
    assert 'for="oben-topic-1"><input type="checkbox" id="oben-topic-1"' in boxes


def numbered(count: int, chosen: int = 0) -> list[FacetValue]:
    return [FacetValue(str(n), f"Ort {n}", 1, selected=n == chosen) for n in range(1, count + 1)]


def test_a_short_list_of_boxes_is_not_folded() -> None:
    boxes = written("{% choice_boxes 'district' choices %}", choices=numbered(8))
    assert boxes.count("<input") == 8
    assert "<details" not in boxes


def test_the_rest_of_a_long_list_is_folded_and_says_how_much_it_is() -> None:
    boxes = written("{% choice_boxes 'district' choices %}", choices=numbered(23))
    shown, folded = boxes.split("<details")
    assert (shown.count("<input"), folded.count("<input")) == (6, 17)
    assert 'id="filter-district-more"><summary>17 weitere zeigen</summary>' in folded


@pytest.mark.parametrize(("chosen", "opened"), [(6, False), (7, True), (23, True)])
def test_what_is_ticked_is_never_folded_away(chosen: int, opened: bool) -> None:
    boxes = written("{% choice_boxes 'district' choices %}", choices=numbered(23, chosen))
    assert (" open><summary>" in boxes) is opened
