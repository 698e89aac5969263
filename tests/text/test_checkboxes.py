"""Do boxes written at once say what Django's say?"""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html

from text.checkboxes import Checkboxes

CHOICES = [("1", "Essen & Trinken"), ("2", "<b>Fett</b>"), ('"3"', "Drei"), ("", "Keins")]


@pytest.mark.parametrize("chosen", [[], ["2"], ["1", '"3"'], [""], None, ["9"]])
@pytest.mark.parametrize("attrs", [{}, {"class": "breit"}, {"disabled": True}])
@pytest.mark.parametrize("auto_id", ["id_%s", False])
def test_they_say_what_djangos_say(
    chosen: list[str] | None, attrs: dict[str, object], auto_id: str | bool
) -> None:
    def html(widget: type[forms.CheckboxSelectMultiple]) -> str:
        class Form(forms.Form):
            topics = forms.MultipleChoiceField(
                choices=CHOICES, required=False, widget=widget(attrs=attrs)
            )

        return str(Form({"topics": chosen} if chosen else None, auto_id=auto_id)["topics"])

    ours, djangos = html(Checkboxes), html(forms.CheckboxSelectMultiple)
    assert parse_html(ours) == parse_html(djangos)
    assert "&lt;b&gt;Fett" in ours
    assert "<b>" not in ours


def test_groups_are_written_one_after_the_other() -> None:
    widget = Checkboxes(choices=[("Orte", [("1", "Haus")]), ("Zeiten", [("2", "Abend")])])
    html = widget.render("was", ["2"], {"id": "id_was"})
    assert html.count("<input") == 2
    assert 'value="2" id="id_was_1_0" checked' in html
