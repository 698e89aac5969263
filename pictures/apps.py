"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        # Models can be imported only now.
        from accounts.why_sign_in import explain
        from community import contract
        from pictures import checks
        from pictures.inbox import DECIDING
        from pictures.subject import SUBJECT

        checks.register()
        contract.register(SUBJECT, **DECIDING)
        explain({"pictures:share": _("With an account you can add pictures.")})
