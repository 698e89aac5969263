"""Taking over what an archive holds: articles that are missing, texts that somebody changed there.

An article that is missing comes with the names and the day of its file, as every import does. A
text that is here already, now or in any earlier version, is left alone: the site knows better. Any
other text is an edit of whoever runs the import, upon the version that the file names: it is merged
with what was written since, waits where their edits wait, and is refused where both changed the
same place. Each article is written whole, with its pictures, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from community.limits import LimitReached
from districts.models import District
from pictures import services as pictures
from pictures.encoding.anew import NotTaken
from pictures.errors import NotAllowed
from pictures.models import Picture
from pictures.share_forms import ShareForm
from pictures.taking import Upload, taken
from text.files import Unreadable
from text.gone_pictures import without_gone
from text.pictures import numbers_in, renumbered
from versions.models import AbstractRevision, fingerprint
from wiki.archive.pages import ArchivedPage
from wiki.archive.pictured import ArchivedPicture, digests
from wiki.errors import EditConflict, WikiError
from wiki.models import Article
from wiki.services.editing import save_edit
from wiki.services.import_present import existing
from wiki.services.import_rules import NAME_LENGTH, SUMMARY_LENGTH, ImportRefused
from wiki.services.importing import import_article

State = AbstractRevision.State
#: No picture has it: what stands for one that the archive does not hold shows nothing.
_NO_PICTURE = 0


class Became(Enum):
    """What became of a file of an archive."""

    NEW = "new"
    CHANGED = "changed"
    WAITS = "waits"
    UNCHANGED = "unchanged"


def take_over_page(
    *, page: ArchivedPage, pictured: Mapping[int, int], by: User
) -> tuple[Became, tuple[str, ...]]:
    """Take over an article of an archive; return what became of it, and warnings.

    `pictured` says which number a picture of the archive has here. Raises `ImportRefused`.
    """
    numbers = {n: pictured.get(n, _NO_PICTURE) for n in numbers_in(page.body)}
    body = renumbered(page.body, numbers)
    try:
        data = page.as_import(body, _summary(page))
    except Unreadable as error:
        raise ImportRefused(str(error)) from error
    district = _district(page)
    article = existing(data, district)
    if article is None:
        outcome = import_article(data=data)
        return (Became.NEW if outcome.added else Became.UNCHANGED), outcome.warnings
    if _was_here(article, page.title, body) or _is_as_written(article, page):
        return Became.UNCHANGED, ()
    return _edited(article, page, body, by), ()


def _summary(page: ArchivedPage) -> str:
    """Return what is said of the first revision: all names where its author has no room."""
    if len(page.authors) <= NAME_LENGTH:
        return _("from an archive")
    return (_("from an archive, by %(names)s") % {"names": page.authors})[:SUMMARY_LENGTH]


def _district(page: ArchivedPage) -> District | None:
    if page.district is None:
        return None
    district = District.objects.filter(slug=page.district).first()
    if district is None:
        raise ImportRefused(_("there is no district %(slug)s") % {"slug": page.district})
    return district


def _was_here(article: Article, title: str, body: str) -> bool:
    """Say whether a text is, or once was, that of the article; a longer history knows better."""
    same = article.revisions.filter(title=title, sha256=fingerprint(body)["sha256"])
    return same.exclude(state=State.REPLACED).exists()


def _is_as_written(article: Article, page: ArchivedPage) -> bool:
    """Say whether nobody has changed the file since this site wrote it.

    It says nothing of pictures that are gone, which the text here still does.
    """
    written = article.revisions.filter(number=page.revision, title=page.title).first()
    return written is not None and without_gone(written.body) == page.body


def _edited(article: Article, page: ArchivedPage, body: str, by: User) -> Became:
    try:
        result = save_edit(
            article=article,
            base_revision=page.revision,
            title=page.title,
            body=body,
            topics=None,
            summary=_("from an archive"),
            author=by,
        )
    except EditConflict as error:
        message = _("others have changed the same place here since version %(number)d")
        raise ImportRefused(message % {"number": page.revision}) from error
    except (WikiError, LimitReached) as error:
        raise ImportRefused(str(getattr(error, "message", error))) from error
    return {"pending": Became.WAITS, "unchanged": Became.UNCHANGED}.get(
        result.status, Became.CHANGED
    )


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture of an archive, checked and drawn anew: it is given in the article's transaction."""

    words: Mapping[str, str]
    upload: Upload


def picture_here(data: bytes) -> Picture | None:
    """Return the picture of a file as it is here. Raises `ImportRefused` for one taken back."""
    kept, uploaded = digests(data)
    shared = Picture.objects.shared().filter(Q(file_hash=kept) | Q(upload_digest=uploaded))
    here: Picture | None = shared.order_by("pk").first()
    if here is not None and here.state not in (Picture.State.LIVE, Picture.State.HELD):
        raise ImportRefused(_("this picture was refused, hidden or deleted here"))
    return here


def drawn_picture(*, picture: ArchivedPicture, data: bytes) -> DrawnPicture:
    """Check a file and draw it anew like every upload, which takes time. Raises `ImportRefused`."""
    form = ShareForm(
        {**picture.words, "may_share": "on"}, {"file": SimpleUploadedFile(picture.file, data)}
    )
    if not form.is_valid():
        raise ImportRefused(" ".join(_sentences(form.errors.values())))
    try:
        return DrawnPicture(form.words, taken(form.cleaned_data["file"].read()))
    except NotTaken as error:
        raise ImportRefused(str(error.message)) from error


def give_picture(*, drawn: DrawnPicture, by: User) -> Picture:
    """Keep a picture; it is public or waits as what its giver uploads. Raises `ImportRefused`."""
    try:
        return pictures.share_picture(upload=drawn.upload, words=drawn.words, places=[], by=by)
    except NotAllowed as error:
        raise ImportRefused(_("this account may not give pictures")) from error


def _sentences(errors: Iterable[Iterable[object]]) -> list[str]:
    return [str(message) for field in errors for message in field]
