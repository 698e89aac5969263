"""Deciding on contributions that are held: accept, change, refuse, withdraw, take back.

A held revision was written upon some head. If that is still the head, the revision itself becomes
public; if others have written since, its change is joined with theirs in a new revision of the same
author. The case in the inbox is closed in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community import cases, trust
from community.models import Case
from versions.append import SwapLost, promote
from versions.models import AbstractRevision
from wiki import rendering
from wiki.edits import Edit
from wiki.errors import AddressTaken, Invalid, NotAllowed
from wiki.merging import join
from wiki.models import Article, Revision
from wiki.services import addresses, saving
from wiki.services.editing import SaveResult, save_edit

State = AbstractRevision.State
TRIES = 3


class NotHeld(Invalid):
    """Nobody waits for a decision on this revision (any more)."""

    code = "not_held"


def accept_contribution(*, article: Article, number: int, by: User) -> Revision:
    """Make a held revision public, joined with what others have written since.

    Returns the revision the public sees now. Raises `NotHeld`, `NotAllowed`, `AddressTaken`, and
    `EditConflict` where others have changed the same place.
    """
    _ensure(by, "review", article)
    with addresses.collisions_named(article):
        for _try in range(TRIES):
            with suppress(SwapLost):
                return _accept(article.pk, number, by)
        with transaction.atomic():
            Article.objects.select_for_update().get(pk=article.pk)
            return _accept(article.pk, number, by)


def _accept(pk: int, number: int, by: User) -> Revision:
    article, held = _held(pk, number)
    if (held.parents or [0])[0] == article.head_number:
        return _promote(article, held, by)
    return _carry_over(article, held, by)


def _promote(article: Article, held: Revision, by: User) -> Revision:
    """Let the held revision be the head: nobody has written since.

    A change does not bring back what was deleted while it waited; a first text is made public.
    """
    was = addresses.standing_of(article) if article.published_number else None
    state = {} if article.head_number else {"state": Article.State.LIVE}
    addresses.check_free(article, held.title, district=article.district)
    made = _made(article, held)
    with transaction.atomic():
        fields = saving.published_fields(held, now=timezone.now())
        fields |= addresses.fields_for(article, held.title, district=article.district)
        promote(article, held, **fields, **state)
        Revision.objects.filter(pk=held.pk).update(patrolled_by=by, **made.fields)
        saving.after_publication(article, held, made.places, was=was)
        if article.state == Article.State.LIVE:
            addresses.take(article)
        _close(article, held, Case.State.ACCEPTED, by)
    return held


def _carry_over(article: Article, held: Revision, by: User) -> Revision:
    """Join the held change with what others have written, in the name of its author."""
    rows = article.revisions.filter(number__in=[article.head_number, held.parents[0]])
    found = {row.number: row for row in rows.select_related("author")}
    base, head = found[held.parents[0]], found[article.head_number]
    edit = Edit(
        body=held.body,
        title=held.title,
        topics=tuple(held.topics),
        summary=held.summary,
        minor=held.minor,
        author=held.author,
        author_name=held.author_name,
    )
    joined = join(edit, base=base, head=head)
    addresses.check_free(article, joined.title, district=article.district)
    made = rendering.make(
        joined.body,
        district=article.district,
        language=article.language,
        trusted=rendering.is_trusted(held.author),
    )
    revision = saving.new_revision(
        edit,
        title=joined.title,
        body=joined.body,
        topics=joined.topics,
        parents=[head.number, held.number],
        before=head.size,
        made=made,
    )
    revision.patrolled_by = by
    with transaction.atomic():
        saving.append_live(article, revision, made.places)
        _set_state(held, State.ACCEPTED)
        _close(article, held, Case.State.ACCEPTED, by)
    return revision


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
    _article, held = _held(article.pk, number)
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
        _set_state(held, State.ACCEPTED)
        _close(article, held, Case.State.ACCEPTED, by)
    return result


@transaction.atomic
def refuse_contribution(*, article: Article, number: int, by: User, reason: str) -> None:
    """Decide against a held revision; it stays readable for its author and for moderators."""
    _ensure(by, "review", article)
    _article, held = _held(article.pk, number)
    _set_state(held, State.REFUSED)
    _close(article, held, Case.State.REFUSED, by, reason)


@transaction.atomic
def withdraw_contribution(*, article: Article, number: int) -> None:
    """Take a held revision back; who may is for the caller: its author, or the receipt."""
    _article, held = _held(article.pk, number)
    # A guest takes their name back with it; that of an account never stood there.
    Revision.objects.filter(pk=held.pk).update(state=State.REPLACED, author_name="")
    _close(article, held, Case.State.WITHDRAWN, held.author)


@transaction.atomic
def reopen_contribution(*, article: Article, number: int, by: User) -> bool:
    """Take a decision back, as long as nothing was built upon it; says whether that was possible.

    The case is the caller's business.
    """
    _ensure(by, "review", article)
    revision = Revision.objects.filter(article=article, number=number).first()
    if revision is None:
        return False
    if revision.state == State.REFUSED:
        _set_state(revision, State.HELD)
        return True
    if revision.state != State.LIVE or article.head_number != number:
        return False
    return _demote(article, revision)


def _demote(article: Article, revision: Revision) -> bool:
    """Let a revision that was just promoted be held again; its parent is the head once more.

    A parent that was hidden meanwhile does not come back.
    """
    before = revision.parents[0] if revision.parents else 0
    parent = article.revisions.filter(number=before).first()
    if parent is not None and parent.text_hidden:
        return False
    numbers = {"head_number": before, "published_number": before}
    was = addresses.standing_of(article)
    fields: dict[str, Any] = {"state": Article.State.HELD}
    if parent is not None:
        try:
            addresses.check_free(article, parent.title, district=article.district)
        except AddressTaken:  # somebody has begun an article of the title it had
            return False
        fields = saving.published_fields(parent, now=parent.published_at or parent.created)
        fields |= addresses.fields_for(article, parent.title, district=article.district)
    # Nor does an article wait again that somebody has deleted since.
    rows = Article.objects.filter(pk=article.pk, head_number=revision.number)
    if parent is None:
        rows = rows.filter(state=Article.State.LIVE)
    if not rows.update(**numbers, **fields):
        return False
    article.refresh_from_db()
    _set_state(revision, State.HELD)
    if parent is None:
        saving.after_withdrawal(article)
    else:
        made = _made(article, parent)
        saving.after_publication(article, parent, made.places, was=was)
    return True


def _made(article: Article, revision: Revision) -> rendering.Made:
    return rendering.make(
        revision.body,
        district=article.district,
        language=article.language,
        trusted=rendering.is_trusted(revision.author),
    )


def _held(pk: int, number: int) -> tuple[Article, Revision]:
    article = Article.objects.with_place().prefetch_related("topics").get(pk=pk)
    rows = Revision.objects.filter(article=article, state=State.HELD).select_related("author")
    revision = rows.filter(number=number).first()
    if revision is None:
        raise NotHeld(_("This contribution does not wait any more."))
    revision.article = article
    return article, revision


def _set_state(revision: Revision, state: str) -> None:
    Revision.objects.filter(pk=revision.pk).update(state=state)
    revision.state = state


def _close(article: Article, held: Revision, state: str, by: User | None, reason: str = "") -> None:
    cases.close_contribution(
        kind=saving.KIND,
        pk=article.pk,
        number=held.number,
        state=state,
        by=by,
        reason=reason,
    )


def _ensure(user: User, action: str, article: Article) -> None:
    if not trust.may(user, action, article):
        raise NotAllowed(_("This is not yours to decide."))
