"""What people type who give a picture to all."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import contract
from pictures import belonging
from pictures.encoding.anew import BYTES, TooHeavy
from pictures.forms import HELP_FILE
from pictures.licences import Licence
from pictures.models import People, Picture
from pictures.services.sharing import WORDS, Place
from text import thing_keys
from text.name_field import TitleField

OPEN = (Licence.BY_SA, Licence.BY, Licence.CC0)
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif,.avif"
AGAIN = _("Please choose the file again: browsers do not let us keep it.")


class WordsForm(forms.Form):
    """What is said of a picture."""

    description = forms.CharField(
        label=_("What is to be seen?"),
        max_length=255,
        help_text=_("In one sentence. It is read aloud to people who cannot see the picture."),
        error_messages={"required": _("Please say in one sentence what is to be seen.")},
    )
    caption = forms.CharField(
        label=_("Caption"),
        max_length=300,
        required=False,
        help_text=_("What the picture does not say by itself: occasion, place, story."),
    )
    people = forms.ChoiceField(
        label=_("Can people be recognised?"),
        choices=People.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say whether people can be recognised.")},
    )
    credit = TitleField(
        label=_("Who made the picture?"),
        max_length=200,
        help_text=_("This name stands below the picture."),
        error_messages={"required": _("Please say who made the picture.")},
    )
    licence = forms.ChoiceField(
        label=_("On which terms may others use it?"),
        choices=[(choice.value, choice.label) for choice in OPEN],
        widget=forms.RadioSelect,
        help_text=_(
            "BY: whoever uses it gives the name. SA: and passes it on in the same way. CC0:"
            " without any condition."
        ),
    )
    #: An entry that it belongs to; the address of the form has named it.
    entry = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    district = forms.ChoiceField(label=_("District"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    taken = forms.RegexField(
        r"^(19|20)\d\d-(0[1-9]|1[0-2])$",
        label=_("Month in which it was taken"),
        required=False,
        help_text=_("Year and month, for example 2026-05."),
        error_messages={"invalid": _("Please write year and month like this: 2026-05.")},
        widget=forms.TextInput(attrs={"type": "month"}),
    )
    source_url = forms.URLField(
        label=_("Address where it was published before"),
        max_length=200,
        required=False,
        assume_scheme="https",
    )

    PLACES: ClassVar = ("district", "topic")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in self.PLACES:
            choices = contract.choices_of(kind)
            field = self.fields[kind]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("None in particular")), *choices]

    def clean_entry(self) -> str:
        """Leave out what is no public entry (any more): the picture is worth more than that."""
        found = belonging.found(self.cleaned_data["entry"], None)
        return found.key if found else ""

    @property
    def words(self) -> dict[str, str]:
        """What is said, by the names of `WORDS`."""
        return {name: self.cleaned_data[name] for name in WORDS}

    @property
    def places(self) -> list[Place]:
        """Where it belongs."""
        chosen = (self.cleaned_data[name] for name in (*self.PLACES, "entry"))
        return [place for key in chosen if (place := thing_keys.read(key))]


class ShareForm(WordsForm):
    """A new picture with all that is said of it."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=HELP_FILE,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Please choose a picture."),
            "empty": _("This file is empty. Please choose another one."),
        },
    )
    may_share = forms.BooleanField(
        label=_("I made the picture myself, or I may pass it on on these terms."),
        error_messages={"required": _("Please confirm that you may pass the picture on.")},
    )
    field_order = ("file", *(name for name in WordsForm.base_fields), "may_share")

    @classmethod
    def begun(cls, by: User, given: dict[str, str]) -> ShareForm:
        """Return the empty form; `given` are choices that the address has made."""
        return cls(initial={"credit": by.name, "licence": Licence.BY_SA, **given})

    def clean_file(self) -> Any:
        """Refuse what is too large to be looked at."""
        file = self.cleaned_data["file"]
        if file.size > BYTES:
            raise forms.ValidationError(TooHeavy.message, code="heavy")
        return file

    def full_clean(self) -> None:
        """Say at the file that it has to be chosen again where another field is refused."""
        super().full_clean()
        if self.is_bound and self.errors and self.files and "file" not in self.errors:
            self.add_error("file", AGAIN)


class ChangeForm(WordsForm):
    """The words of a picture, with what tells them from those of others."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=32)

    @classmethod
    def begun(cls, picture: Picture, seen: str) -> ChangeForm:
        """Return the form as the picture is now."""
        said = {name: getattr(picture, name) for name in WORDS}
        there = {
            kind if kind in cls.PLACES else "entry": thing_keys.key(kind, pk)
            for kind, pk in picture.trust_scopes()
        }
        return cls(initial={**said, **there, "seen": seen})
