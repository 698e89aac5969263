"""Wiring of this app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Trust, review and talk")

    def ready(self) -> None:
        # Models can be imported only now.
        from accounts.signals import person_changed
        from community import comment_kind, contract, receivers, weighty

        weighty.register()
        user_logged_in.connect(receivers.note_sign_in, dispatch_uid="community.note_sign_in")
        person_changed.connect(receivers.follow_person, dispatch_uid="community.follow_person")
        contract.register("comment", label=_("Comment"), **comment_kind.REGISTRATION)
