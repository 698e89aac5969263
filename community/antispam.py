"""Limits for programs in forms for guests, without a foreign service and without a riddle.

Two signs: a field that people do not see is filled, or the form comes back quicker than anybody can
write. Neither throws away what was typed: the form is shown again with every word, and pressing the
button once more is enough for a person. A program that posts what it has prepared does not get
through.

::

    class ReportForm(GuardedForm):       # a forms.Form with two hidden fields
        words = forms.CharField(…)

The signed time may lie in a stored page: it then only looks older, never too young.

Whoever spams with an account is stopped in `community.people.blocking`, and too many of anything by
`community.limits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.forms.renderers import BaseRenderer
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

# Nobody reads a form, writes a sentence and sends it in less.
LEAST_SECONDS = 3
# A form may lie open over a long weekend. Older ones are shown once more with a fresh time.
MOST_SECONDS = 4 * 24 * 3600
TRAP = "website"
LEAVE_EMPTY = _("Please leave this empty")
STARTED = "started"
_signer = TimestampSigner(salt="community.antispam")


class TrapInput(forms.TextInput):
    """A text field that lies beside the page; screen readers and the tab key pass it by."""

    is_hidden = True  # form templates show it without label and frame

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off", "tabindex": "-1"})

    def format_value(self, value: object) -> str:
        """Show it empty again, so that the second try of a person succeeds."""
        return ""

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Write label and field, where only programs look."""
        field = super().render(name, value, attrs, renderer)
        box = '<div class="honeypot" aria-hidden="true"><label for="{}">{}</label> {}</div>'
        return format_html(box, (attrs or {}).get("id", ""), LEAVE_EMPTY, field)


class StartedInput(forms.HiddenInput):
    """The signed time at which a form was first shown; an unusable one is replaced."""

    def format_value(self, value: object) -> str:
        return str(value) if age_of(str(value or "")) is not None else stamp()


class GuardedForm(forms.Form):
    """A form for guests. Fields and meaning of the two signs: see the module."""

    website = forms.CharField(label=LEAVE_EMPTY, required=False, widget=TrapInput, strip=False)
    started = forms.CharField(required=False, widget=StartedInput)

    def clean(self) -> dict[str, Any]:
        """Refuse what looks automatic, in words that tell a person what to do.

        Only where nothing else is wrong: one thing at a time.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        sent = {name: self.data.get(self.add_prefix(name)) for name in (TRAP, STARTED)}
        if not self.errors and looks_automatic(sent):
            raise forms.ValidationError(
                _(
                    "Please look at your text once more and press the button again. This question "
                    "keeps programs out; nothing is lost."
                ),
                code="automatic",
            )
        return cleaned


def looks_automatic(data: Mapping[str, Any]) -> bool:
    """Say whether a posted form seems to be filled by a program; `data` maps names to texts."""
    if data.get(TRAP):
        return True
    if not settings.RATE_LIMITS:
        return False
    age = age_of(str(data.get(STARTED) or ""))
    return age is None or age < LEAST_SECONDS


def stamp(seconds_ago: float = 0) -> str:
    """Return what says, signed, that a form was opened (that many seconds ago)."""
    return _signer.sign(f"{timezone.now().timestamp() - seconds_ago:.2f}")


def age_of(started: str) -> float | None:
    """Return for how many seconds a form has been open; None for a time that is not ours."""
    try:
        opened = float(_signer.unsign(started, max_age=MOST_SECONDS))
    except (BadSignature, SignatureExpired, ValueError):
        return None
    return timezone.now().timestamp() - opened
