"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Trust, review and talk")

    def ready(self) -> None:
        # Models can be imported only now.
        from community import comment_kind, contract

        contract.register("comment", label=_("Comment"), **comment_kind.REGISTRATION)
