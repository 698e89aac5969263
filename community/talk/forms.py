"""What people type when they comment."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.person_field import PersonField
from community.antispam import GuardedForm
from community.models import Comment
from community.models.comments import SUBJECT_LENGTH
from community.talk import passages
from community.talk.discussion import CommentWords, CommentWriter
from community.talk.places import PresentText, SpamQuestion
from text.names import ZWJ, ZWNJ
from text.typed import LINE_END

WORDS = 4000
#: What somebody has marked or copied may be longer than what is kept of it.
MARKED = 2000


def readable(text: str) -> str:
    """Return a text with the signs that can be shown and kept; lines stay.

    A blank that may not be broken, or a tab, holds two words apart like any other. Joiners are
    letters' business in Persian and in Indian scripts, and make one sign of several emoji.
    """
    lines = re.sub(LINE_END, "\n", text)
    return "".join(char if _is_kept(char) else " " for char in lines if _is_sign(char)).strip()


def _is_kept(char: str) -> bool:
    return char in ("\n", ZWNJ, ZWJ) or char.isprintable()


def _is_sign(char: str) -> bool:
    return _is_kept(char) or char.isspace()


class CommentForm(GuardedForm):
    """A comment or an answer. Somebody with an account is asked for the words alone.

    A comment that begins a thread may say what it is about: in a line, and in words of the `text`
    it asks about. `alone` says that it may be for the two parties only.
    """

    subject = forms.CharField(
        label=_("What is it about?"),
        max_length=SUBJECT_LENGTH,
        required=False,
        help_text=_("In one line, so that others find it."),
    )
    words = forms.CharField(
        label=_("Your comment"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    passage = forms.CharField(
        label=_("Which words of the text is it about?"),
        max_length=MARKED,
        required=False,
        help_text=_("Copy them from the text, or choose a section below."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    section = forms.ChoiceField(label=_("Or which section?"), required=False)
    audience = forms.ChoiceField(
        label=_("Who is to read it?"),
        choices=Comment.Audience.choices,
        initial=Comment.Audience.ALL,
        widget=forms.RadioSelect,
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
        self,
        *args: Any,
        question: SpamQuestion | None,
        signed_in: bool,
        text: PresentText | None = None,
        alone: bool = False,
        is_answer: bool = False,
        speaks_to: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.text = question, text
        if is_answer:
            del self.fields["subject"]
        if is_answer or not alone:
            del self.fields["audience"]
        if is_answer or text is None:
            del self.fields["passage"], self.fields["section"]
        else:
            self._offer(text)
        self.fields["words"].help_text = speaks_to
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

    def _offer(self, text: PresentText) -> None:
        """Offer the sections of a text; a short one has none."""
        if not text.headings:
            del self.fields["section"]
            self.fields["passage"].help_text = _("Copy them from the text.")
            return
        choices = [("", _("the whole text")), *((title, title) for title in text.headings)]
        field: Any = self.fields["section"]
        field.choices = choices

    def clean_passage(self) -> passages.AskedWords | None:
        """Find the words that somebody asks about in the text as it is now."""
        words = readable(self.cleaned_data["passage"])
        if not words or self.text is None:
            return None
        found = passages.find(words, self.text)
        if found is None:
            raise forms.ValidationError(
                _(
                    "These words do not stand in the text as it is now. Please copy them from "
                    "there, or leave this empty."
                )
            )
        return found

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

    def said(self) -> CommentWords:
        """Return what is said."""
        values = self.cleaned_data
        passage, section = values.get("passage"), values.get("section")
        if passage is None and section and self.text is not None:
            passage = passages.find(section, self.text)
        return CommentWords(
            words=values["words"],
            subject=values.get("subject", ""),
            audience=values.get("audience") or Comment.Audience.ALL,
            passage=passage,
        )

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
