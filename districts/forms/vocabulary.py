"""What editors say of topics, districts and cities: what everything else is ordered by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from districts.entries.by_name import called
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


class VocabularyForm(WagtailAdminModelForm):
    """Writes through the services, and only what was changed."""

    def clean_name(self) -> str:
        """Return the name; that of another one is refused, however it is spelled."""
        name = checked(self.cleaned_data["name"])
        other = called(self.others(), [name]).get(name) if "name" in self.changed_data else None
        if other is not None:
            raise ValidationError(_("“%(name)s” is there already."), params={"name": other})
        return name

    def others(self) -> QuerySet[Any]:
        """Return those that the name must tell it from."""
        rows: QuerySet[Any] = type(self.instance)._default_manager.order_by("pk")
        return rows.exclude(pk=self.instance.pk)

    def save(self, commit: bool = True) -> Any:
        """Hand what was changed to the service; the instance is what the service has made."""
        values = {name: self.cleaned_data[name] for name in self.changed_data}
        if values:
            self.write(values)
        return self.instance

    def write(self, values: dict[str, Any]) -> None:
        """Call the service with the fields that were changed."""
        raise NotImplementedError


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

    def others(self) -> QuerySet[Any]:
        """Other towns may have a district of the same name."""
        return super().others().filter(city=self.instance.city)

    def write(self, values: dict[str, Any]) -> None:
        if "neighbours" in values:
            set_neighbours(district=self.instance, neighbours=values.pop("neighbours"))
        if values:
            update_district(district=self.instance, **values)


class CityForm(VocabularyForm):
    """A city, and what its parts are called."""

    def write(self, values: dict[str, Any]) -> None:
        update_city(city=self.instance, **values)


def _offer(form: VocabularyForm, name: str, rows: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
