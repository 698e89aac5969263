"""What an editor without markup sends beside the text field it stands for, in forms.

The text field holds the text that the editor started from, and stays as it is; a second field holds
what was changed (``text.rich.assembling``). Without JavaScript that one is empty.
"""

from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from text.rendering import TooCostly, assembled_safely
from text.rich.assembling import NotWritable
from text.rich.canonical import Refused

#: Beside the field `body` stands `body_blocks`.
SUFFIX = "_blocks"
_UNREADABLE = _(
    "What your browser has sent cannot be read. Please load the page again, or change the text as "
    "Markdown; what you have typed stands below."
)
_NOT_WRITABLE = _(
    "Paragraph %(number)d of the text cannot be saved as it stands. Please make it simpler: with "
    "less that is bold or italic, or as Markdown. What you have typed stands below."
)
_TOO_MUCH = _(
    "The text is too long to be changed at once. Please change one section, or the text as "
    "Markdown."
)


class BlocksField(forms.CharField):
    """What was changed, as JSON; a text area, so that the draft in the browser holds it, too."""

    def __init__(self) -> None:
        super().__init__(
            required=False, strip=False, widget=forms.Textarea(attrs={"hidden": True, "rows": 1})
        )


def written(text: str, blocks: str) -> str:
    """Return a text with what was changed in it. Raises `ValidationError`."""
    if not blocks.strip():
        return text
    try:
        return assembled_safely(text, json.loads(blocks))
    except NotWritable as error:
        number = error.number + 1
        raise ValidationError(_NOT_WRITABLE, params={"number": number}) from error
    except TooCostly as error:
        raise ValidationError(_TOO_MUCH) from error
    except (Refused, ValueError, RecursionError) as error:
        raise ValidationError(_UNREADABLE) from error
