"""Lists that are typed one a line: ends of lines, bullets, limits, and names nobody knows."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from districts import services
from districts.forms.lines import (
    MOST_LINES,
    ActorField,
    ActorsField,
    LinesField,
    ProjectsField,
    stored,
)
from districts.models import Actor
from tests.districts.conftest import Town


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("", []),
        (None, []),
        (" \r\n\t\n ", []),
        ("eins", ["eins"]),
        ("eins\r\nzwei\rdrei\nvier", ["eins", "zwei", "drei", "vier"]),
        ("  eins   und  zwei ", ["eins und zwei"]),
        ("eins\n\n\nzwei", ["eins", "zwei"]),
        # A step that stands twice is done twice.
        ("eins\neins", ["eins", "eins"]),
        ("Ä\u2028Ö", ["Ä", "Ö"]),
    ],
)
def test_lines(typed: str | None, lines: list[str]) -> None:
    assert LinesField(line_length=20, required=False).clean(typed) == lines


@pytest.mark.parametrize(("n", "is_fine"), [(MOST_LINES, True), (MOST_LINES + 1, False)])
def test_so_many_lines_and_no_more(n: int, is_fine: bool) -> None:
    field, typed = LinesField(line_length=20), "\n\n".join(["x"] * n)
    if is_fine:
        assert len(field.clean(typed)) == n
    else:
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize(("line", "is_fine"), [("ä" * 20, True), ("ä" * 21, False)])
def test_so_long_a_line_and_no_longer(line: str, is_fine: bool) -> None:
    field = LinesField(line_length=20)
    if is_fine:
        # Blanks around it and double ones within do not count.
        assert field.clean(f"kurz\n   {line}   ") == ["kurz", line]
    else:
        with pytest.raises(ValidationError, match="ää"):
            field.clean(f"kurz\n{line}")


@pytest.mark.parametrize(
    ("typed", "as_text", "as_names"),
    [
        ("- Rita\n- Ravi", ["- Rita", "- Ravi"], ["Rita", "Ravi"]),
        ("• Rita", ["• Rita"], ["Rita"]),
        ("o\tRita\no\tRavi", ["o\tRita", "o\tRavi"], ["Rita", "Ravi"]),
    ],
)
def test_signs_of_a_pasted_list_are_no_part_of_names(
    typed: str, as_text: list[str], as_names: list[str]
) -> None:
    assert LinesField(line_length=20).clean(typed) == as_text
    assert LinesField(line_length=20, names=True).clean(typed) == as_names


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"carrier": None}, []),
        ({"carrier": 7}, [7]),
        ({"carrier": []}, []),
        ({"carrier": [7, 9]}, [7, 9]),
    ],
)
def test_who_stands_in_a_field(fields: dict[str, Any], found: list[int]) -> None:
    assert stored(fields, "carrier") == {"stored_carrier": found}


class TestNames:
    @pytest.fixture
    def twins(self, town: Town) -> list[Actor]:
        return [services.create_actor(name="Café Süd", sector="business") for _n in range(2)]

    def test_of_two_of_one_name_the_one_who_stood_there_stays(self, twins: list[Actor]) -> None:
        field = ActorsField()
        field.stored = [twins[1]]
        assert field.clean("café süd") == [twins[1]]
        # Typed twice they are both.
        field.stored = list(twins)
        assert field.clean("Café Süd\nCafé Süd") == twins
        # Nobody stood there: the elder.
        assert ActorsField().clean("Café Süd") == [twins[0]]

    def test_who_is_hidden_stays_unseen_and_cannot_be_entered(self, twins: list[Actor]) -> None:
        Actor.objects.filter(pk=twins[0].pk).update(state="hidden")
        hidden = Actor.objects.get(pk=twins[0].pk)
        field = ActorsField(required=False)
        field.stored = [hidden]
        assert field.clean("") == [hidden]
        assert field.clean("Café Süd") == [twins[1], hidden]
        Actor.objects.update(state="hidden")
        with pytest.raises(ValidationError):
            ActorsField().clean("Café Süd")

    def test_each_that_nobody_knows_gets_a_link_of_its_own(self, town: Town) -> None:
        field = ActorsField()
        with pytest.raises(ValidationError) as refusal:
            field.clean("Müller & Söhne\nBäckerei Krümel\nA?b=c")
        assert refusal.value.params == {"names": "Müller & Söhne, A?b=c"}  # type: ignore[attr-defined]
        assert [way["url"].partition("?")[2] for way in field.ways_on] == [
            "name=M%C3%BCller+%26+S%C3%B6hne",
            "name=A%3Fb%3Dc",
        ]

    def test_projects_by_their_titles(self, town: Town) -> None:
        field = ProjectsField()
        assert field.clean("plauderbank") == [town.project]
        with pytest.raises(ValidationError):
            field.clean("Plauderbank\nTauschregal")
        assert [way["url"].partition("?")[2] for way in field.ways_on] == ["title=Tauschregal"]

    def test_one_or_none(self, town: Town) -> None:
        assert ActorField(required=False).clean("") is None
        assert ActorField().clean("Bäckerei Krümel") == town.actor
