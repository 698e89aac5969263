"""Putting things right: protect, delete and restore, hide parts, check, mark as seen.

Every action is written to the log once, in its own transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import pagecache
from accounts.models import User
from community import log, trust
from community.talk import resolving
from versions.hidden import says_hidden_text
from versions.models import AbstractRevision
from wiki import shown
from wiki.errors import Invalid, NotAllowed
from wiki.exchange import HIDEABLE
from wiki.models import Article, Revision
from wiki.services import addresses, saving
from wiki.services.reverting import revert_article
from wiki.subject import KIND

State = AbstractRevision.State
CHECKED_FOR = timedelta(days=365)


@transaction.atomic
def protect_article(*, article: Article, protection: str, reason: str, by: User) -> None:
    """Say whose edits go live: open, residents or moderators."""
    _ensure(by, "protect", article)
    if protection not in Article.Protection.values:
        raise Invalid(_("There is no such protection."), field="protection")
    Article.objects.filter(pk=article.pk).update(protection=protection)
    _log("protect", article, by, reason, protection=protection)
    shown.changed(article)


@transaction.atomic
def delete_article(*, article: Article, reason: str, by: User) -> None:
    """Take an article from the public; nothing is lost and it can be restored.

    Links to it turn red, search forgets it at once. Raises `Invalid` without a reason.
    """
    _ensure(by, "delete", article)
    reason = _given(reason)
    Article.objects.filter(pk=article.pk).update(
        state=Article.State.DELETED, state_reason=reason[:300]
    )
    article.refresh_from_db()
    _log("delete", article, by, reason)
    saving.after_withdrawal(article)


def restore_article(*, article: Article, reason: str, by: User) -> None:
    """Give a deleted article back to the public, at its address if that is still free.

    Raises `AddressTaken` if another article has its title meanwhile, `Invalid` where there is
    nothing that the public may read.
    """
    _ensure(by, "delete", article)
    if article.published_number == 0:
        raise Invalid(_("This article was never public."))
    if says_hidden_text(article):
        raise Invalid(_("The text of this article is hidden. Please show it in its history first."))
    slug = addresses.free_slug(article, wanted=article.slug)
    with addresses.collisions_named(article), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(
            state=Article.State.LIVE, state_reason="", slug=slug
        )
        article.refresh_from_db()
        _log("restore", article, by, reason)
        addresses.take(article)
        saving.announce(article)


def hide_parts(
    *, article: Article, number: int, parts: Iterable[str], reason: str, by: User
) -> None:
    """Hide text, summary or author of a revision (and show again what `parts` does not name).

    A text that is public is put back first to the last one that was not hidden; without one the
    article is deleted. Raises `Invalid` without a reason.
    """
    _ensure(by, "hide", article)
    reason, chosen = _given(reason), frozenset(parts)
    if chosen - set(HIDEABLE):
        raise Invalid(_("There is no such part."), field="parts")
    with transaction.atomic():
        flags = {f"{part}_hidden": part in chosen for part in HIDEABLE}
        Revision.objects.filter(article=article, number=number).update(**flags)
        _log("hide", article, by, reason, number=number, parts=sorted(chosen))
        article.refresh_from_db()  # what is public may have changed since it was looked at
        if "text" in chosen and number == article.published_number:
            _replace_hidden(article, number, reason, by)
        if "text" in chosen:
            article.refresh_from_db()
            addresses.forget_hidden(article, number)
        if "author" in chosen:
            resolving.forget_author(kind=KIND, pk=article.pk, number=number)
        pagecache.bump()


def _replace_hidden(article: Article, number: int, reason: str, by: User) -> None:
    good = (
        article.revisions.filter(state=State.LIVE, text_hidden=False, number__lt=number)
        .order_by("-number")
        .first()
    )
    if good is None:
        delete_article(article=article, reason=reason, by=by)
        return
    article.refresh_from_db()
    summary = _("The text before this was hidden")
    revert_article(article=article, number=good.number, author=by, summary=summary)


@transaction.atomic
def confirm_article(*, article: Article, by: User) -> None:
    """Note that somebody has looked and the article is still right; it is due in a year again."""
    _ensure(by, "confirm", article)
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(
        checked_at=now, checked_by=by, review_by=timezone.localdate(now) + CHECKED_FOR
    )
    _log("confirm", article, by, "")
    shown.changed(article)


@transaction.atomic
def schedule_check(*, article: Article, review_by: date | None, by: User) -> None:
    """Say by when somebody should look again whether the article is right; None: in a year."""
    _ensure(by, "protect", article)
    Article.objects.filter(pk=article.pk).update(review_by=review_by)
    _log("schedule", article, by, "", review_by=review_by.isoformat() if review_by else "")
    shown.changed(article)


@transaction.atomic
def patrol_revision(*, article: Article, number: int, by: User) -> None:
    """Mark a change as seen, so that others need not look at it again."""
    _ensure(by, "patrol", article)
    rows = Revision.objects.filter(article=article, number=number, patrolled_by=None)
    if rows.update(patrolled_by=by):
        _log("patrol", article, by, "", number=number)


def _log(action: str, article: Article, by: User, reason: str, **details: object) -> None:
    number = int(str(details.pop("number", 0)))
    log.write(
        action=action,
        who=by,
        kind=KIND,
        pk=article.pk,
        number=number,
        title=article.title,
        reason=reason,
        **details,
    )


def _given(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid(_("Please give a reason: others read it."), field="reason")
    return reason


def _ensure(user: User, action: str, article: Article) -> None:
    if not trust.may(user, action, article):
        raise NotAllowed(_("This is not yours to decide."))
