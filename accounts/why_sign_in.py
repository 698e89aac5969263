"""Why must somebody sign in? Said on the pages of signing in, by where they wanted to go.

Apps say it for their own addresses (`explain`); for all others there is one sentence. Whoever comes
without an aim is told nothing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from accounts.at_address import page_at
from text.translatable import Words

_USUAL = _("This step needs an account, so that it is known who has done it.")
#: What everybody expects who signs in.
_NO_AIM = ("accounts:", "account_", "community:overview")
_reasons: dict[str, Words] = {}


def explain(reasons: dict[str, Words]) -> None:
    """Say why signing in is needed, by the names of routes ("districts:care")."""
    _reasons.update(reasons)


def reason_for(wanted: str) -> str:
    """Return why the page at this address needs somebody who is signed in; "" for no page."""
    parts = urlsplit(wanted)
    if not parts.path.startswith("/") or parts.netloc:
        return ""
    with page_at(parts.path) as found:
        # Pages of the editors stand under any address, and need nobody who is signed in.
        if found is None or not found.url_name or found.view_name.startswith(_NO_AIM):
            return ""
    return str(_reasons.get(found.view_name, _USUAL))
