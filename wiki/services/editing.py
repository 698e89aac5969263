"""Saving an edit so that nothing anybody wrote is lost.

Everything slow (merging, rendering) happens before the transaction; inside it the head is swapped
if it is still the one that was read. If not, the edit is combined with the new head and tried
again; that is no conflict and nobody sees it. After two misses the article's row is locked first:
without that, PostgreSQL refuses most of many edits of one article at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from django.utils.translation import gettext as _

from accounts.models import User
from community import trust
from community.cases import Sender
from community.contributing import retried
from community.people import blocked
from districts.models import District
from districts.modules import resting
from text.gone_pictures import with_gone
from versions.models import AbstractRevision
from wiki import presence, rendering
from wiki.addresses import article_url
from wiki.edits import KEEP, Edit, Kept, change_of, checked
from wiki.errors import NotAllowed, UnknownBase
from wiki.merging import Combined, combine, own
from wiki.models import Article, Revision
from wiki.rendering import Made
from wiki.services import addresses, rate_limits, saving, tasks

BASE = "base_revision"
#: Why a text waits whose writer leaves a conflict to somebody else.
UNDECIDED = "undecided"
State = AbstractRevision.State


@dataclass(frozen=True, slots=True)
class Seen:
    """What an edit builds upon: the head of an article, and the revision the writer began with."""

    head: Revision
    base: Revision


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What became of an edit.

    `status` is saved, merged (combined with edits of others), unchanged (nothing to do) or pending
    (held). `revision` is the one that holds the edit, `head` what the public sees (None while
    nothing is public). `receipt` is the secret by which a guest finds a held contribution again.
    """

    status: str
    revision: Revision
    head: Revision | None
    receipt: str = ""


def save_edit(
    *,
    article: Article,
    base_revision: int | None,
    body: str | None = None,
    title: str | None = None,
    topics: Iterable[int] | None = None,
    district: District | Kept | None = KEEP,
    summary: str = "",
    minor: bool = False,
    author: User | None = None,
    author_name: str = "",
    mail: str = "",
    network: str = "",
    automatic: bool = False,
    carries: int = 0,
    hand_on: bool = False,
    seen: Seen | None = None,
) -> SaveResult:
    """Add a revision that changes the article as wanted, whatever others have written meanwhile.

    `base_revision` is the number of the revision the writer started from. `body`, `title` and
    `topics` (primary keys) of None stay as they are, and so does the `district` unless one (None:
    "allgemein") is given; a new title or district moves the article to its new address. Without an
    `author` the edit is a guest's: `author_name` is shown, `mail` used for the answer alone,
    `network` a keyed hash for the limits, `automatic` says that a program seems to write.
    `carries` is the number of a held revision whose change this edit takes over: it becomes a
    parent, too. `hand_on` combines nothing: the text waits beside the head, as its writer wrote it,
    until somebody else puts the two together. `seen` is what the caller has read of this very
    `article`, with its district, in this request: it is not read again, unless the article has
    moved on since.

    Raises `UnknownBase`, `Invalid`, `TooLong`, `TooMany`, `NotAllowed`, `AddressTaken`, and
    `EditConflict` with all three texts where two people changed the same place.
    """
    edit = checked(
        body=body,
        title=title,
        topics=topics,
        district=district,
        summary=summary,
        minor=minor,
        author=author,
        author_name=author_name,
        carries=carries,
        hand_on=hand_on,
    )
    sender = Sender(author, edit.author_name, mail, network, automatic)
    at_hand = [(article, seen)] if seen else []

    def attempt() -> _Plan:
        found, revisions = at_hand.pop() if at_hand else _read(article.pk, base_revision)
        return _prepare(found, revisions, edit)

    def wait_for_turn() -> None:
        rate_limits.wait_for_turn(sender)
        Article.objects.select_for_update().get(pk=article.pk)

    with addresses.collisions_named(article), rate_limits.named():
        result = retried(attempt, partial(_commit, sender), wait_for_turn)
    presence.closed(article, author)
    if result.status != "unchanged":
        tasks.finish_edit(user=author, article=article)
    return result


