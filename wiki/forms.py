"""What people type into the forms of the wiki. Meaning is checked by the services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from accounts.person_field import PersonField
from community import antispam
from community.talk.settling_input import SettlingInput
from districts.models import District, Topic
from pictures.in_text import may_stand
from text.checkboxes import Checkboxes
from text.rich.field import ChangedBlocksField, written
from wiki.edits import SUMMARY_LENGTH
from wiki.models import TITLE_LENGTH


class GuestFields(forms.Form):
    """What somebody without an account adds; one field is a trap for programs."""

    author_name = PersonField(
        label=_("Your name"),
        required=False,
        help_text=_("Shown beside your text. Leave it empty to stay nameless."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only for our answer. It is deleted afterwards and shown to nobody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    started = forms.CharField(required=False, widget=forms.HiddenInput)

    def looks_automatic(self) -> bool:
        """Say whether a program seems to have filled the form: the trap, or too quick a hand."""
        return antispam.looks_automatic(self.data)


def started_now() -> str:
    """Return what says, signed, when a form was opened."""
    return antispam.stamp()


class EditForm(forms.Form):
    """Title, text and what was done to them."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
    body = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
    )
    body_blocks = ChangedBlocksField()
    summary = forms.CharField(
        label=_("What did you change, and why?"),
        max_length=SUMMARY_LENGTH,
        required=False,
        widget=SettlingInput,
        help_text=_("One line for those who look through the history."),
    )
    minor = forms.BooleanField(label=_("This is a small change (spelling, layout)"), required=False)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"),
        queryset=Topic.objects.none(),
        required=False,
        widget=Checkboxes,
    )
    base_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    section = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, whole: bool = True, writer: Person = None, **kwargs: Any
    ) -> None:
        """`whole=False` is the form of one section: no title, no topics.

        `writer` says which pictures may come into the text.
        """
        super().__init__(*args, **kwargs)
        self.writer = writer
        if self.data.get("body_blocks"):
            self.fields["body"].required = False  # an empty page that an editor has filled
        if whole:
            field: Any = self.fields["topics"]
            field.queryset = Topic.objects.all()
        else:
            del self.fields["title"], self.fields["topics"]

    def clean(self) -> dict[str, Any]:
        """Put what was changed without markup into the text."""
        values = super().clean() or self.cleaned_data
        if "body" in values:
            try:
                changed = values.pop("body_blocks", "")
                values["body"] = written(values["body"], changed, may_stand(self.writer))
                self.fields["body"].required = True
                self.fields["body"].validate(values["body"].strip())
            except forms.ValidationError as error:
                self.add_error("body", error)
        return values

    def topic_pks(self) -> list[int] | None:
        """Return the chosen topics; None where the form has none to choose."""
        topics = self.cleaned_data.get("topics")
        return None if topics is None else [topic.pk for topic in topics]


def with_text(data: QueryDict, text: str) -> QueryDict:
    """Return what was sent, with another text; what an editor has changed belongs to the first."""
    data = data.copy()
    data["body"] = text
    data.pop("body_blocks", None)
    return data


class NewArticleForm(EditForm):
    """A first text, and where it belongs."""

    district = forms.ModelChoiceField(
        label=_("Where does it belong?"),
        queryset=District.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("Everywhere (general knowledge)"),
    )
    translation_of = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    field_order = ("title", "district", "body", "body_blocks", "topics", "summary")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["district"]
        field.queryset = District.objects.select_related("city").order_by("city__name", "name")
        del self.fields["minor"], self.fields["base_revision"], self.fields["section"]
        self.fields["summary"].label = _("Where do you know this from?")
        self.fields["summary"].help_text = ""
