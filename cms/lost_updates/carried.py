"""Put the state that was seen into every form of the admin that acts on something.

Done to the finished page, and for each form by where it sends to, so that no form of Wagtail's can
be forgotten: also those in dialogs, and those for pictures just uploaded.
"""

import json
import re
from collections.abc import Callable
from html import unescape

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from cms.lost_updates.sentences import ShownSentence
from cms.lost_updates.states import SEEN, state_of
from cms.lost_updates.targets import Care, Target, target_at

# Wagtail writes "->" into attributes: a tag ends at the first ">" outside of quotation marks.
FORM = re.compile(r"""<form\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(?<![\w-])(action|method)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)

Own = tuple[Target, str]


def carry(request: HttpRequest, response: HttpResponse, own: Own | None) -> None:
    """Add the hidden field to the forms in an answer.

    `own` is what the request itself acts on, with the state *before* it was read for the answer:
    what changed in between must count as unseen.
    """
    if getattr(response, "streaming", False) or b"<form" not in response.content:
        return
    kind = response.headers.get("Content-Type", "")
    fill = _Filler(request, own).fill
    if kind.startswith("text/html"):
        response.content = fill(response.content.decode()).encode()
    elif kind.startswith("application/json"):
        response.content = json.dumps(_in_strings(json.loads(response.content), fill)).encode()


def carry_sentences(response: HttpResponse, shown: ShownSentence | None) -> None:
    """Tell the editor of a translation which sentences it shows."""
    if shown is not None and response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = shown.carry(response.content.decode()).encode()


class _Filler:
    def __init__(self, request: HttpRequest, own: Own | None) -> None:
        self.request, self.own = request, own

    def fill(self, html: str) -> str:
        """Return the HTML with a hidden field after the start of each form that acts."""
        return FORM.sub(self._with_state, html)

    def _with_state(self, found: re.Match[str]) -> str:
        named = {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(found[0])}
        if named.get("method", "get").lower() != "post":
            return found[0]
        state = self._state(named.get("action", ""))
        if not state:
            return found[0]
        return found[0] + format_html('<input type="hidden" name="{}" value="{}">', SEEN, state)

    def _state(self, action: str) -> str:
        here = self.request.get_full_path()
        if self.own and action.partition("?")[0] in {"", here.partition("?")[0]}:
            return self.own[1]
        target = target_at(action or here)
        if target is None or target.care is Care.ROW:
            return ""
        return self.own[1] if self.own and self.own[0] == target else state_of(target)


def _in_strings(value: object, change: Callable[[str], str]) -> object:
    """Change every text with a form in it, in a tree of JSON."""
    if isinstance(value, str):
        return change(value) if "<form" in value else value
    if isinstance(value, list):
        return [_in_strings(part, change) for part in value]
    if isinstance(value, dict):
        return {key: _in_strings(part, change) for key, part in value.items()}
    return value
