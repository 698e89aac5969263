"""Taking a project over for another district, answering its conditions, nominating it.

Errors::

    writing.WriteRefused
    ├── adoptions.AdoptionCycle
    ├── writing.NotAllowed
    └── NotReady            a nomination whose criteria are not met
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community import log, trust
from districts.entries.projects import SHAPE as PROJECT
from districts.entries.revision_values import values_of
from districts.models import (
    Adoption,
    Answer,
    ConditionAnswer,
    District,
    Effort,
    Need,
    Project,
    Status,
)
from districts.pages.evidence import Checked
from districts.services import entry_revisions, projects, writing
from districts.services.adoptions import adopt_project
from districts.services.needs import create_need
from districts.services.signature import Signature
from text.names import made_fit

#: What a project takes along from its source; all else is for its own people to say.
COPIED = ("steps", "effort", "topics", "target_groups", "conditions")


class NotReady(writing.WriteRefused):
    """The criteria for a nomination are not met."""


@dataclass(frozen=True, slots=True)
class Given:
    """An adopter's answer to one condition."""

    checked: Checked
    answer: str
    note: str = ""


def take_over(
    *,
    source: Project,
    source_revision: int,
    districts: Iterable[District],
    title: str,
    summary: str,
    adapted: str,
    why: str,
    answers: Iterable[Given],
    signature: Signature,
) -> Project:
    """Make a project of another district out of one, pinned to the revision that was read."""
    revision = source.revisions.filter(number=source_revision, state="live").first()
    if revision is None:
        raise entry_revisions.NoSuchBase(str(source_revision))
    copied = values_of(PROJECT, revision.fields)
    values: dict[str, Any] = {name: copied[name] for name in COPIED if name in copied}
    with transaction.atomic():
        project = projects.create_project(
            signature=signature,
            title=title,
            summary=summary,
            districts=list(districts),
            status=str(Status.IDEA.value),
            **values,
        )
        adoption = adopt_project(
            project=project,
            source=source,
            source_revision=source_revision,
            adapted=adapted,
            why=why,
            author=signature.author,
        )
        _write_answers(adoption, answers)
    return project


def _write_answers(adoption: Adoption, answers: Iterable[Given]) -> None:
    for position, given in enumerate(answers):
        checked = given.checked
        by_data = checked.by_data and given.answer == checked.answer
        row = ConditionAnswer.objects.create(
            adoption=adoption,
            kind=checked.kind,
            text=checked.text,
            position=position,
            answer=given.answer,
            by_data=by_data,
            note=given.note[:300],
        )
        if by_data:
            row.evidence.set(checked.evidence)


def answer_conditions(
    *,
    adoption: Adoption,
    answers: Mapping[int, tuple[str, str]],
    by: User,
    wanted: Iterable[ConditionAnswer] = (),
    network: str = "",
) -> None:
    """Change answers (by primary key: answer and note) to what somebody found out.

    What is `wanted` is posted as such; raises `writing.NotAllowed`, and then nothing is changed.
    """
    if not trust.may(by, "publish", adoption.project):
        raise writing.NotAllowed(_("These answers are for the people of this project."))
    with transaction.atomic():
        for row in adoption.answers.all():
            answer, note = answers.get(row.pk, (row.answer, row.note))
            if (answer, note) != (row.answer, row.note):
                row.by_data = row.by_data and answer == row.answer
                row.answer, row.note = answer, note[:300]
                row.save(update_fields=["answer", "note", "by_data"])
        for row in wanted:
            want_condition(row=row, signature=Signature(by, network=network))
        writing.announce(adoption.project)


def want_condition(*, row: ConditionAnswer, signature: Signature) -> Need:
    """Post a missing condition as something wanted; once."""
    project = row.adoption.project
    with transaction.atomic():
        need = Need.objects.filter(answer=row).first()
        if need is None:
            need = create_need(
                signature=signature,
                title=made_fit(row.text[:200], str(_("Something is missing"))),
                districts=list(project.districts.all()),
                topics=list(project.topics.all()),
                origin=project,
                answer=row,
            )
        ConditionAnswer.objects.filter(pk=row.pk).update(answer=Answer.MISSING, by_data=False)
        writing.announce(project)
    return need


def see_changes(*, adoption: Adoption, by: User) -> None:
    """Pin an adoption to the source as it is now, after somebody looked at what changed."""
    if not trust.may(by, "publish", adoption.project):
        raise writing.NotAllowed(_("This is for the people of this project."))
    with transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(
            source_revision=adoption.source.published_number
        )
        writing.announce(adoption.project)


def criteria(project: Project) -> list[tuple[str, bool]]:
    """Return what makes a transfer project, in words, and whether each is so; one query."""
    documented = bool(project.steps and project.what_worked and project.what_did_not_work)
    return [
        (str(_("Easy to handle: little or medium effort")), project.effort in _EASY),
        (
            str(_("Documented: steps, what worked, what did not, what it needs")),
            documented and project.conditions.exists(),
        ),
        (str(_("Its people answer questions")), project.contact_willing),
    ]


_EASY = (Effort.LOW, Effort.MEDIUM)


def nominate_project(*, project: Project, by: User, nominated: bool = True) -> Project:
    """Name a project a transfer project, or take that back; for stewards and moderators."""
    if not trust.may(by, "review", project):
        raise writing.NotAllowed(_("Contact persons and moderators name transfer projects."))
    if nominated and not all(met for _words, met in criteria(project)):
        raise NotReady(_("Not all criteria are met yet."))
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(transfer_project=nominated)
        project.transfer_project = nominated
        log.write(
            action="nominate" if nominated else "denominate",
            who=by,
            kind=Project.KIND,
            pk=project.pk,
            title=project.title,
        )
        writing.announce(project)
    return project
