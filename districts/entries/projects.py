"""What the districts try, what works, and what did not hold."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import TEXTS
from districts.entries.shape import OwnRows, Shape
from districts.models import (
    Actor,
    City,
    ConditionKind,
    District,
    Project,
    ProjectRevision,
    Topic,
)

_OF_A_CONDITION = ("kind", "text", "sector")


def _groups(project: Project) -> list[str]:
    return sorted(project.target_groups.values_list("name", flat=True))


def _plain_groups(names: list[str]) -> list[str]:
    return sorted({" ".join(name.split())[:120] for name in names} - {""})


def _conditions(project: Project) -> list[dict[str, str]]:
    return [dict(row) for row in project.conditions.values(*_OF_A_CONDITION)]


def _plain_conditions(rows: list[Any]) -> list[dict[str, str]]:
    return [{key: str(row.get(key, "")) for key in _OF_A_CONDITION} for row in rows]


def _told_conditions(rows: list[dict[str, str]]) -> str:
    kinds = dict(ConditionKind.choices)
    return "\n".join(f"{kinds.get(row['kind'], row['kind'])}: {row['text']}" for row in rows)


SHAPE = Shape(
    "project",
    Project,
    ProjectRevision,
    (
        *("title", "summary", "status", "failed_because", "effort", "cost_base", "cost_year"),
        *("duration", "funded_by", "funded_until", "steps", "what_worked", "what_did_not_work"),
        *("do_differently", "results", "what_stays", "transferable", "contact_willing"),
        "nameless",
    ),
    keys={"city": City},
    many={"districts": District, "topics": Topic, "actors": Actor},
    rows={
        "target_groups": OwnRows(_groups, _plain_groups),
        "conditions": OwnRows(
            _conditions, _plain_conditions, _("What it cannot do without"), _told_conditions
        ),
    },
)
PROJECTS = EntryKind(
    key="project",
    model=Project,
    start="projekte",
    route="project",
    one=_("Project"),
    many=_("Projects"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.projects.ProjectForm",
        writer_name="districts.services.projects.WRITER",
        create_name="districts.services.create_project",
        update_name="districts.services.update_project",
        editing_name="districts.views.project_editing.ProjectEditing",
        new_title=_("Tell of a project"),
        new_lead=_("Title, two sentences and the place are enough. What you learned helps most."),
        agreed=TEXTS,
    ),
    source="districts.searchable.ProjectSource",
    names_actors="actors",
)
