"""What a project cannot do without, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from districts.models import ConditionKind, Sector

EXTRA = 1
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
    """The rows of one project; `initial` are those it had when the form was shown.

    A project that has more than anybody may type, from an import, keeps them all.
    """

    def __init__(
        self, *args: Any, initial: Sequence[Mapping[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=initial, **kwargs)
        self.stored = list(initial or ())
        self.max_num = self.absolute_max = max(MOST, len(self.stored))

    @property
    def may_grow(self) -> bool:
        """Say whether there is room for one more row."""
        return len(self.forms) < self.max_num

    def one_more(self) -> ConditionsFormSet:
        """Return the rows as they were typed, right or wrong, and one more that is empty."""
        rows = [{name: row[name].value() or "" for name in row.fields} for row in self.forms]
        typed = [row for row in rows if row["text"].strip()]
        more = ConditionsFormSet(prefix=self.prefix, initial=typed)
        more.extra = len(rows) - len(typed) + 1
        return more

    def changed_values(self) -> dict[str, list[dict[str, str]]]:
        """Return the rows as a value for the service; nothing where they came back as shown."""
        rows = self.values()
        return {} if rows == [_row(row) for row in self.stored] else {"conditions": rows}

    def values(self) -> list[dict[str, str]]:
        """Return the rows with words, as the service takes them."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [_row(row) for row in rows]


def _row(row: Mapping[str, str]) -> dict[str, str]:
    return {
        "kind": row.get("kind") or str(ConditionKind.OTHER.value),
        "text": " ".join(row["text"].split()),
        "sector": row.get("sector") or "",
    }
