"""Which values of old versions go once somebody takes them back, and which stay."""

from typing import Any

import pytest

from districts.entries.actors import SHAPE as ACTOR
from districts.entries.dates import SHAPE as DATE
from districts.entries.personal_values import TakenBackHead, blank, names, taken_back
from districts.entries.projects import SHAPE as PROJECT

PHONE = {"phone": "0711 1", "phone_public": True}
SILENT = {**PHONE, "phone_public": False}
PERSON = {"sector": "citizens", "address": "Weg 1", "latitude": 48.7, "longitude": 9.1}


@pytest.mark.parametrize(
    ("shape", "states", "found"),
    [
        (ACTOR, [{}], {"phone", "mail"}),
        (ACTOR, [{"sector": "church"}], {"phone", "mail"}),
        (ACTOR, [PERSON], {"phone", "mail", "address", "latitude", "longitude"}),
        # Also who only was a person, or only is one now.
        (
            ACTOR,
            [{"sector": "church"}, PERSON],
            {"phone", "mail", *("address", "latitude", "longitude")},
        ),
        (DATE, [{}], {"phone"}),
        (PROJECT, [{}, PERSON], set()),
    ],
)
def test_which_values_are_personal(shape: Any, states: list[Any], found: set[str]) -> None:
    assert set(names(shape, *states)) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({}, {}, []),
        (PHONE, PHONE, []),
        # What was not there cannot be taken back.
        ({"phone": ""}, PHONE, []),
        (PHONE, {**PHONE, "phone": ""}, ["phone"]),
        (PHONE, {**PHONE, "phone": "0711 2"}, ["phone"]),
        (PHONE, {}, ["phone"]),
        # No longer to be shown: nobody has agreed any more.
        (PHONE, SILENT, ["phone"]),
        (SILENT, PHONE, []),
        (SILENT, SILENT, []),
        ({"mail": "a@example.org"}, {"mail": "b@example.org"}, ["mail"]),
        ({"sector": "church", "address": "Weg 1"}, {"sector": "church", "address": ""}, []),
        (PERSON, {**PERSON, "address": ""}, ["address"]),
        (PERSON, {**PERSON, "latitude": None, "longitude": None}, ["latitude", "longitude"]),
    ],
)
def test_what_a_change_takes_back(before: Any, after: Any, found: list[str]) -> None:
    assert taken_back(ACTOR, before, after) == found


@pytest.mark.parametrize(
    ("now", "value", "goes"),
    [
        (PHONE, "0711 1", False),
        (PHONE, "0711 2", True),
        (PHONE, "", False),
        (PHONE, None, False),
        (SILENT, "0711 1", True),
        ({"phone": ""}, "0711 1", True),
        # A kind without such a switch (a date) shows its number.
        ({"phone": "0711 1"}, "0711 1", False),
    ],
)
def test_whether_an_old_number_goes(now: Any, value: Any, goes: bool) -> None:
    assert TakenBackHead(ACTOR, now, now).goes("phone", value) is goes


NOW, BEFORE = {"phone": "", "phone_public": True}, PHONE


@pytest.mark.parametrize(
    ("fields", "base", "phone"),
    [
        # A version of the past keeps nothing of it.
        (PHONE, None, ""),
        ({"phone": "0711 9", "phone_public": True}, None, ""),
        # One that waits keeps what it proposes itself ...
        ({"phone": "0711 9", "phone_public": True}, PHONE, "0711 9"),
        # ... and not what it only repeats: of what it was made from, or of what has just gone.
        (PHONE, PHONE, ""),
        (PHONE, {"phone": "0711 8"}, ""),
        ({"phone": "0711 8"}, {"phone": "0711 8"}, ""),
    ],
)
def test_what_is_left_of_a_version(fields: Any, base: Any, phone: str) -> None:
    kept = TakenBackHead(ACTOR, NOW, BEFORE).left({**fields, "name": "Rita"}, base)
    assert kept["phone"] == phone
    assert kept["name"] == "Rita"
    assert kept.keys() == {*fields, "name"}


def test_the_version_itself_is_not_written_to() -> None:
    fields = dict(PHONE)
    TakenBackHead(ACTOR, NOW, BEFORE).left(fields, None)
    assert fields == PHONE


def test_a_person_s_place_goes_from_versions_in_which_it_was_an_institution() -> None:
    old = {**PERSON, "sector": "nonprofit"}
    now = {**PERSON, "address": "", "latitude": None, "longitude": None}
    kept = TakenBackHead(ACTOR, now, now).left(old, None)
    assert (kept["address"], kept["latitude"], kept["longitude"]) == ("", None, None)


@pytest.mark.parametrize(
    ("name", "value"), [("phone", ""), ("latitude", None), ("phone_public", False)]
)
def test_what_stands_for_nothing(name: str, value: Any) -> None:
    assert blank(ACTOR, name) == value
    assert type(blank(ACTOR, name)) is type(value)
