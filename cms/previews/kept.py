"""Which pictures are kept, and which have to be drawn?

To draw one takes a tenth of a second, and messengers ask for it when an address is passed on, in a
group all at once. The worker draws them ahead; one that is missing is drawn when it is asked for,
and kept. What nobody may see any more is served no more at once, and forgotten in the worker's next
round.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, Subquery

from cms.models import PreviewPicture
from cms.previews.drawing import draw
from cms.previews.subjects import PictureSubject, public_rows, subject_of, subject_of_thing
from pagecache.noting import note
from search import contract
from text.languages import CODES
from text.preview_address import SITE

#: So many are drawn in one round of the worker: a second or two of its time.
AT_ONCE = 10


def picture_of(subject: PictureSubject) -> bytes:
    """Return the picture of something, kept or drawn now."""
    rows = PreviewPicture.objects.filter(kind=subject.kind, object_id=subject.pk)
    kept = rows.filter(made_of=subject.made_of).values_list("png", flat=True).first()
    return bytes(kept) if kept is not None else _drawn(subject)


def make_ahead() -> int:
    """Draw what is missing, what changed last first; return how much. Forget what is hidden."""
    _forget()
    same = Q(kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    known = Subquery(PreviewPicture.objects.filter(same).values("version")[:1])
    changed = [subject_of_thing(thing) for thing in contract.changed_things(known, AT_ONCE)]
    for subject in changed:
        _renew(subject)
    others = [subject_of(kind, pk) for kind, pk in _missing(AT_ONCE - len(changed))]
    for subject in filter(None, others):
        _drawn(subject)
    return len(changed) + len(others)


def _renew(subject: PictureSubject) -> None:
    """Draw it where another picture is kept or none; else note that this one still holds."""
    rows = PreviewPicture.objects.filter(kind=subject.kind, object_id=subject.pk)
    if not rows.filter(made_of=subject.made_of).update(version=subject.version):
        _drawn(subject)


def _drawn(subject: PictureSubject) -> bytes:
    png = draw(subject.card)
    row = PreviewPicture(
        kind=subject.kind,
        object_id=subject.pk,
        version=subject.version,
        made_of=subject.made_of,
        png=png,
    )
    note(
        lambda: PreviewPicture.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["kind", "object_id"],
            update_fields=["version", "made_of", "png"],
        )
    )
    return png


def _forget() -> None:
    """Forget the pictures of what nobody may find any more."""
    rows, others = PreviewPicture.objects, public_rows()
    contract.hidden_since(rows.exclude(kind__in=(SITE, *others))).delete()
    for kind, there in others.items():
        rows.filter(~Exists(there.filter(pk=OuterRef("object_id"))), kind=kind).delete()


def _missing(most: int) -> list[tuple[str, int]]:
    """Return what search does not know and was never drawn, at most so many."""
    if most <= 0:
        return []
    site = PreviewPicture.objects.filter(kind=SITE).values_list("object_id", flat=True)
    keys = [(SITE, pk) for pk in sorted(set(range(len(CODES))) - set(site))]
    for kind, there in public_rows().items():
        drawn = Exists(PreviewPicture.objects.filter(kind=kind, object_id=OuterRef("pk")))
        missing = there.filter(~drawn).order_by("pk").values_list("pk", flat=True)
        keys += [(kind, pk) for pk in missing[:most]]
    return keys[:most]
