"""Writing projects."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import trust
from districts.conditions import sector_named_in
from districts.models import (
    Actor,
    City,
    Condition,
    ConditionKind,
    District,
    Project,
    State,
    Status,
    Topic,
)
from districts.services import versioned, writing
from districts.services.topics import ensure_target_groups

MANY = ("districts", "topics", "actors", "target_groups")


class ConditionValues(TypedDict, total=False):
    """One condition; `sector` says which partner is meant and is read from the text if absent."""

    kind: str
    text: str
    sector: str


class ProjectValues(TypedDict, total=False):
    """What can be said of a project; absent means unchanged (or empty on a new one)."""

    title: str
    summary: str
    city: City | None
    districts: Iterable[District]
    topics: Iterable[Topic]
    actors: Iterable[Actor]
    target_groups: Iterable[str]
    conditions: Iterable[ConditionValues]
    status: str
    effort: str
    cost_base: int | None
    cost_year: int | None
    duration: str
    funded_by: str
    funded_until: date | None
    steps: list[str]
    what_worked: str
    what_did_not_work: str
    do_differently: str
    results: str
    what_stays: str
    transferable: bool
    contact_willing: bool
    nameless: bool
    checked_at: date | None
    external_id: str
    licence: str


def _write_lists(project: Project, values: Mapping[str, Any]) -> None:
    writing.set_many(project, values, ("districts", "topics", "actors"))
    if "target_groups" in values:
        project.target_groups.set(ensure_target_groups(values["target_groups"]))
    if "conditions" in values:
        _replace_conditions(project, values["conditions"])


def _replace_conditions(project: Project, conditions: Iterable[ConditionValues]) -> None:
    project.conditions.all().delete()
    Condition.objects.bulk_create(
        Condition(project=project, position=position, **row)
        for position, row in enumerate(conditions)
    )


def _check(project: Project, values: Mapping[str, Any], signature: versioned.Signature) -> None:
    """Let only carers and moderators say that a project did not hold, or show and hide names."""
    if signature.is_system or project.pk is None:
        return
    status = values.get("status", project.status)
    judged = status != project.status and Status.FAILED in (status, project.status)
    renamed = values.get("nameless", project.nameless) != project.nameless
    if (judged or renamed) and not trust.may(signature.author, "care", project):
        raise writing.NotAllowed(
            _("Only those who take care of this project say that it did not hold.")
        )


WRITER = versioned.Writer(writing.derived_columns, _write_lists, _check)


def create_project(
    *,
    signature: versioned.Signature = versioned.SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    **values: Unpack[ProjectValues],
) -> Project:
    """Make a project. Without districts, a city makes it city-wide."""
    values = _with_sectors(values)
    own, many = writing.split(values, (*MANY, "conditions"))
    with transaction.atomic():
        now = created_at or timezone.now()
        own |= writing.placed(own.pop("city", None), many.get("districts", ()))
        project = Project(
            slug=writing.free_slug(Project, own["title"], slug),
            sort_key=writing.sort_key(own["title"]),
            is_demo=is_demo,
            created_at=now,
            updated_at=now,
            **own,
        )
        versioned.create(project, values=values, writer=WRITER, signature=signature)
    return project


def update_project(
    *,
    project: Project,
    base: int | None = None,
    signature: versioned.Signature = versioned.SYSTEM,
    **values: Unpack[ProjectValues],
) -> versioned.Saved:
    """Change a project seen at revision `base`; raises `NoSuchBase` and `EditConflict`."""
    values = _with_sectors(values)
    return versioned.edit(project, base=base, values=values, writer=WRITER, signature=signature)


def hide_project(*, project: Project, hidden: bool = True) -> Project:
    """Take a project out of sight, or back; search forgets it at once."""
    with transaction.atomic():
        writing.set_state(project, State.HIDDEN if hidden else State.LIVE)
        writing.announce_many("project", [project.pk], hidden=hidden)
    return project


def _with_sectors(values: ProjectValues) -> ProjectValues:
    """Read the sector of a wanted partner from the condition's text where none was chosen."""
    if "conditions" not in values:
        return values
    rows: list[ConditionValues] = []
    for row in values["conditions"]:
        kind, text, sector = row["kind"], row["text"], row.get("sector", "")
        if kind != ConditionKind.PARTNER_SECTOR:
            sector = ""
        elif not sector:
            sector = sector_named_in(text)
        rows.append({"kind": kind, "text": text, "sector": sector})
    return {**values, "conditions": rows}
