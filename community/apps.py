"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Trust, review and talk")

    def ready(self) -> None:
        # Models can be imported only now.
        from accounts.signals import person_changed
        from community import comment_kind, contract, receivers

        person_changed.connect(receivers.follow_person, dispatch_uid="community.follow_person")
        contract.register("comment", label=_("Comment"), **comment_kind.REGISTRATION)
