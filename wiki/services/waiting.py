"""What becomes of held revisions of articles: what follows beside the steps of every kind."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.contributing import TEXT_HIDDEN, Contributions
from pictures import services as pictures
from text.pictures import numbers_in
from versions.append import SwapLost, demote, promote
from versions.models import AbstractRevision
from wiki import rendering
from wiki.edits import Edit
from wiki.errors import AddressTaken, Invalid
from wiki.merging import combine
from wiki.models import Article, Revision
from wiki.services import addresses, saving
from wiki.subject import KIND

State = AbstractRevision.State


class NotHeld(Invalid):
    """Nobody waits for a decision on this revision (any more)."""

    code = "not_held"


class ArticleContributions(Contributions[Article, Revision]):
    """What becomes of held revisions of articles."""

    def kind_of(self, thing: Article) -> str:
        """Return the kind of articles."""
        return KIND

    def lock(self, thing: Article) -> None:
        """Wait for the row of an article."""
        Article.objects.select_for_update().get(pk=thing.pk)

    def read(self, thing: Article) -> Article:
        """Read an article as it is now."""
        return Article.objects.with_place().prefetch_related("topics").get(pk=thing.pk)

    def revisions(self, thing: Article) -> QuerySet[Revision]:
        """Return the revisions of an article."""
        return Revision.objects.filter(article=thing).select_related("author")

    def not_waiting(self) -> NotHeld:
        """Return `NotHeld`."""
        return NotHeld(_("This contribution does not wait any more."))

    def text_is_hidden(self) -> Invalid:
        """Return `Invalid`."""
        return Invalid(TEXT_HIDDEN)

    def promote(self, thing: Article, held: Revision, by: User) -> Revision:
        """Let the held revision be the head: nobody has written since.

        A change does not bring back what was deleted while it waited; a first text is made public.
        """
        was = addresses.standing_of(thing) if thing.published_number else None
        state = {} if thing.head_number else {"state": Article.State.LIVE}
        addresses.check_free(thing, held.title, district=thing.district)
        made = _made(thing, held.body, held.author)
        fields = saving.published_fields(held, now=timezone.now())
        fields |= addresses.fields_for(thing, held.title, district=thing.district)
        promote(thing, held, **fields, **state)
        Revision.objects.filter(pk=held.pk).update(patrolled_by=by, **made.fields)
        saving.after_publication(thing, held, made.places, was=was)
        if thing.state == Article.State.LIVE:
            addresses.take(thing)
        pictures.accept_with_text(**_pictured(held))
        return held

    def combine(self, thing: Article, held: Revision, by: User) -> Revision:
        """Combine the held change with what others have written, in its author's name."""
        found = {
            row.number: row
            for row in self.revisions(thing).filter(number__in=[thing.head_number, held.parents[0]])
        }
        base, head = found[held.parents[0]], found[thing.head_number]
        edit = Edit(
            body=held.body,
            title=held.title,
            topics=tuple(held.topics),
            summary=held.summary,
            minor=held.minor,
            author=held.author,
            author_name=held.author_name,
        )
        combined = combine(edit, base=base, head=head)
        addresses.check_free(thing, combined.title, district=thing.district)
        made = _made(thing, combined.body, held.author)
        revision = saving.new_revision(
            edit,
            title=combined.title,
            body=combined.body,
            topics=combined.topics,
            parents=[head.number, held.number],
            before=head.size,
            made=made,
        )
        revision.patrolled_by = by
        saving.append_live(thing, revision, made.places)
        pictures.accept_with_text(**_pictured(held))
        return revision

    def refuse(self, thing: Article, number: int, by: User, reason: str) -> None:
        """Decide against a contribution, and against the pictures that wait with it."""
        held = self.waiting(thing, number)
        with transaction.atomic():
            super().refuse(thing, number, by, reason)
            pictures.refuse_with_text(**_pictured(held))

    def withdraw(self, thing: Article, number: int) -> None:
        """Let its author take a contribution back; its pictures wait by themselves then."""
        held = self.waiting(thing, number)
        with transaction.atomic():
            super().withdraw(thing, number)
            pictures.wait_without_text(**_pictured(held))

    def reopen(self, thing: Article, number: int) -> bool:
        """Take a decision back, with that on the pictures that were decided with it."""
        with transaction.atomic():
            if not super().reopen(thing, number):
                return False
            pictures.wait_again_with_text(**_pictured(self.waiting(thing, number)))
        return True

    def wait_again(self, thing: Article, held: Revision) -> bool:
        """Say whether a decision can be taken back: what its author took back stays so."""
        return held.state == State.REFUSED

    def demote(self, thing: Article, revision: Revision) -> bool:
        """Let the parent be the head once more; one that was hidden meanwhile does not come back.

        Nor does an article wait again as a whole that somebody has deleted since, or upon which
        something else was written: that would then wait upon nothing.
        """
        before = revision.parents[0] if revision.parents else 0
        parent = thing.revisions.filter(number=before).first()
        if parent is not None and parent.text_hidden:
            return False
        was = addresses.standing_of(thing)
        fields: dict[str, Any] = {"state": Article.State.HELD}
        if parent is not None:
            try:
                addresses.check_free(thing, parent.title, district=thing.district)
            except AddressTaken:  # somebody has begun an article of the title it had
                return False
            fields = saving.published_fields(parent, now=parent.published_at or parent.created)
            fields |= addresses.fields_for(thing, parent.title, district=thing.district)
        elif thing.state != Article.State.LIVE or thing.last_number != revision.number:
            return False
        try:
            demote(thing, revision, before, **fields)
        except SwapLost:
            return False
        if parent is None:
            saving.after_withdrawal(thing)
        else:
            made = _made(thing, parent.body, parent.author)
            saving.after_publication(thing, parent, made.places, was=was)
        return True


WAITING = ArticleContributions()


def _pictured(held: Revision) -> dict[str, Any]:
    """Say whose picture may have waited with a text, and which, as `pictures.services` takes it."""
    return {"numbers": numbers_in(held.body), "author": held.author}


def _made(article: Article, body: str, author: User | None) -> rendering.Made:
    return rendering.make(
        body,
        district=article.district,
        language=article.language,
        trusted=rendering.is_trusted(author),
    )
