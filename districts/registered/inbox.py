"""What the inbox of `community` asks of projects, actors, dates, networks, needs and papers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from copy import copy
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import ResolverMatch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from community import contract
from community.models import Case
from community.subjects import Subject
from districts import entries
from districts.entries import EntryKind, personal_values, revision_text
from districts.models import (
    Actor,
    Claim,
    Entry,
    EntryRevision,
    State,
    VersionedEntry,
)
from districts.registered import excerpts
from districts.services import claiming, deciding, edit_conflicts, writing
from districts.services.signature import Signature
from versions import meanwhile
from versions.comparing import difference
from versions.hidden import says_hidden_text
from versions.listing import label as revision_label

#: Pages whose address names a revision; all others of an entry are about the whole of it.
NUMBERED = frozenset({"version", "pending"})


def place(entry: Entry, number: int) -> str:
    """Return where a reviewer sees a contribution."""
    page = str(entry.get_absolute_url())
    if not isinstance(entry, VersionedEntry):
        return page
    held = entry.revisions.filter(number=number, state="held").exists()
    return f"{page}ausstehend/{number}/" if held else f"{page}version/{number}/"


def accept(entry: VersionedEntry, number: int, user: User) -> None:
    """Make a contribution public."""
    deciding.accept(entry=entry, number=number, by=user)


def refuse(entry: VersionedEntry, number: int, user: User, reason: str) -> None:
    """Decide against a contribution."""
    deciding.refuse(entry=entry, number=number, by=user, reason=reason)


def withdraw(entry: VersionedEntry, number: int) -> None:
    """Take a contribution back."""
    deciding.withdraw(entry=entry, number=number)


def reopen(entry: VersionedEntry, number: int, user: User) -> bool:
    """Take a decision back; says whether that was possible."""
    return deciding.reopen(entry=entry, number=number, by=user)


def hide(entry: Entry, number: int, user: User, reason: str) -> bool:
    """Take a revision's text or the whole entry from the public; says whether it was there."""
    return deciding.hide(entry=entry, number=number, by=user, reason=reason)


def show(entry: Entry, number: int, user: User) -> bool:
    """Give back what was hidden."""
    return deciding.hide(entry=entry, number=number, by=user, reason="", hidden=False)


def put_back(entry: VersionedEntry, number: int, user: User, reason: str) -> None:
    """Make an entry what it was in a revision, its address for messages included."""
    signature = Signature(user, summary=reason)
    try:
        deciding.put_back(entry=entry, number=number, signature=signature, unseen=True)
    except writing.WriteRefused as error:
        raise contract.CannotDecide(str(error)) from error


def is_hidden(entry: Entry, number: int) -> bool:
    """Say whether a revision's text, or the whole entry, can be shown again.

    An entry whose first revision nobody has accepted has nothing to show, nor has one whose text
    is hidden.
    """
    if number and isinstance(entry, VersionedEntry):
        return entry.revisions.filter(number=number, text_hidden=True).exists()
    if entry.state != State.HIDDEN or not getattr(entry, "published_number", 1):
        return False
    return not says_hidden_text(entry)


def preview(entry: Entry, number: int) -> tuple[str, dict[str, Any]]:
    """Return what is to be decided: a first state, or what a contribution changes.

    Nothing of a text that was hidden: whoever may read it does so in the history.
    """
    if not isinstance(entry, VersionedEntry):
        return "districts/_need_preview.html", {"entry": entry}
    rows = entry.revisions.filter(text_hidden=False)
    revision = rows.select_related("author").filter(number=number).first()
    if revision is None:
        return "", {}
    proposed = revision.state in personal_values.PROPOSED
    new = revision
    shown: dict[str, Any] = {}
    parent = rows.filter(number__in=revision.parents[:1]).first()
    if parent is not None:
        old = parent
        if revision.state == EntryRevision.State.HELD and parent.number != entry.head_number:
            old, new, shown = _upon_head(entry, revision, parent)
        shown["difference"] = difference(
            revision_text.text_of(old),
            revision_text.text_of(new),
            old_label=revision_label(old),
            new_label=_("this contribution"),
        )
    shown["pairs"] = revision_text.pairs(entry, new.fields, proposed=proposed)
    return "districts/_contribution.html", shown


def _upon_head(
    entry: VersionedEntry, held: EntryRevision, base: EntryRevision
) -> tuple[EntryRevision, EntryRevision, dict[str, Any]]:
    """Return the head, what a held change would make of it, and who made the head since."""
    rows = entry.revisions.all()
    head = rows.filter(number=entry.head_number, text_hidden=False).first()
    if head is None:
        return base, held, {}
    since = meanwhile.changed_by(rows, after=base.number, up_to=entry.head_number)
    try:
        fields = edit_conflicts.combined(head, base.fields, held.fields, taken_back=base.taken_back)
    except edit_conflicts.EditConflict:
        return base, held, {"since": since, "clashes": True}
    combined = copy(held)
    combined.fields = fields
    return head, combined, {"since": since}


def is_combined(entry: Entry, number: int) -> bool:
    """Say whether a contribution was combined with what others had changed since."""
    if not isinstance(entry, VersionedEntry):
        return False
    return meanwhile.is_combined(entry.revisions.all(), number)


