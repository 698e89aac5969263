"""Writing what is wanted."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community import cases, log
from community.models import Case
from districts.models import City, ConditionAnswer, District, Need, Project, State, Topic
from districts.services import writing
from districts.services.signature import SYSTEM, Signature, count, ensure_open, held_because

MANY = ("districts", "topics")


class NeedValues(TypedDict, total=False):
    """What can be said of something wanted; absent means unchanged (or empty on a new one)."""

    title: str
    text: str
    city: City | None
    districts: Iterable[District]
    topics: Iterable[Topic]
    origin: Project | None
    answer: ConditionAnswer | None
    mail: str


def create_need(
    *,
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[NeedValues],
) -> Need:
    """Post something wanted."""
    own, many = writing.split(values, MANY)
    with transaction.atomic():
        now = created_at or timezone.now()
        own |= writing.placed(own.pop("city", None), many.get("districts", ()))
        need = Need(
            slug=writing.free_slug(Need, own["title"], slug),
            sort_key=writing.sort_key(own["title"]),
            created_by=signature.author,
            is_demo=is_demo,
            created_at=now,
            updated_at=now,
            **own,
        )
        ensure_open(need, signature)
        count(signature)
        need.save(force_insert=True)
        writing.set_many(need, many, MANY)
        _hold_if_need_be(need, signature)
        writing.announce(need)
    return need


def _hold_if_need_be(need: Need, signature: Signature) -> None:
    """Let somebody look at it first, where its author may not publish."""
    words = {"title": need.title, "text": need.text}
    because = held_because(need, signature, {}, words)
    if not because:
        return
    writing.set_state(need, State.HELD)
    cases.open_case(
        sort=Case.Sort.PENDING,
        kind=need.KIND,
        pk=need.pk,
        title=need.title,
        url=need.get_absolute_url(),
        sender=signature.sender(),
        scopes=need.trust_scopes(),
        held_because=because,
    )


def close_need(*, need: Need, found: bool = True, by: User | None = None) -> bool:
    """Say that it was found, or is wanted again; returns whether that is news."""
    with transaction.atomic():
        moment = timezone.now() if found else None
        rows = Need.objects.filter(pk=need.pk, found_at__isnull=found)
        if not rows.update(found_at=moment, updated_at=timezone.now()):
            return False
        need.refresh_from_db()
        log.write(
            action="found" if found else "wanted",
            who=by,
            kind=Need.KIND,
            pk=need.pk,
            title=need.title,
        )
        writing.announce(need)
    return True
