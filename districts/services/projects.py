"""Writing projects."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community import trust
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
from districts.pages.condition_hints import sector_named_in
from districts.services import entry_edits, outcomes, writing
from districts.services.entry_writers import EntryWriter
from districts.services.signature import SYSTEM, Signature
from districts.services.topics import ensure_target_groups


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
    failed_because: str
    effort: str
    cost_base: Decimal | int | None
    cost_year: Decimal | int | None
    began: int | None
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


def _write_more(project: Project, values: Mapping[str, Any]) -> None:
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


def _check(project: Project, values: Mapping[str, Any], signature: Signature) -> None:
    """Let only carers and moderators say that a project did not hold, or show and hide names.

    Whoever is named by that has to have been told: raises `outcomes.NotTold`.
    """
    if project.pk is None or signature.is_system:
        return
    if _judges(project, values) and not trust.may(signature.author, "care", project):
        raise writing.NotAllowed(
            _("Only those who take care of this project say that it did not hold.")
        )
    if closed_fields(project, signature.author) & values.keys():
        raise writing.NotAllowed(_("Only those who take care of this project change its names."))
    untold = outcomes.not_told(project, outcomes.newly_named_by(project, values))
    if untold:
        raise outcomes.NotTold([actor.name for actor in untold])


def _judges(project: Project, values: Mapping[str, Any]) -> bool:
    """Say whether a change is about failing, or about whom the project names."""
    status = values.get("status", project.status)
    failing = status != project.status and Status.FAILED in (status, project.status)
    renamed = values.get("nameless", project.nameless) != project.nameless
    return failing or renamed or bool(outcomes.newly_named_by(project, values))


def closed_fields(project: Project, user: trust.Person) -> frozenset[str]:
    """Return what of a project without names only its carers and moderators read and change."""
    if project.nameless and not trust.may(user, "care", project):
        return frozenset({"actors", "funded_by", "nameless"})
    return frozenset()


WRITER = EntryWriter(write_more=_write_more, check=_check, closed=closed_fields)


def create_project(
    *,
    signature: Signature = SYSTEM,
    slug: str = "",
    is_demo: bool = False,
    created_at: datetime | None = None,
    told: bool = False,
    **values: Unpack[ProjectValues],
) -> Project:
    """Make a project. Without districts, a city makes it city-wide.

    One that did not hold and names somebody needs `told`: its writer says that they know. Raises
    `outcomes.NotTold` without.
    """
    values = _with_sectors(values)
    with transaction.atomic():
        named = outcomes.named_by(Project(), values)
        if named and not told and not signature.is_system:
            raise outcomes.NotTold([actor.name for actor in named])
        made = entry_edits.make(
            Project,
            values=values,
            signature=signature,
            slug=slug,
            is_demo=is_demo,
            created_at=created_at,
        )
        if made.state == State.LIVE and not signature.is_system:
            outcomes.note_told(project=made, actors=named, by=signature.author)
    return made


def update_project(
    *,
    project: Project,
    base: int | None = None,
    signature: Signature = SYSTEM,
    told: bool = False,
    **values: Unpack[ProjectValues],
) -> entry_edits.Saved:
    """Change a project seen at revision `base`; raises `NoSuchBase` and `EditConflict`.

    `told` says that everybody knows whom the project names as part of what did not hold; without
    it, `outcomes.NotTold` is raised for those nobody has told here.
    """
    values = _with_sectors(values)
    with transaction.atomic():
        named = outcomes.newly_named_by(project, values) if told else []
        if named and trust.may(signature.author, "care", project):
            outcomes.note_told(project=project, actors=named, by=signature.author)
        return entry_edits.edit(project, base=base, values=values, signature=signature)


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
