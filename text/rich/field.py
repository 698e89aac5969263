"""What an editor without markup sends beside the text field it stands for, in forms.

The text field holds the text that the editor started from, and stays as it is; a second field holds
what was changed (``text.rich.assembling``). Without JavaScript that one is empty.
"""

from __future__ import annotations

import hashlib
import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from text.newlines import plain_newlines
from text.rendering import TooCostly, assembled_safely
from text.rich.assembling import NotWritable
from text.rich.canonical import BlocksRefused

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
_OTHER_TEXT = _(
    "The text as Markdown was changed as well as the text above it. Please look at what is to "
    "stay, and save once more."
)
_TOO_MUCH = _(
    "The text is too long to be changed at once. Please change one section, or the text as "
    "Markdown."
)


class ChangedBlocksField(forms.CharField):
    """What was changed, as JSON; a text area, so that the draft in the browser holds it, too."""

    def __init__(self) -> None:
        super().__init__(
            required=False, strip=False, widget=forms.Textarea(attrs={"hidden": True, "rows": 1})
        )


def digest(text: str) -> str:
    """Return what tells one text from another, however a browser sends its line ends."""
    plain = plain_newlines(text)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def written(text: str, blocks: str) -> str:
    """Return a text with what was changed in it: ``{"of": digest, "changes": […]}``, or nothing.

    Raises `ValidationError`, also where the changes belong to another text.
    """
    if not blocks.strip():
        return text
    try:
        sent = json.loads(blocks)
        if not isinstance(sent, dict):
            raise BlocksRefused("no changes")
        if sent.get("of") != digest(text):
            raise ValidationError(_OTHER_TEXT)
        return assembled_safely(text, sent.get("changes"))
    except NotWritable as error:
        number = error.number + 1
        raise ValidationError(_NOT_WRITABLE, params={"number": number}) from error
    except TooCostly as error:
        raise ValidationError(_TOO_MUCH) from error
    except (BlocksRefused, ValueError, RecursionError) as error:
        raise ValidationError(_UNREADABLE) from error
