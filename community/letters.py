"""What do our mails say? Words only; `community.mail` takes care of sending.

No letter to an address that nobody has confirmed repeats what was typed into a form, titles and
addresses included: else anybody could send their words to anybody through us.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community import live_names, mail
from community.models import Case, Mail

Topic = Mail.Topic
# A decision can be taken back for 10 seconds; its mail leaves after that.
AFTER_UNDO = 15


def receipt(case: Case) -> None:
    """Tell a guest that their report or contribution has arrived, and where to follow it."""
    if case.author_id or not case.mail:
        return
    with _language(case):
        arrived = _("Your report has arrived") if case.is_report else _("Your text has arrived")
        if case.sort == Case.Sort.OBJECTION:
            arrived = _("Your objection has arrived")
        mail.queue(
            to=case.mail,
            subject=arrived,
            paragraphs=[
                hello(),
                _("Thank you. Somebody will look at it, usually within two days."),
                _("You can see here what becomes of it:") + "\n" + _receipt_url(case),
            ],
            why=_("This mail comes because this address was given with a report or a text."),
            topic=Topic.DECISION,
            case=case,
            unasked="receipt",
        )


def decided_contribution(case: Case) -> None:
    """Tell whoever wrote a held contribution what was decided, and why."""
    with _language(case):
        if case.state == Case.State.ACCEPTED:
            subject = _("Your contribution is public now")
            words = _("Your contribution was looked at and is public now. Thank you.")
        else:
            subject = _("Your contribution was not accepted")
            words = _(
                "Your contribution was looked at and not accepted. You are welcome to change it "
                "and send it again."
            )
        about = _("It is about: %(title)s") % {"title": case.title} if case.author_id else ""
        _answer(case, subject, [words, about, *_reason(case)])


def decided_report(case: Case) -> None:
    """Tell whoever reported something what was done about it, and why."""
    with _language(case):
        done = {
            Case.Outcome.HIDDEN: _("What you reported was hidden and is no longer public."),
            Case.Outcome.SETTLED: _("What you reported was put right."),
            Case.Outcome.KEPT: _("What you reported was looked at and stays as it is."),
        }
        subject = _("Your report has been decided")
        if case.sort == Case.Sort.OBJECTION:
            done[Case.Outcome.HIDDEN] = _("The entry was taken out and is no longer public.")
            done[Case.Outcome.KEPT] = _("Your objection was looked at. The entry stays.")
            subject = _("Your objection has been decided")
        # An address that leads nowhere was made up by the sender, like every other word of theirs.
        page = mail.absolute(case.url) if case.object_kind or case.author_id else ""
        about = _("It was about this page:") + f"\n{page}" if page else ""
        outcome = done.get(Case.Outcome(case.outcome), "") if case.outcome else ""
        _answer(case, subject, [outcome, about, *_reason(case)])


def told_authors(case: Case, authors: Iterable[User]) -> None:
    """Tell those whose text was reported what was decided, without saying who reported it."""
    hidden = case.outcome == Case.Outcome.HIDDEN
    with translation.override(settings.LANGUAGE_CODE):
        for author in authors:
            if hidden:
                subject = _("Something you wrote was hidden")
                words = _("Somebody reported a text of yours, and a moderator has hidden it:")
            else:
                subject = _("Something you wrote was reported and looked at")
                words = _("Somebody reported a text of yours. You need not do anything:")
            where = mail.absolute(case.url) if not hidden else case.title
            objection = _("You disagree? Write to us and we look at it again:")
            contact = mail.absolute("/kontakt/")
            paragraphs = [hello(author), f"{words}\n{where}", *_reason(case)]
            if not hidden:
                paragraphs.insert(2, _outcome_for_author(case))
            mail.queue(
                to=author.email,
                subject=subject,
                paragraphs=[*paragraphs, f"{objection}\n{contact}"],
                why=_("This mail comes because you wrote the text that was reported."),
                topic=Topic.DECISION,
                case=case,
                delay=AFTER_UNDO,
            )


def _outcome_for_author(case: Case) -> str:
    if case.outcome == Case.Outcome.SETTLED:
        return _("It was put right.")
    return _("It stays as it is.")


def reminder(user: User, number: int, days: int) -> None:
    """Tell a moderator how many things wait; the mail says nothing of what they are."""
    with translation.override(settings.LANGUAGE_CODE):
        words = ngettext(
            "%(number)d contribution or report has been waiting for more than %(days)d days.",
            "%(number)d contributions and reports have been waiting for more than %(days)d days.",
            number,
        )
        mail.queue(
            to=user.email,
            subject=ngettext(
                "%(number)d thing waits for a decision",
                "%(number)d things wait for a decision",
                number,
            )
            % {"number": number},
            paragraphs=[
                hello(user),
                words % {"number": number, "days": days},
                mail.absolute(reverse("community:inbox")),
            ],
            why=_("This mail comes because you look after contributions here."),
            topic=Topic.WAITING,
        )


def _answer(case: Case, subject: str, paragraphs: list[str]) -> None:
    """Write to the sender of a case, where there is an address; moderators need no own answer."""
    author = case.author
    if author is not None and (author.pk == case.decided_by_id or not author.is_active):
        return
    to = author.email if author else case.mail
    if author:
        link = mail.absolute(reverse("community:contributions"))
        where = _("All your contributions and what became of them:")
        why = _("This mail comes because you have an account here and wrote or reported something.")
    else:
        link, where = _receipt_url(case), _("You can read this again here:")
        why = _("This mail comes because this address was given with a report or a text.")
    mail.queue(
        to=to,
        subject=subject,
        paragraphs=[hello(author), *[p for p in paragraphs if p], f"{where}\n{link}"],
        why=why,
        topic=Topic.DECISION,
        case=case,
        delay=AFTER_UNDO,
        unasked="" if author else "decision",
    )


def hello(user: User | None = None) -> str:
    """Return how a letter begins."""
    return _("Hello %(name)s,") % {"name": live_names.marked(user)} if user else _("Hello,")


def _reason(case: Case) -> list[str]:
    if not case.decision:
        return []
    words = _("Answer: %(reason)s") if case.was_accepted else _("Reason: %(reason)s")
    return [words % {"reason": case.decision}]


def _receipt_url(case: Case) -> str:
    return mail.absolute(reverse("community:receipt", args=[case.receipt]))


def _language(case: Case) -> AbstractContextManager[None]:
    known = dict(settings.LANGUAGES)
    language = case.language if case.language in known else settings.LANGUAGE_CODE
    return translation.override(language)
