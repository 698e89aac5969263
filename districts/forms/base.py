"""The fields that forms of all kinds of entries have, and how choices are typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from accounts.person_field import PersonField
from community.antispam import GuardedForm
from community.talk.settling_input import SettlingInput
from districts.entries.revision_values import Fields
from districts.forms.lines import ActorsField
from districts.models import Actor, City, District, Topic
from pictures.in_text import may_stand
from text import form_changes, names
from text.checkboxes import Checkboxes
from text.fold import fold
from text.gone_pictures import with_gone, without_gone
from text.rich.textarea import SheetTextarea
from text.storable import storable
from text.translatable import Words
from text.whole_numbers import DIGITS

#: Django's classes take no type arguments at run time.
_Iterator: Any = ModelChoiceIterator
_Several: Any = forms.ModelMultipleChoiceField
_One: Any = forms.ModelChoiceField


class OneField(_One):
    """One row by its primary key, whatever is sent as one."""

    def to_python(self, value: object) -> Any:
        """Return the row; raises `ValidationError` for what is no key."""
        if len(str(value)) > DIGITS and value not in self.empty_values:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": ""})
        return super().to_python(value)


class SeveralField(_Several):
    """Several rows by their primary keys, whatever is sent as one."""

    def clean(self, value: Iterable[object] | None) -> Any:
        """Return the rows; raises `ValidationError` for what is no key."""
        for item in value or ():
            if len(str(getattr(item, "pk", item))) > DIGITS:
                error = self.error_messages["invalid_choice"]
                raise ValidationError(error, params={"value": str(item)[:40]})
        return super().clean(value)


class PlacesIterator(_Iterator):
    """Districts under the name of their city, where there are several cities."""

    def __iter__(self) -> Iterator[Any]:
        rows = sorted(self.queryset, key=lambda row: (row.city_id, fold(row.name)))
        groups = [(city, list(group)) for city, group in groupby(rows, key=lambda r: r.city)]
        for city, group in groups:
            choices = [self.choice(district) for district in group]
            if len(groups) == 1:
                yield from choices
            else:
                yield city.name, choices


class PlacesField(SeveralField):
    """Several districts, as boxes to tick."""

    iterator = PlacesIterator
    widget = Checkboxes


class TopicsIterator(_Iterator):
    """Topics with those below them behind each."""

    def __iter__(self) -> Iterator[Any]:
        rows = sorted(self.queryset, key=lambda topic: fold(topic.name))
        for topic in rows:
            if topic.parent_id is None:
                yield self.choice(topic)
                for child in rows:
                    if child.parent_id == topic.pk:
                        value, label = self.choice(child)
                        yield value, f"– {label}"


class TopicsField(SeveralField):
    """Several topics, as boxes to tick."""

    iterator = TopicsIterator
    widget = Checkboxes


class EntryForm(forms.Form):
    """Districts, topics, and what was changed and why.

    `sections` names the fields of each numbered part of a long form, by its key and heading. A form
    without them has its fields in a row, and those that `groups` names folded below, by heading.
    `base` is the revision the form was filled from. `sources` names the fields a value is made of,
    where it is not the one of its own name.
    """

    districts = PlacesField(
        queryset=District.objects.none(),
        label=_("Where"),
        required=False,
        help_text=_("Tick nothing when it concerns the whole city."),
    )
    city = OneField(
        queryset=City.objects.none(),
        label=_("City"),
        required=False,
        help_text=_("Only where no district is ticked."),
    )
    topics = TopicsField(queryset=Topic.objects.none(), label=_("Topics"), required=False)
    note = forms.CharField(
        label=_("What did you change, and why?"),
        max_length=300,
        required=False,
        widget=SettlingInput,
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    sections: tuple[tuple[str, Words, tuple[str, ...]], ...] = ()
    groups: tuple[tuple[Words, tuple[str, ...]], ...] = ()
    sources: Mapping[str, tuple[str, ...]] = {"city": ("districts", "city")}

    def __init__(
        self, *args: Any, is_new: bool = False, writer: Person = None, **kwargs: Any
    ) -> None:
        """`writer` says which pictures may come into the long texts."""
        super().__init__(*args, **kwargs)
        self.is_new = is_new
        self.initial, self.written = dict(self.initial), dict[str, str]()
        fields: dict[str, Any] = self.fields
        for name, field in fields.items():
            if isinstance(field.widget, SheetTextarea):
                field.widget.may_show = may_stand(writer)
                self._keep_to_itself(name)
            stored = self.initial.get(f"stored_{name}")
            if stored and isinstance(field, ActorsField):
                field.stored = list(Actor.objects.filter(pk__in=stored))
        fields["districts"].queryset = District.objects.select_related("city")
        fields["topics"].queryset = Topic.objects.all()
        cities = City.objects.all()
        fields["city"].queryset = cities
        self.only_city = cities[0] if len(cities) == 1 else None
        if self.only_city or not cities:
            del self.fields["city"]
        if is_new:
            del self.fields["note"], self.fields["base"]

    def _keep_to_itself(self, name: str) -> None:
        """Show of a long text no words about pictures that are gone; `clean` puts them back."""
        written = self.initial.get(name)
        if isinstance(written, str) and (shown := without_gone(written)) != written:
            self.initial[name], self.written[name] = shown, written

    @cached_property
    def changed(self) -> set[str]:
        """The fields that differ from what the form had shown; of a new entry all."""
        return set(self.fields) if self.is_new else form_changes.changed(self)

    def clean(self) -> dict[str, Any]:
        """Leave out what no database can keep, and what has no place in a single line.

        What was stored before there was a rule may stay as it is.
        """
        for name in set(self.errors) - self.changed:
            del self.errors[name]
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str) and name in self.fields:
                text = storable(value)
                is_line = type(self.fields[name].widget) is forms.TextInput
                text = with_gone(text, self.written[name]) if name in self.written else text
                cleaned[name] = names.line(text) if is_line else text
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what was changed as the values a service takes; of a new entry everything."""
        found = self.all_values()
        return {name: value for name, value in found.items() if self._is_changed(name)}

    def _is_changed(self, name: str) -> bool:
        return bool(self.changed & {*self.sources.get(name, (name,))})

    def all_values(self) -> dict[str, Any]:
        """Return what the form holds as the values a service takes."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("note", "base")}
        for name in ("districts", "topics"):
            data[name] = list(data.get(name, ()))
        city = data.pop("city", None) or self.only_city
        # The districts say which city it is.
        return data if data["districts"] else data | {"city": city}

    @classmethod
    def initial_of(cls, fields: Fields) -> dict[str, Any]:
        """Return the fields of a revision as the form shows them."""
        return dict(fields)

    def open_groups(self) -> list[dict[str, Any]]:
        """Return the folded parts with their fields.

        One in which something was typed or is wrong stands open; an error elsewhere is no reason.
        """
        touched = set(self.errors) | form_changes.changed(self) if self.is_bound else set()
        return [
            {
                "title": title,
                "fields": [self[name] for name in names if name in self.fields],
                "open": not touched.isdisjoint(names),
            }
            for title, names in self.groups
        ]

    def parts(self) -> list[dict[str, Any]]:
        """Return the numbered parts with their fields, or one part without a number."""
        if not self.sections:
            return [{"key": "", "title": "", "fields": self.first_fields()}]
        return [
            {
                "key": key,
                "number": number,
                "title": title,
                "fields": [self[name] for name in names if name in self.fields],
            }
            for number, (key, title, names) in enumerate(self.sections, start=1)
        ]

    def chosen_districts(self) -> list[str]:
        """Return the names of what is ticked."""
        return self._chosen("districts")

    def chosen_topics(self) -> list[str]:
        """Return the names of what is ticked."""
        return self._chosen("topics")

    def _chosen(self, name: str) -> list[str]:
        if name not in self.fields:
            return []
        ticked = {str(value) for value in self[name].value() or ()}
        field: Any = self.fields[name]
        return [str(row) for row in field.queryset if str(row.pk) in ticked]

    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand above the folded parts."""
        folded = {name for _title, names in self.groups for name in names}
        last = ("note",)
        return [f for f in self.visible_fields() if f.name not in folded and f.name not in last]


class GuestForm(GuardedForm):
    """What somebody without an account adds.

    An entry has a mail address and a website of its own: under the same names the guest's address,
    which is shown to nobody, would become the entry's.
    """

    prefix = "guest"

    author_name = PersonField(
        label=_("Your name"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Shown beside your text. Leave it empty to stay nameless."),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only for our answer. It is deleted afterwards and shown to nobody."),
    )