@dataclass(frozen=True, slots=True)
class _Plan:
    """An edit, ready to be written; `base` is a number, `made` is None when nothing changes."""

    article: Article
    head: Revision
    combined: Combined
    base: int
    edit: Edit
    made: Made | None = None
    held_because: str = ""

    @property
    def changes_content(self) -> bool:
        combined, head = self.combined, self.head
        now = (head.title, head.body, tuple(head.topics))
        return (combined.title, combined.body, combined.topics) != now

    @property
    def moves(self) -> bool:
        wanted = self.edit.district
        return not isinstance(wanted, Kept) and wanted != self.article.district

    @property
    def district(self) -> District | None:
        wanted = self.edit.district
        return self.article.district if isinstance(wanted, Kept) else wanted


def _read(pk: int, base_revision: int | None) -> tuple[Article, Seen]:
    article = Article.objects.with_place().get(pk=pk)
    return article, _head_and_base(article, base_revision)


def _prepare(article: Article, seen: Seen, edit: Edit) -> _Plan:
    head, base = seen.head, seen.base
    if article.rests:
        raise NotAllowed(resting.words())
    if not trust.may(edit.author, "suggest", article):
        guests = _("This article can be changed only by people with an account.")
        raise NotAllowed(blocked.why_not(edit.author, guests))
    if edit.body is not None:
        edit = replace(edit, body=with_gone(edit.body, base.body))
    hidden = base.text_hidden and base.number != head.number
    readable = not hidden or trust.may(edit.author, "see_hidden", article)
    if edit.hand_on:
        combined = own(edit, base)
    else:
        combined = combine(edit, base=base, head=head, readable=readable)
    plan = _Plan(article, head, combined, base.number, edit)
    if not plan.changes_content and not plan.moves:
        return plan
    addresses.check_free(article, combined.title, district=plan.district)
    made = rendering.make(
        combined.body,
        district=plan.district,
        language=article.language,
        trusted=rendering.is_trusted(edit.author),
    )
    change = change_of(head.body, combined.body, made.urls)
    because = trust.held_because(edit.author, article, change)
    if edit.hand_on:
        because = because or UNDECIDED
    if plan.moves and (because or not trust.may(edit.author, "move", article)):
        raise NotAllowed(
            _("Moving an article takes an account that others know."), field="district"
        )
    return _Plan(article, head, combined, base.number, edit, made, because)


def _head_and_base(article: Article, number: int | None) -> Seen:
    """Return the head and the revision an edit started from; one query.

    The article in hand is the state that the swap will be compared with, so the head is read by
    its number, not as "the newest".
    """
    if number is None:
        raise UnknownBase(_("The number of the revision you started from is missing."), field=BASE)
    # Beyond the head there is none, whatever number a program sends: no database takes all of them.
    known = min(max(number, 0), article.head_number)
    rows = article.revisions.filter(number__in={article.head_number, known})
    found = {row.number: row for row in rows.defer("html", "plain", "toc")}
    head, base = found.get(article.head_number), found.get(number)
    if head is None or base is None or base.state != State.LIVE or number > head.number:
        message = _("The article has no revision %(number)s that an edit could start from.")
        raise UnknownBase(message % {"number": number}, field=BASE)
    return Seen(head, base)


def _parents(plan: _Plan) -> list[int]:
    """Return what a revision comes from: of one that is to be combined, what it was begun with."""
    if plan.edit.hand_on:
        return [plan.base]
    head = plan.head.number
    return list(dict.fromkeys([head, plan.base, plan.edit.carries or head]))


def _commit(sender: Sender, plan: _Plan) -> SaveResult:
    """Write what was prepared. Raises `SwapLost`. Must run inside `atomic()`."""
    head = plan.head
    if plan.made is None:
        return SaveResult("unchanged", head, head)
    rate_limits.count(sender)
    if not plan.changes_content:
        saving.move(plan.article, plan.district, plan.made, who=sender.user)
        return SaveResult("saved", head, head)
    revision = saving.new_revision(
        plan.edit,
        title=plan.combined.title,
        body=plan.combined.body,
        topics=plan.combined.topics,
        parents=_parents(plan),
        before=head.size,
        made=plan.made,
    )
    if plan.held_because:
        case = saving.hold(plan.article, revision, because=plan.held_because, sender=sender)
        return SaveResult("pending", revision, head, receipt=case.receipt)
    before = article_url(plan.article)
    saving.append_live(
        plan.article,
        revision,
        plan.made.places,
        head=head,
        district=plan.district,
    )
    if plan.moves:
        saving.log_move(plan.article, before, who=sender.user)
    return SaveResult("saved" if plan.base == head.number else "merged", revision, revision)
