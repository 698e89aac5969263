"""Deciding on contributions that are held: accept, change, refuse, withdraw, take back.

The order of steps is that of every kind (`community.contributing`), what follows of an article
stands in `wiki.services.waiting`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community import trust
from community.models import Case
from pictures import services as pictures
from text.gone_pictures import with_gone
from text.pictures import numbers_in
from versions.models import AbstractRevision
from wiki.errors import NotAllowed
from wiki.models import Article, Revision
from wiki.services import addresses
from wiki.services.editing import SaveResult, save_edit
from wiki.services.waiting import WAITING

State = AbstractRevision.State


def accept_contribution(*, article: Article, number: int, by: User) -> Revision:
    """Make a held revision public, combined with what others have written since.

    Returns the revision the public sees now. Raises `NotHeld`, `NotAllowed`, `AddressTaken`, and
    `EditConflict` where others have changed the same place.
    """
    _ensure(by, "review", article)
    with addresses.collisions_named(article):
        return WAITING.accept(article, number, by)


@transaction.atomic
def accept_changed(
    *,
    article: Article,
    number: int,
    base_revision: int | None,
    title: str,
    body: str,
    topics: Iterable[int] | None,
    summary: str,
    by: User,
) -> SaveResult:
    """Publish a held contribution as its reviewer has changed it; both are named as authors.

    A first text is published as it was and then changed, so that its author stays its author.
    """
    _ensure(by, "review", article)
    held = WAITING.waiting(article, number)
    body = with_gone(body, held.body)
    if article.head_number == 0:
        accept_contribution(article=article, number=number, by=by)
        base_revision = number
    result = save_edit(
        article=article,
        base_revision=base_revision,
        title=title,
        body=body,
        topics=topics,
        summary=summary,
        author=by,
        carries=0 if article.head_number == 0 else number,
    )
    if article.head_number != 0:
        pictures.accept_with_text(numbers=numbers_in(body), author=held.author)
        WAITING.move(held, State.ACCEPTED)
        WAITING.close(article, held, Case.State.ACCEPTED, by)
    return result


def refuse_contribution(*, article: Article, number: int, by: User, reason: str) -> None:
    """Decide against a held revision; it stays readable for its author and for moderators."""
    _ensure(by, "review", article)
    WAITING.refuse(article, number, by, reason)


def withdraw_contribution(*, article: Article, number: int) -> None:
    """Take a held revision back; who may is for the caller: its author, or the receipt."""
    WAITING.withdraw(article, number)


def reopen_contribution(*, article: Article, number: int, by: User) -> bool:
    """Take a decision back, as long as nothing was built upon it; says whether that was possible.

    The case is the caller's business.
    """
    _ensure(by, "review", article)
    return WAITING.reopen(article, number)


def _ensure(user: User, action: str, article: Article) -> None:
    if not trust.may(user, action, article):
        raise NotAllowed(_("This is not yours to decide."))
