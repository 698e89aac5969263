"""Takes the demo content away and leaves everything else where it was.

What real content refers to stays, and stops being demo: a district in which somebody has written,
a person whose words are part of a real article.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models, router, transaction

import pagecache
from accounts.models import User
from cms.services.demo_removal import remove_demo_pages
from cms.services.districts import ensure_district_pages
from community.models import Case
from districts.models import (
    Actor,
    City,
    CouncilPaper,
    Date,
    District,
    Need,
    Network,
    Project,
    Topic,
)
from search import outbox
from versions.models import AbstractRevision
from wiki.models import Article

FINDABLE: tuple[tuple[str, str, type[models.Model]], ...] = (
    ("articles", "article", Article),
    ("dates", "event", Date),
    ("networks", "network", Network),
    ("projects", "project", Project),
    ("papers", "paper", CouncilPaper),
    ("actors", "actor", Actor),
)
# Inner things before what they belong to.
OTHERS: tuple[tuple[str, type[models.Model]], ...] = (
    ("needs", Need),
    ("people", User),
    ("districts", District),
    ("topics", Topic),
    ("cities", City),
)


def remove_demo() -> dict[str, int]:
    """Remove everything marked as demo, in one transaction; return how many of each kind."""
    with transaction.atomic():
        counts = {"pages": remove_demo_pages()}
        for name, kind, model in FINDABLE:
            counts[name] = _remove(model, kind)
        for name, model in OTHERS:
            counts[name] = _remove(model)
        ensure_district_pages()
        pagecache.bump()
    return counts


def _remove(model: type[Any], kind: str = "") -> int:
    """Delete the demo rows of a model, one by one; keep those that something real hangs on."""
    removed = 0
    for row in model.objects.filter(is_demo=True).order_by("pk"):
        if _holds_real_things(row):
            model.objects.filter(pk=row.pk).update(is_demo=False)
            continue
        if kind:
            outbox.changed_many(kind, [row.pk], hidden=True)
            Case.objects.about(kind, row.pk).delete()
        row.delete()
        removed += 1
    return removed


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


def _is_real(thing: Any) -> bool:
    """Whether a row was made by real people: it, whose version it is, or whom it ties together."""
    if hasattr(thing, "is_demo"):
        return not thing.is_demo
    if isinstance(thing, AbstractRevision):
        author = thing.author
        return not getattr(thing, thing.thing_field).is_demo or bool(author and not author.is_demo)
    if type(thing)._meta.auto_created:
        ends = [field for field in type(thing)._meta.get_fields() if field.is_relation]
        if len({field.related_model for field in ends}) == 1:
            return False  # neighbours: a district that stays does not hold the one beside it
        return any(_is_real(getattr(thing, field.name)) for field in ends)
    return False
