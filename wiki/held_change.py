"""What would a held contribution change now? It is shown against the head, not its origin."""

from __future__ import annotations

from dataclasses import dataclass

from versions import meanwhile
from versions.models import AbstractRevision
from wiki import rendering
from wiki.edits import Edit
from wiki.errors import EditConflict
from wiki.merging import combine
from wiki.models import Article, Revision


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A contribution beside `old`, with who changed it `since`.

    Where both changed the same place (`clashes`) it is shown against what its author saw.
    """

    old: Revision
    title: str
    body: str
    html: str
    since: str = ""
    clashes: bool = False


def shown(article: Article, revision: Revision, parent: Revision) -> HeldChange:
    """Return what to show of a contribution that was made from `parent`."""
    own = HeldChange(parent, revision.title, revision.body, revision.html or "")
    head = article.revisions.filter(number=article.head_number, text_hidden=False).first()
    waits = revision.state == AbstractRevision.State.HELD
    if not waits or head is None or parent.number in (0, head.number):
        return own
    since = meanwhile.changed_by(
        article.revisions.all(), after=parent.number, up_to=article.head_number
    )
    edit = Edit(revision.body, revision.title, tuple(revision.topics))
    try:
        combined = combine(edit, base=parent, head=head)
    except EditConflict:
        return HeldChange(parent, revision.title, revision.body, own.html, since, clashes=True)
    made = rendering.make(
        combined.body,
        district=article.district,
        language=article.language,
        trusted=rendering.is_trusted(revision.author),
    )
    return HeldChange(head, combined.title, combined.body, made.html, since)
