"""Takes the demo content away and leaves everything else where it was.

What real content refers to stays, and stops being demo: a district in which somebody has written,
a person whose words are part of a real article.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models, router, transaction
from django.db.models import Q

import pagecache
from accounts.models import User
from cms.services.demo_removal import remove_demo_pages
from cms.services.districts import ensure_district_pages
from community.models import Case, Comment, Responsibility
from community.people.disarming import disarm_account
from config.demo import read, talks
from districts import entries
from districts.models import Actor, Adoption, City, Claim, District, Topic
from pictures import services as pictures
from pictures.models import Picture
from pictures.subject import SUBJECT as PICTURE
from pictures.uses import uses_of
from search import contract as search
from search import outbox
from versions.models import AbstractRevision
from wiki.models import Article

# Entries and articles come before these, and these before what they belong to.
OTHERS: tuple[tuple[str, str, type[models.Model]], ...] = (
    ("people", "", User),
    ("districts", "district", District),
    ("topics", "topic", Topic),
    ("cities", "", City),
)
# Rows that tie a real thing, or somebody real, to one of the demo.
TIES = (Adoption, Claim)
# What somebody has said or begun, and nobody has turned down.
STANDING = (Comment.State.HELD, Comment.State.LIVE, Comment.State.HIDDEN)


def remove_demo() -> dict[str, int]:
    """Remove everything marked as demo, in one transaction; return how many of each kind."""
    with transaction.atomic():
        Case.objects.filter(is_demo=True).delete()
        talks.remove_talks()
        counts = {"pages": remove_demo_pages()}
        for name, kind, model in _written():
            counts[name] = _remove(model, kind)
        counts["pictures"] = _remove_pictures()
        for name, kind, model in OTHERS:
            counts[name] = _remove_people() if model is User else _remove(model, kind)
        ensure_district_pages()
        pagecache.bump()
    return counts


def _remove_pictures() -> int:
    """Destroy the demo's pictures, but for those that somebody shows in an article of their own."""
    removed = 0
    for picture in Picture.objects.filter(is_demo=True).order_by("pk"):
        if uses_of(picture):
            Picture.objects.filter(pk=picture.pk).update(is_demo=False)
            continue
        pictures.move(picture, Picture.State.DELETED)
        _forget_words_about(PICTURE.key, picture.pk)
        picture.delete()
        removed += 1
    return removed


def _written() -> list[tuple[str, str, type[models.Model]]]:
    """Return articles and every kind of entry: its own name, key and model, actors at last."""
    kinds = sorted(entries.kinds(), key=lambda kind: kind.model is Actor)
    found = [(kind.list_route, kind.key, kind.model) for kind in kinds]
    return [("articles", "article", Article), *found]


def _remove(model: type[Any], kind: str) -> int:
    """Delete the demo rows of a model, one by one; keep those that something real hangs on."""
    removed = 0
    for row in model.objects.filter(is_demo=True).order_by("pk"):
        if _is_spoken_of(kind, row.pk) or _holds_real_things(row):
            model.objects.filter(pk=row.pk).update(is_demo=False)
            continue
        if kind in search.kinds() and model is not District:
            outbox.changed_many(kind, [row.pk], hidden=True)
        _forget_words_about(kind, row.pk)
        row.delete()
        removed += 1
    return removed


def _remove_people() -> int:
    """Take every right from every demo account; delete those that nothing real hangs on.

    Their password is published, so whatever such an account may do, anybody may. Who has entered
    an address of their own keeps the account, as a new one, and signs in by a mailed code.
    """
    invented = {row["mail"].casefold() for row in read.table("people")["people"]}
    removed = 0
    for user in User.objects.filter(is_demo=True).order_by("pk"):
        has_own_address = user.email.casefold() not in invented
        stays = has_own_address or _holds_real_things(user)
        disarm_account(user=user, keeps_address=has_own_address)
        User.objects.filter(pk=user.pk).update(is_demo=False)
        if not stays:
            User.objects.get(pk=user.pk).delete()
            removed += 1
    return removed


def _is_spoken_of(kind: str, pk: int) -> bool:
    """Whether real people have said something there, look after it, or wait with a contribution.

    These rows name what they are about by kind and key, so the database does not tell.
    """
    if not kind:
        return False
    said = Comment.objects.at(kind, pk).filter(state__in=STANDING).exclude(author__is_demo=True)
    looked_after = Responsibility.objects.filter(scope_kind=kind, scope_pk=pk, user__is_demo=False)
    contributions = Case.objects.about(kind, pk).pending().filter(is_demo=False)
    given = contributions.filter(state__in=(Case.State.OPEN, Case.State.ACCEPTED))
    return said.exists() or looked_after.exists() or given.exists()


def _forget_words_about(kind: str, pk: int) -> None:
    """Remove what demo people have said there, and what was refused; real reports stay.

    The inbox says of such a report that what it is about is no longer there.
    """
    Comment.objects.at(kind, pk).delete()
    Responsibility.objects.filter(scope_kind=kind, scope_pk=pk).delete()
    cases = Case.objects.about(kind, pk)
    cases.filter(Q(sort=Case.Sort.PENDING) | Q(author__is_demo=True)).delete()


def _holds_real_things(row: models.Model) -> bool:
    """Whether deleting this row would take something along, or cut it off, that is not demo."""
    collector = NestedObjects(using=router.db_for_write(type(row)))
    collector.collect([row])
    along = [thing for things in collector.data.values() for thing in things if thing != row]
    cut_off = [thing for things in collector.field_updates.values() for thing in _each(things)]
    return bool(collector.protected) or any(_is_real(thing) for thing in [*along, *cut_off])


def _each(updates: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows behind Django's mixture of rows and querysets."""
    for update in updates:
        if isinstance(update, models.QuerySet):
            yield from update
        else:
            yield update


def _is_real(thing: models.Model) -> bool:
    """Whether a row was made by real people: it, whose version it is, or whom it ties together."""
    if hasattr(thing, "is_demo"):
        return not thing.is_demo
    if isinstance(thing, AbstractRevision):
        author = thing.author
        return not getattr(thing, thing.thing_field).is_demo or bool(author and not author.is_demo)
    model = type(thing)
    ends = [field for field in model._meta.fields if field.many_to_one]
    if model._meta.auto_created and len({field.related_model for field in ends}) == 1:
        return False  # neighbours: a district that stays does not hold the one beside it
    if not (model in TIES or model._meta.auto_created):
        return False
    others = (getattr(thing, field.name) for field in ends)
    return any(not other.is_demo for other in others if hasattr(other, "is_demo"))
