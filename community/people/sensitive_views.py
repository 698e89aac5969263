"""Which views of this app and of accounts ask for a recent sign-in (`recent_sign_in`)?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from community.people.recent_sign_in import protect

#: To an account: what has no end, or gives and takes power. A pause of a day and going back to
#: earlier texts have to be quick.
WEIGHTY = frozenset({"sperren", "moderieren", "nicht-moderieren"})


def _is_weighty(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return kwargs["action"] in WEIGHTY


def register() -> None:
    """Name them, once."""
    protect("community:account-action", when=_is_weighty)
    protect("community:appoint", "community:end-responsibility", "community:erase")
    # Everything the site knows of somebody, in one file.
    protect("community:copy", methods=("GET", "HEAD"))
    # With another address, a password or a token a borrowed session would last for ever. Changing
    # a password asks for the old one itself.
    protect("account_email", "account_set_password", "accounts:new-token")
