"""Wiring of this app."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("Trust, review and talk")

    def ready(self) -> None:
        # Models can be imported only now.
        from accounts import naming
        from accounts.signals import person_changed
        from accounts.why_sign_in import explain
        from community import checks, contract, mail, receivers
        from community.inbox import awaiting
        from community.mails import answers, talk_mail
        from community.people import erasing_again, sensitive_views
        from community.people.responsibilities import decides_somewhere
        from community.people.subject import PEOPLE
        from community.subjects import SUBJECTS
        from community.talk import comment_kind, resolving
        from community.watching import digest_mail, happenings
        from versions import append

        sensitive_views.register()
        mail.register_writer(answers.write, *mail.DECISIONS)
        mail.register_writer(digest_mail.write, mail.WATCHED)
        mail.register_writer(talk_mail.write, mail.TALK)
        user_logged_in.connect(receivers.note_sign_in, dispatch_uid="community.note_sign_in")
        person_changed.connect(receivers.follow_person, dispatch_uid="community.follow_person")
        naming.register_office(decides_somewhere)
        checks.register()
        append.follow(happenings.of_revision)
        append.follow(resolving.of_revision)
        awaiting.register()
        kept = _("Your text is kept. It waits for you until you have signed in.")
        explain({"community:kept-text": kept})
        post_migrate.connect(
            erasing_again.replay_quietly, sender=self, dispatch_uid="community.erase_again"
        )
        contract.register(comment_kind.COMMENTS, **comment_kind.DECIDING)
        SUBJECTS.register(PEOPLE)
