"""What people type when they comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.person_field import PersonField
from community.antispam import GuardedForm
from community.talk.discussion import CommentWriter, SpamQuestion

WORDS = 4000


def readable(text: str) -> str:
    """Return a text with the signs that can be shown and kept; lines stay."""
    text = text.replace("\r\n", "\n")
    return "".join(char for char in text if char == "\n" or char.isprintable()).strip()


class CommentForm(GuardedForm):
    """A comment or an answer. Somebody with an account is asked for the words alone."""

    words = forms.CharField(
        label=_("Your comment"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = PersonField(
        label=_("Your name"),
        help_text=_("It stands above your comment. A first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    mail = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        help_text=_("Only if you want to hear of answers. It is never shown to anybody."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_answers = forms.BooleanField(label=_("Write to me when somebody answers"), required=False)
    answer = forms.CharField(
        max_length=80, help_text=_("This keeps programs out."), widget=forms.TextInput
    )

    def __init__(
        self, *args: Any, question: SpamQuestion | None, signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        if signed_in:
            del self.fields["name"], self.fields["mail"]
        if signed_in or question is None:
            del self.fields["answer"]
        else:
            self.fields["answer"].label = question.text

    def clean_words(self) -> str:
        words = readable(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(_("Please write something."))
        return words

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"]
        if self.question and not self.question.is_right(answer):
            raise forms.ValidationError(_("This is not the answer. Please try once more."))
        return answer

    def clean(self) -> dict[str, Any]:
        """Ask for an address where news are wanted and there is none."""
        cleaned = super().clean()
        asked = "mail" in self.fields and "mail" not in self.errors
        if asked and cleaned.get("wants_answers") and not cleaned.get("mail"):
            self.add_error("mail", _("Please give an address to write to."))
        return cleaned

    def writer(self, user: User | None, network: str) -> CommentWriter:
        """Return who writes."""
        values = self.cleaned_data
        return CommentWriter(
            user=user,
            name=values.get("name", ""),
            mail=values.get("mail", ""),
            wants_answers=values["wants_answers"],
            network=network,
        )
