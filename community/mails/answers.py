"""Who hears of a decision, and when: what one reader is told together is one mail.

The mail of a decision waits until it can no longer be undone. What is decided meanwhile about the
same reader's contributions and reports goes with it; while more of theirs waits, for up to an hour.
After it, the next one leaves an hour later (`community.mails.pauses`), and none is dropped. A
mail is written when it leaves, from the cases as they are then: it says nothing of what its
reader may not know of any more, and nothing of what was undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from community import contract, mail, mail_topics
from community.inbox import page_titles
from community.mail import ANSWER, AUTHOR, GUEST
from community.mails import mail_texts
from community.models import Case, Mail
from text.languages import current_language
from text.site_address import absolute_url

AFTER_UNDO = timedelta(seconds=mail_texts.AFTER_UNDO)
#: Nobody waits longer for the first of several answers.
TOGETHER = timedelta(hours=1)


def decided(case: Case) -> None:
    """Tell the sender of a case, where there is an address; moderators need no own answer."""
    author = case.author
    if author is None:
        _note(case, case.mail, GUEST, mail_texts.language_of(case))
    elif author.pk != case.decided_by_id and author.is_active:
        _note(case, author.email, ANSWER, mail_texts.language_of(case))


def told_authors(case: Case, authors: Iterable[User]) -> None:
    """Tell those whose text was reported what was decided."""
    for author in authors:
        _note(case, author.email, AUTHOR, settings.LANGUAGE_CODE)


def release(case: Case) -> None:
    """Let what waited together with an undone decision wait no longer than it must."""
    to = case.author.email if case.author else case.mail
    rows = _waiting(to, GUEST if case.author is None else ANSWER)
    last = rows.aggregate(last=Max("created"))["last"]
    if last is not None:
        rows.update(next_try=last + AFTER_UNDO)


def _note(case: Case, to: str, message: str, language: str) -> None:
    """Put a mail into the outbox, and let it and the reader's others leave at one moment."""
    if not to:
        return
    row = Mail(case=case, to=to, message=message)
    with translation.override(language):
        text = _text([row])
        queued = text and mail.queue(
            to=to,
            subject=text.subject,
            paragraphs=text.paragraphs,
            why=text.why,
            topic=mail_topics.DECISION,
            case=case,
            delay=mail_texts.AFTER_UNDO,
            message=message,
        )
    if queued:
        _leave_together(queued)


def _leave_together(row: Mail) -> None:
    others = _waiting(row.to, row.message)
    first = others.aggregate(first=Min("created"))["first"] or row.created
    until = max(first + TOGETHER, row.created)
    if row.next_try > until:
        return  # those that have waited for an hour leave without it
    others.update(next_try=until if _sent_by(row).exists() else row.next_try)


def _sent_by(row: Mail) -> QuerySet[Case]:
    """Return what the reader of a mail has sent and nobody has decided yet."""
    if row.message == GUEST:
        return Case.objects.open().filter(author=None, mail__iexact=row.to)
    return Case.objects.open().filter(author__email__iexact=row.to)


def _waiting(to: str, message: str) -> QuerySet[Mail]:
    """Return the messages that would be one mail with this one, before any attempt to send them."""
    those = mail.together(message)
    return Mail.objects.filter(to__iexact=to, message__in=those, sent=None, attempts=0)


# --- writing what leaves


def write(rows: Sequence[Mail]) -> mail.Text | None:
    """Return what one mail says of these decisions; None when all of them were undone."""
    pks = [row.case_id for row in rows if row.case_id is not None]
    found = Case.objects.filter(pk__in=pks).select_related("author", "decided_by").in_bulk()
    there = [row for row in rows if row.case_id in found]
    for row in there:
        row.case = found[row.case_id]
    said = [row for row in there if row.case and row.case.state in Case.DECIDED]
    if not said:
        return None
    with translation.override(_language_of(said[-1])):
        return _text(said)


def _language_of(row: Mail) -> str:
    if row.message == AUTHOR or row.case is None:
        return str(settings.LANGUAGE_CODE)
    return mail_texts.language_of(row.case)


def _text(rows: Sequence[Mail]) -> mail.Text | None:
    """Write one mail about all of these, in the language that is active.

    A row that is not stored yet is about what is just being decided.
    """
    guest = rows[-1].message == GUEST
    to = rows[-1].to
    reader = None if guest else User.objects.filter(email__iexact=to, is_active=True).first()
    if not guest and reader is None:
        return None
    parts = [_part(row, reader) for row in rows]
    paragraphs = [mail_texts.hello(reader)]
    if len(parts) == 1:
        paragraphs += [*parts[0].paragraphs, *_where_to_read(rows[0], parts[0])]
        subject = parts[0].subject
    else:
        words = ngettext(
            "%(number)d decision about what you wrote or reported",
            "%(number)d decisions about what you wrote or reported",
            len(parts),
        )
        subject = words % {"number": len(parts)}
        paragraphs.append(_("These are the decisions of the last hour:"))
        paragraphs += [_listed(number, part) for number, part in enumerate(parts, 1)]
        if not guest:
            paragraphs.append(_all_of_them())
    return mail.Text(subject, paragraphs, _why(rows[-1]), current_language())


def _part(row: Mail, reader: User | None) -> mail_texts.DecisionPart:
    case = row.case
    assert case is not None
    if row.message == AUTHOR:
        return mail_texts.on_own_text(case, title=_title(case, reader))
    names_it = _knows(case, reader)
    if case.is_report:
        return mail_texts.on_report(case, names_it=names_it, title=_title(case, reader))
    url = contract.public_url(case) if row.pk else case.url
    return mail_texts.on_contribution(case, url=url, names_it=names_it)


def _knows(case: Case, reader: User | None) -> bool:
    """Say whether the reader may know what a case is about, now: also their own first text."""
    if not case.object_kind or (not case.is_report and case.number <= 1):
        return True
    return contract.seen(case.object_kind, case.object_pk, reader) is not None


def _title(case: Case, reader: User | None) -> str:
    """Return what a case is about, as it is called today; "" where the reader may not know.

    To addresses of guests no title is said: it may be somebody's words (see `mail_texts`).
    """
    if reader is None:
        return ""
    if not case.object_kind:
        page_titles.read_for([case])
        return case.page_title
    found = contract.seen(case.object_kind, case.object_pk, reader)
    return " ".join(str(found[1]).split()) if found else ""


def _where_to_read(row: Mail, part: mail_texts.DecisionPart) -> list[str]:
    if row.message == GUEST:
        return [_("You can read this again here:") + f"\n{part.link}"]
    return [_all_of_them()] if row.message == ANSWER else []


def _all_of_them() -> str:
    where = absolute_url(reverse("community:contributions"))
    return _("All your contributions and what became of them:") + f"\n{where}"


def _listed(number: int, part: mail_texts.DecisionPart) -> str:
    lines = [f"{number}. {part.subject}", *part.paragraphs]
    return "\n".join([*lines, part.link] if part.link else lines)


def _why(row: Mail) -> str:
    if row.message == GUEST:
        return _("This mail comes because this address was given with a report or a text.")
    if row.message == AUTHOR:
        case = row.case
        if case is not None and mail_texts.is_hidden_unreported(case):
            return _("This mail comes because you wrote this text.")
        return _("This mail comes because what was reported is yours.")
    return _("This mail comes because you have an account here and wrote or reported something.")
