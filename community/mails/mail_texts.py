"""What do our mails say? Words only; `community.mail` takes care of sending, and
`community.mails.answers` of who is told of a decision and when.

No mail to an address that nobody has confirmed repeats what was typed into a form, titles and
addresses included: else anybody could send their words to anybody through us.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community import contract, mail, mail_topics
from community.mails import live_names
from community.models import Case
from text.site_address import absolute_url

# A decision can be taken back for 10 minutes; its mail leaves after that.
AFTER_UNDO = 10 * 60 + 15


def receipt(case: Case) -> None:
    """Tell a guest that their report or contribution has arrived, and where to follow it."""
    if case.author_id or not case.mail:
        return
    with translation.override(language_of(case)):
        arrived = _("Your report has arrived") if case.is_report else _("Your text has arrived")
        if case.sort == Case.Sort.OBJECTION:
            arrived = _("Your objection has arrived")
        mail.queue(
            to=case.mail,
            subject=arrived,
            paragraphs=[
                hello(),
                _("Thank you. Somebody will look at it, usually within two days."),
                _("You can see here what becomes of it:") + "\n" + receipt_url(case),
            ],
            why=_("This mail comes because this address was given with a report or a text."),
            topic=mail_topics.DECISION,
            case=case,
            unasked="receipt",
        )


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """What a mail says of one decision. `link` leads to where it is read."""

    subject: str
    paragraphs: list[str]
    link: str


def on_contribution(case: Case, *, url: str, names_it: bool) -> DecisionPart:
    """Tell whoever wrote a held contribution what was decided, and why.

    `url` is the public page of what was accepted; "" when there is none (any more). `names_it`
    says whether its reader may (still) know what it is about.
    """
    if case.state != Case.State.ACCEPTED:
        subject = _("Your contribution was not accepted")
        words = _(
            "Your contribution was looked at and not accepted. You are welcome to change it "
            "and send it again."
        )
    elif url:
        subject = _("Your contribution is public now")
        words = _("Your contribution was looked at and is public now. Thank you.")
    else:
        subject = _("Your contribution was accepted")
        words = _("Your contribution was looked at and accepted. Thank you.")
    about = _("It is about: %(title)s") % {"title": case.title}
    named = [about] if case.author_id and names_it else []
    where = absolute_url(url) if url and case.author_id else receipt_url(case)
    return DecisionPart(subject, [words, *named, *_reason(case)], where)


def on_report(case: Case, *, names_it: bool, title: str) -> DecisionPart:
    """Tell whoever reported something what was done about it, and why.

    `title` is what the page is called today; "" where its reader may not know, for guests, and
    where it has none.
    """
    done = {
        Case.Outcome.HIDDEN: _("What you reported was hidden and is no longer public."),
        Case.Outcome.SETTLED: _("What you reported was put right."),
        Case.Outcome.KEPT: _("What you reported was looked at and stays as it is."),
        Case.Outcome.GONE: _("The picture was destroyed, and nobody can upload it again."),
    }
    subject = _("Your report has been decided")
    if case.sort == Case.Sort.OBJECTION:
        done[Case.Outcome.HIDDEN] = _("The entry was taken out and is no longer public.")
        done[Case.Outcome.KEPT] = _("Your objection was looked at. The entry stays.")
        subject = _("Your objection has been decided")
    if contract.can_destroy(case):
        done[Case.Outcome.HIDDEN] = _("The picture stays hidden.")
        done[Case.Outcome.KEPT] = _("Your objection was looked at. The picture stays.")
    # An address that leads nowhere was made up by the sender, like every other word of theirs.
    named = names_it and (case.object_kind or case.author_id)
    about = "\n".join([_("It was about this page:"), *_where(case, title)]) if named else ""
    outcome = done.get(Case.Outcome(case.outcome), "") if case.outcome else ""
    paragraphs = [one for one in (outcome, about, *_reason(case)) if one]
    return DecisionPart(subject, paragraphs, receipt_url(case))


def on_own_text(case: Case, *, title: str) -> DecisionPart:
    """Tell those whose text was reported what was decided, without saying who reported it.

    `title` is what it is called today; "" where its reader may not know.
    """
    hidden = case.outcome in (Case.Outcome.HIDDEN, Case.Outcome.GONE)
    if case.outcome == Case.Outcome.GONE:
        subject = _("A picture of yours was destroyed")
        words = _("Somebody who is in it does not want it to be seen, and may say so at any time:")
    elif hidden:
        subject = _("Something of yours was hidden")
        words = _("Somebody reported something of yours, and a moderator has hidden it:")
        if is_hidden_unreported(case):
            words = _("A moderator has hidden something of yours:")
    else:
        subject = _("Something of yours was reported and looked at")
        words = _("Somebody reported something of yours. You need not do anything:")
    where = [case.title] if hidden or not title else _where(case, title)
    paragraphs = ["\n".join([words, *where]), *_reason(case)]
    if not hidden:
        paragraphs.insert(1, _outcome_for_author(case))
    objection = _("You disagree? Write to us and we look at it again:")
    return DecisionPart(subject, [*paragraphs, f"{objection}\n{absolute_url('/kontakt/')}"], "")


def _where(case: Case, title: str) -> list[str]:
    """Return the lines that name a page: its title, where there is one to say, and its address."""
    return [*([title] if title else []), absolute_url(case.url)]


def is_hidden_unreported(case: Case) -> bool:
    """Say whether who decided has hidden something by themselves."""
    return case.author_id is not None and case.author_id == case.decided_by_id


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
                absolute_url(reverse("community:inbox")),
            ],
            why=_("This mail comes because you look after contributions here."),
            topic=mail_topics.WAITING,
        )


def hello(user: User | None = None) -> str:
    """Return how a mail begins."""
    return _("Hello %(name)s,") % {"name": live_names.marked(user)} if user else _("Hello,")


def _reason(case: Case) -> list[str]:
    if not case.decision:
        return []
    words = _("Answer: %(reason)s") if case.was_accepted else _("Reason: %(reason)s")
    return [words % {"reason": case.decision}]


def receipt_url(case: Case) -> str:
    return absolute_url(reverse("community:receipt", args=[case.receipt]))


def language_of(case: Case) -> str:
    """Return the language in which a case is answered."""
    return case.language if case.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
