"""Several choices in one column, joined by commas."""

import pytest
from django.db.models import TextChoices

from districts.models import Purpose, Reason
from districts.models.several import as_text, chosen


@pytest.mark.parametrize("choices", [Purpose, Reason])
class TestEvery:
    def test_it_reads_what_it_wrote_in_its_own_order(self, choices: type[TextChoices]) -> None:
        column = as_text(choices, reversed(choices.values))
        assert chosen(choices, column) == list(choices)
        assert chosen(choices, "") == []
        assert as_text(choices, []) == ""

    def test_what_is_no_choice_is_left_out(self, choices: type[TextChoices]) -> None:
        first = choices.values[0]
        assert as_text(choices, ["x", first, f"{first}x"]) == first
        assert chosen(choices, f"x,{first}x,{first}") == [first]

    def test_no_choice_is_a_part_of_another(self, choices: type[TextChoices]) -> None:
        for one in choices.values:
            assert [value for value in choices.values if one in value] == [one]
