"""Why does a mail come, and what of it can its reader stop?

Every app makes its own topics known, from `AppConfig.ready()`::

    TOPICS.register(MailTopic("calls", _("news of calls that you take part in")))
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from community.registry import Registry
from text.translatable import Words

DECISION = "decision"
WAITING = "waiting"
ACCOUNT = "account"
ANSWERS = "answers"
EDITING = "editing"
SIGN_IN = "sign-in"
WATCHING = "watching"


@dataclass(frozen=True, slots=True)
class MailTopic:
    """One reason why mails come; `words` say of what they are.

    Those that are not `offered` are stopped by the link in the mail only.
    """

    key: str
    words: Words
    offered: bool = True


TOPICS: Registry[MailTopic] = Registry("topic of mails")
TOPICS.register(
    MailTopic(DECISION, _("answers to your contributions and reports")),
    MailTopic(WAITING, _("reminders that something waits for a decision")),
    MailTopic(ACCOUNT, _("changes to what you may do here")),
    MailTopic(ANSWERS, _("answers to your comments, and when somebody speaks to you")),
    MailTopic(WATCHING, _("news of what you watch")),
    MailTopic(EDITING, _("pages that wait for you or were decided on, and editors’ comments")),
    # They are asked for one by one; who stops them could lock themselves out.
    MailTopic(SIGN_IN, _("codes to sign in"), offered=False),
)


def offered() -> list[MailTopic]:
    """Return the topics that somebody can choose in their account."""
    return [topic for topic in TOPICS.values() if topic.offered]
