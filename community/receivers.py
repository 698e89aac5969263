"""What follows when an account is called otherwise, or is erased."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from accounts.signals import AccountCopy
from community import mail_topics
from community.models import Case, Comment, KeptText, Mail
from community.people import recent_sign_in
from community.talk import mentions
from text.mail_addresses import says_address


def follow_person(*, before: AccountCopy, after: AccountCopy, erased: bool, **_rest: Any) -> None:
    """Let what holds a name all the same say the new one; of erased people forget the address."""
    if before.slug != after.slug:
        _follow_in_addresses(before, after)
        mentions.follow_name(before.slug, after.slug, before.pk)
    if before.name != after.name:
        _follow_in_mails(before, after)
        mentions.follow_name(before.name, after.name, before.pk)
    if erased:
        for address in (before.email, *before.confirmed):
            _forget_address(address, Comment.objects.all())
        for address in before.unproven:
            # It may be somebody else's, who has confirmed it there.
            _forget_address(address, Comment.objects.filter(mail_confirmed=False))


def note_sign_in(*, request: HttpRequest, user: User, **_rest: Any) -> None:
    """Whoever signs in has shown who they are, and that mails to them are read."""
    recent_sign_in.note(request)
    User.objects.filter(pk=user.pk, is_confirmed=False).update(is_confirmed=True)


def _follow_in_addresses(before: AccountCopy, after: AccountCopy) -> None:
    """A report about the page of a person keeps that page's address."""
    for case in Case.objects.filter(Q(url__contains=before.path) | Q(title__contains=before.path)):
        Case.objects.filter(pk=case.pk).update(
            url=case.url.replace(before.path, after.path),
            title=case.title.replace(before.path, after.path),
        )


def _follow_in_mails(before: AccountCopy, after: AccountCopy) -> None:
    """Wagtail writes names into its mails to editors; ours hold marks (`live_names`)."""
    named = Q(subject__contains=before.name) | Q(body__contains=before.name)
    for mail in Mail.objects.filter(named, topic=mail_topics.EDITING):
        Mail.objects.filter(pk=mail.pk).update(
            subject=_renamed(mail.subject, before.name, after.name)[:200],
            body=_renamed(mail.body, before.name, after.name),
        )


def _renamed(text: str, old: str, new: str) -> str:
    """Say the new name where the old one stands as words of its own; addresses stay as they are."""
    whole = re.compile(rf"(\S*://\S*)|(?<!\w){re.escape(old)}(?!\w)")
    return whole.sub(lambda found: found[1] or new, text)


def _forget_address(address: str, comments: QuerySet[Comment]) -> None:
    """Remove an address from everything its owner left somewhere without signing in."""
    Mail.objects.filter(to__iexact=address).delete()
    comments.filter(mail__iexact=address).update(mail="", mail_confirmed=False, wants_answers=False)
    Case.objects.filter(mail__iexact=address).update(mail="")
    # What somebody typed in forms lies there for two weeks; there are few.
    for text in KeptText.objects.iterator():
        if says_address(text.fields, address):
            text.delete()
