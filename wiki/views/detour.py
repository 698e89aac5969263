"""What was in an article's form before its author signed in (`community.typed.before_sign_in`)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from community.typed.before_sign_in import kept_form
from text.whole_numbers import whole_number


def kept_fields(request: HttpRequest) -> dict[str, Any]:
    """Return what was kept under the secret in the address, as initial values of the form."""
    found = kept_form(request)
    if found is None:
        return {}
    fields: dict[str, Any] = found.dict()
    if "topics" in fields:
        sent = map(whole_number, found.getlist("topics"))
        fields["topics"] = [pk for pk in sent if pk is not None]
    return fields
