"""Which views of the admin give power away, and so ask for a recent sign-in?

Accounts and what they may do, and the groups that give rights. Who writes pages is not asked.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from community.people.recent_sign_in import protect

VIEWS = (
    *(f"wagtailusers_users:{view}" for view in ("add", "copy", "edit", "delete")),
    *(f"wagtailusers_groups:{view}" for view in ("add", "edit", "delete")),
)


def _is_about_accounts(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    return (kwargs["app_label"], kwargs["model_name"]) in {("accounts", "user"), ("auth", "group")}


def register() -> None:
    """Name them, once."""
    protect(*VIEWS)
    protect("wagtail_bulk_action", when=_is_about_accounts)
