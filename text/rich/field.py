"""What an editor without markup sends beside the text field it stands for, in forms.

The text field holds the text that the editor started from, and stays as it is; a second field holds
what was changed (``text.rich.assembling``). Without JavaScript that one is empty.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from text.newlines import plain_newlines
from text.pictures import numbers_in as numbers_in_text
from text.rendering import TooCostly, assembled_safely
from text.rich.assembling import NotWritable
from text.rich.canonical import BlocksRefused
from text.rich.picture import MOST, numbers_in

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
_NO_SUCH_PICTURE = _(
    "A picture that you have put into the text cannot be shown: it is not there any more, or it is "
    "hidden. Please remove it from the text, or choose another one. What you have typed stands "
    "below."
)
_TOO_MUCH = _(
    "The text is too long to be changed at once. Please change one section, or the text as "
    "Markdown."
)


#: Says which of these pictures somebody may put into a text.
MayShow = Callable[[Collection[int]], Collection[int]]


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


def numbers_sent(blocks: str) -> set[int]:
    """Return which pictures are in what was changed; none where that is not ours, or too many."""
    try:
        sent = json.loads(blocks)
    except (ValueError, RecursionError):
        return set()
    found = numbers_in(sent.get("changes")) if isinstance(sent, dict) else set()
    return found if len(found) <= MOST else set()


def written(text: str, blocks: str, may_show: MayShow | None = None) -> str:
    """Return a text with what was changed in it: ``{"of": digest, "changes": […]}``, or nothing.

    `may_show` is asked of the pictures that come new into the text; without it none is asked, and
    readers see those that they may see. Raises `ValidationError`, also where the changes belong to
    another text.
    """
    if not blocks.strip():
        return text
    try:
        sent = json.loads(blocks)
        if not isinstance(sent, dict):
            raise BlocksRefused("no changes")
        if sent.get("of") != digest(text):
            raise ValidationError(_OTHER_TEXT)
        new = numbers_in(sent.get("changes")) - numbers_in_text(text) if may_show else set()
        if len(new) > MOST:
            raise BlocksRefused("too many pictures")
        if may_show and new and not new <= set(may_show(new)):
            raise ValidationError(_NO_SUCH_PICTURE)
        return assembled_safely(text, sent.get("changes"))
    except NotWritable as error:
        number = error.number + 1
        raise ValidationError(_NOT_WRITABLE, params={"number": number}) from error
    except TooCostly as error:
        raise ValidationError(_TOO_MUCH) from error
    except (BlocksRefused, ValueError, RecursionError) as error:
        raise ValidationError(_UNREADABLE) from error