def authors(entry: Entry, number: int) -> Iterable[User]:
    """Return whose it is: of a revision its author, of an entry who wrote last, then who began."""
    if not isinstance(entry, VersionedEntry):
        return [entry.created_by] if entry.created_by else []
    rows = entry.revisions.select_related("author")
    last = rows.filter(number=number or entry.published_number).first()
    found = [last.author if last else None, None if number else entry.created_by]
    return list(dict.fromkeys(author for author in found if author is not None))


def shown_at(model: type[Any], match: ResolverMatch) -> tuple[int, int] | None:
    """Return the entry, and the revision, that a page of this kind or one below it shows."""
    below = f"{entries.of(model).start}/<slug:slug>"
    if match.namespaces != ["districts"] or below not in match.route:
        return None
    entry = model.objects.filter(slug=match.kwargs["slug"]).first()
    what = (match.url_name or "").rpartition("_")[2]
    if entry is None or what not in NUMBERED:
        return None if entry is None else (entry.pk, 0)
    number = match.kwargs["number"]
    return (entry.pk, number) if entry.revisions.filter(number=number).exists() else None


def _set_state(
    entry: Entry, state: str, *, only_from: Collection[str] = tuple(State.values)
) -> bool:
    if not writing.set_state(entry, state, only_from=only_from):
        return False
    if state == State.HIDDEN:
        writing.announce_many(entry.KIND, [entry.pk], hidden=True)
    else:
        writing.announce(entry)
    return True


def _reopen_simple(entry: Entry, number: int, user: User) -> bool:
    """Let it wait again, unless somebody has hidden or shown it since it was decided."""
    decided = Case.objects.pending().about(entry.KIND, entry.pk).exclude(decided_at=None)
    last = decided.order_by("decided_at").last()
    was = State.LIVE if last is not None and last.was_accepted else State.HIDDEN
    return _set_state(entry, State.HELD, only_from={was})


def register_kind(kind: EntryKind) -> None:
    """Make a kind known to the inbox."""
    model = kind.model
    contract.register(
        kind.subject,
        place=place,
        keys=lambda user: model.objects.visible_to(user).values("pk"),
        put_away=lambda: model.objects.put_away(),
        preview=preview,
        authors=authors,
        shown_at=partial(shown_at, model),
        hide=hide,
        show=show,
        is_hidden=is_hidden,
        is_combined=is_combined,
        **(_with_history(model) if kind.shape else _without_history(model)),
    )


def _with_history(model: type[Any]) -> dict[str, Callable[..., Any]]:
    live = {"state": State.LIVE, "revisions__state": EntryRevision.State.LIVE}
    return {
        "accept": accept,
        "refuse": refuse,
        "withdraw": withdraw,
        "reopen": reopen,
        "excerpts": partial(excerpts.of_revisions, model),
        "changed_by": lambda author: model.objects.filter(
            **live, revisions__author=author
        ).distinct(),
        "content": attrgetter("fields"),
        "put_back": put_back,
    }


def _without_history(model: type[Any]) -> dict[str, Callable[..., Any]]:
    return {
        "accept": lambda entry, number, user: _set_state(entry, State.LIVE),
        "refuse": lambda entry, number, user, reason: _set_state(entry, State.HIDDEN),
        "withdraw": lambda entry, number: _set_state(entry, State.HIDDEN),
        "reopen": _reopen_simple,
        "excerpts": partial(excerpts.of_simple, model),
        "changed_by": lambda author: model.objects.filter(state=State.LIVE, created_by=author),
        "written": partial(_written, model),
    }


def _written(model: type[Any], author: User, end: int) -> Iterable[contract.Written]:
    rows = model.objects.filter(created_by=author).exclude(state=State.HELD)
    for entry in rows.order_by("-created_at", "-pk")[:end]:
        yield contract.Written(
            pk=entry.pk,
            when=entry.created_at,
            title=str(entry),
            # What a town has switched off is read nowhere.
            url=entry.get_absolute_url() if not entry.is_off else "",
            is_public=entry.is_public,
        )


def _claims_put_away() -> QuerySet[Claim] | None:
    actors = Actor.objects.put_away()
    return None if actors is None else Claim.objects.filter(actor__in=actors)


def register_claims() -> None:
    """Make known to the inbox who asks to take care of an actor."""
    actors = entries.of(Actor).subject
    claims = Subject(
        key="claim",
        one=gettext_lazy("Who takes care of an actor"),
        many=gettext_lazy("Who takes care of actors"),
        load=lambda pk: Claim.objects.select_related("actor", "user").filter(pk=pk).first(),
        url=lambda claim: actors.url(claim.actor),
        visible_to=lambda claim, user: actors.visible_to(claim.actor, user),
        city_of=lambda claim: actors.city_of(claim.actor),
    )
    contract.register(
        claims,
        keys=lambda user: Claim.objects.filter(actor__in=Actor.objects.visible_to(user)).values(
            "pk"
        ),
        put_away=_claims_put_away,
        accept=lambda claim, number, user: claiming.decide_claim(claim=claim, accepted=True),
        refuse=lambda claim, number, user, reason: claiming.decide_claim(
            claim=claim, accepted=False
        ),
        hide=lambda claim, number, user, reason: claiming.decide_claim(claim=claim, accepted=False),
        withdraw=lambda claim, number: claiming.decide_claim(claim=claim, accepted=False),
        reopen=lambda claim, number, user: claiming.reopen_claim(claim=claim),
    )
