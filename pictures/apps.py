"""Wiring of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "pictures"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        # Models can be imported only now.
        from accounts.signals import person_changed
        from accounts.why_sign_in import explain
        from community import contract
        from community.people import erasing, erasing_again
        from community.talk import places
        from pictures import checks, in_text, receivers
        from pictures.inbox import DECIDING
        from pictures.services import destroy_again
        from pictures.subject import SUBJECT, TALK
        from text.gone_pictures import ask_of_pictures

        checks.register()
        ask_of_pictures(in_text.gone_among)
        contract.register(SUBJECT, **DECIDING)
        places.register(TALK)
        person_changed.connect(receivers.forget_person, dispatch_uid="pictures.forget_person")
        erasing.copy_also("pictures", receivers.rows_of)
        erasing_again.also(destroy_again)
        explain({"pictures:share": _("With an account you can add pictures.")})
