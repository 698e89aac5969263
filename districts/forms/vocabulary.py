"""What editors say of topics, districts and cities: what everything else is ordered by."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from districts.models import District, Topic
from districts.services import (
    TooDeep,
    check_depth,
    create_topic,
    set_neighbours,
    update_city,
    update_district,
    update_topic,
)
from text.name_field import checked

MEANWHILE = _(
    "Somebody else has changed this meanwhile. Your words stand below; saving once more puts them "
    "in place of what is stored now:"
)


class VocabularyForm(WagtailAdminModelForm):
    """Writes through the services, and not over what somebody else has changed meanwhile.

    `seen` tells what stood there when the form was opened. Whoever saves on something older is
    told what stands there now and may save once more, knowing it.
    """

    data: Any
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = [(name, _plain(self.initial.get(name))) for name in sorted(self.fields)]
        self.initial["seen"] = hashlib.sha256(repr(stored).encode()).hexdigest()[:20]

    def clean_name(self) -> str:
        return checked(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.initial["seen"]:
            # Whoever saves once more has read it.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.initial["seen"]
            raise ValidationError([MEANWHILE, *map(self._stored, self._changed())])
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Hand what was changed to the service; the instance is what the service has made."""
        values = {name: self.cleaned_data[name] for name in self._changed()}
        if values:
            self.write(values)
        return self.instance

    def write(self, values: dict[str, Any]) -> None:
        """Call the service with the fields that were changed."""
        raise NotImplementedError

    def _changed(self) -> list[str]:
        return [name for name in self.changed_data if name != "seen"]

    def _stored(self, name: str) -> str:
        field, value = self.fields[name], self.initial.get(name)
        if isinstance(field, forms.ModelMultipleChoiceField):
            value = ", ".join(sorted(map(str, value or ())))
        elif isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            value = field.queryset.filter(pk=value).first()
        return f"{field.label}: {value or '–'}"


class TopicForm(VocabularyForm):
    """A subject people work on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Topic.objects.filter(parent=None).exclude(pk=self.instance.pk)
        _offer(self, "parent", above)

    def clean_parent(self) -> Topic | None:
        parent: Topic | None = self.cleaned_data["parent"]
        try:
            check_depth(parent, self.instance if self.instance.pk else None)
        except TooDeep as error:
            raise ValidationError(
                _("A topic that has others below it stands at the top itself.")
            ) from error
        return parent

    def write(self, values: dict[str, Any]) -> None:
        if self.instance.pk:
            update_topic(topic=self.instance, **values)
            return
        words = values.pop("synonyms", "").splitlines()
        made = create_topic(synonyms=words, **values)
        self.instance.pk, self.instance.slug = made.pk, made.slug


class DistrictForm(VocabularyForm):
    """A district; where it lies comes from its outline."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = District.objects.filter(city=self.instance.city).exclude(pk=self.instance.pk)
        _offer(self, "parent", others.exclude(parent=self.instance))
        _offer(self, "neighbours", others)

    def write(self, values: dict[str, Any]) -> None:
        if "neighbours" in values:
            set_neighbours(district=self.instance, neighbours=values.pop("neighbours"))
        if values:
            update_district(district=self.instance, **values)


class CityForm(VocabularyForm):
    """A city, and what its parts are called."""

    def write(self, values: dict[str, Any]) -> None:
        update_city(city=self.instance, **values)


def _offer(form: VocabularyForm, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return sorted(map(_plain, value)) if isinstance(value, list | tuple) else value
