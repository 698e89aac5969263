"""Following something, hearing of it more or less often, and stopping.

Whoever may know of a thing may follow it; the views see to that, and each mail asks again. A search
is followed by its canonical parameters (`search.contract.canonical`).

Errors::

    WatchRefused        the message says why, in the reader's words
    ├── TooManyWatches
    └── NotForSearches  nobody is told of a search at once
"""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.person import Person
from community.models import Digest, Happening, Visit, Watch
from community.models.watching import WatchQuerySet
from versions.models import AbstractRevision, Versioned

Rhythm = Watch.Rhythm
#: More than somebody could keep an eye on; so that no program fills the table.
MOST = 1000


class WatchRefused(Exception):
    """Something cannot be followed like this."""


class TooManyWatches(WatchRefused):
    """Somebody follows as much as anybody can."""


class NotForSearches(WatchRefused):
    """A search is looked at once a day: what it finds is not known at once."""


def is_watched(user: Person, kind: str, pk: int) -> bool:
    """Say whether somebody follows a thing; one query, none for guests."""
    return found(user, kind, pk) is not None


def found(user: Person, kind: str, pk: int) -> Watch | None:
    """Return how somebody follows a thing; None when they do not. One query, none for guests."""
    if not isinstance(user, User):
        return None
    rows = Watch.objects.active().filter(user=user, search="")
    return rows.filter(object_kind=kind, object_pk=pk).first()


def hash_of(parameters: str) -> str:
    """Return by what a search is known: the hash of its canonical parameters."""
    return sha256(parameters.encode()).hexdigest()


def found_search(user: User, parameters: str) -> Watch | None:
    """Return how somebody follows a search by its canonical parameters; None when they do not."""
    rows = Watch.objects.active()
    return rows.filter(user=user, search=hash_of(parameters)).first()


def watch_thing(*, user: User, kind: str, pk: int, rhythm: str = Rhythm.DIGEST) -> Watch:
    """Follow a thing, or hear of it in another rhythm. Raises `TooManyWatches`."""
    with transaction.atomic():
        row, made = Watch.objects.get_or_create(
            user=user, object_kind=kind, object_pk=pk, search="", defaults={"rhythm": rhythm}
        )
        _begin(row, rhythm, made=made)
    return row


def watch_search(*, user: User, parameters: str, rhythm: str = Rhythm.DIGEST) -> Watch:
    """Follow a search by its canonical parameters. Raises `TooManyWatches`, `NotForSearches`."""
    _ensure_fits(rhythm, parameters)
    with transaction.atomic():
        row, made = Watch.objects.get_or_create(
            user=user,
            search=hash_of(parameters),
            defaults={"parameters": parameters, "rhythm": rhythm},
        )
        _begin(row, rhythm, made=made)
    return row


def set_rhythm(*, user: User, pk: int, rhythm: str) -> bool:
    """Let somebody hear of what they follow in another rhythm; False where it is not their watch.

    Raises `NotForSearches`.
    """
    with transaction.atomic():
        row = Watch.objects.select_for_update().filter(user=user, pk=pk).first()
        if row is None:
            return False
        _ensure_fits(rhythm, row.search)
        _in_rhythm(row, rhythm)
    return True


def stop(*, user: User, pk: int) -> bool:
    """Follow something no longer; False where it is not this person's watch."""
    return bool(_stop(Watch.objects.filter(user=user, pk=pk)))


def stop_all(*, user: User) -> int:
    """Follow nothing any more; returns how much it was."""
    return _stop(Watch.objects.filter(user=user))


def _stop(rows: WatchQuerySet) -> int:
    """End watches: a search is forgotten, of a thing it is known that its reader wanted no more."""
    with transaction.atomic():
        searches = rows.exclude(search="").delete()[0]
        return searches + rows.active().update(rhythm=Rhythm.OFF)


def forget_person(*, user: User) -> None:
    """Keep nothing of what an account followed, was told and looked at. Inside `atomic()`."""
    for model in (Watch, Digest, Visit):
        model._default_manager.filter(user=user).delete()
    Happening.objects.filter(actor=user).update(actor=None)


def watch_own(*, user: User, wanted: bool) -> None:
    """Say whether somebody follows by itself what they write in."""
    User.objects.filter(pk=user.pk).update(watches_own=wanted)
    user.watches_own = wanted


def follow_own(kind: str, thing: Versioned, revision: AbstractRevision) -> None:
    """Let the author of a public revision follow its thing, unless they want that of none.

    Who has stopped following it does not begin again: that row stays. Inside `atomic()`.
    """
    author = revision.author
    if author is not None and author.watches_own:
        watch = Watch(user=author, object_kind=kind, object_pk=thing.pk)
        Watch.objects.bulk_create([watch], ignore_conflicts=True)


def _in_rhythm(row: Watch, rhythm: str) -> None:
    """Change the rhythm; of what was shown on the site alone, no mail tells afterwards."""
    if row.rhythm == rhythm:
        return
    if row.rhythm in (Rhythm.SITE, Rhythm.OFF):
        row.told_until = timezone.now()
    row.rhythm = rhythm
    row.save(update_fields=["rhythm", "told_until"])


def _begin(row: Watch, rhythm: str, *, made: bool) -> None:
    """Let a watch go on in a rhythm; one that is new, or begins again, needs room."""
    if made or row.rhythm == Rhythm.OFF:
        _ensure_room(row)
    _in_rhythm(row, rhythm)


def _ensure_room(row: Watch) -> None:
    others = Watch.objects.active().filter(user=row.user_id).exclude(pk=row.pk)
    if others.count() >= MOST:
        raise TooManyWatches(_("You watch so much already that no more can be added."))


def _ensure_fits(rhythm: str, search: str) -> None:
    if search and rhythm == Rhythm.AT_ONCE:
        raise NotForSearches(_("A search is looked at once a day, so it cannot be told at once."))
