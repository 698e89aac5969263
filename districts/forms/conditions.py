"""What a project cannot do without, row by row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import ConditionKind, Sector

EXTRA = 2
MOST = 12


class ConditionForm(forms.Form):
    """One condition; a row without words is none."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=ConditionKind.choices, required=False, initial="other"
    )
    text = forms.CharField(label=_("What is needed"), max_length=300, required=False)
    sector = forms.ChoiceField(
        label=_("From which sector"),
        choices=[("", _("read it from the words")), *Sector.choices],
        required=False,
    )


BaseConditions: Any = forms.formset_factory(
    ConditionForm, extra=EXTRA, max_num=MOST, absolute_max=MOST, validate_max=True
)


class ConditionsFormSet(BaseConditions):
    """The rows of one project."""

    def values(self) -> list[dict[str, str]]:
        """Return the rows with words, as the service takes them."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [
            {
                "kind": row.get("kind") or str(ConditionKind.OTHER.value),
                "text": row["text"].replace("\x00", ""),
                "sector": row.get("sector") or "",
            }
            for row in rows
        ]
