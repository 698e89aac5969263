"""Writing who took over what from whom.

Errors::

    writing.WriteRefused
    └── AdoptionCycle       the source descends from the project, or is the project itself
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from community import log
from districts.models import Adoption, Project
from districts.services import writing


class AdoptionCycle(writing.WriteRefused):
    """A project cannot descend from itself."""


def adopt_project(
    *,
    project: Project,
    source: Project,
    source_revision: int | None = None,
    adapted: str = "",
    why: str = "",
    author: User | None = None,
    created_at: datetime | None = None,
) -> Adoption:
    """Say that `project` was taken over from `source`, as that was at `source_revision`.

    Without a revision it is the source's present one. Raises `AdoptionCycle` when the source
    descends from the project. A project has one source; an earlier link is withdrawn.
    """
    with transaction.atomic():
        _one_at_a_time()
        if project.pk in {source.pk, *ancestors(source.pk)}:
            raise AdoptionCycle(f"{source} descends from {project}")
        now = created_at or timezone.now()
        for earlier in project.adoptions.filter(withdrawn_at__isnull=True):
            _withdraw(earlier, author)
        _join_family(project, source)
        adoption = Adoption.objects.create(
            project=project,
            source=source,
            source_revision=source_revision or max(source.published_number, 1),
            adapted=adapted,
            why=why,
            created_by=author,
            created_at=now,
        )
        writing.announce_many(Project.KIND, [project.pk, source.pk])
    return adoption


def withdraw_adoption(*, adoption: Adoption, by: User | None = None) -> Adoption:
    """Let an adoption count no more; it stays for the record."""
    with transaction.atomic():
        _one_at_a_time()
        _withdraw(adoption, by)
        adoption.refresh_from_db()
    return adoption


def _withdraw(adoption: Adoption, by: User | None) -> None:
    rows = Adoption.objects.filter(pk=adoption.pk, withdrawn_at__isnull=True)
    if not rows.update(withdrawn_at=timezone.now()):
        return
    _leave_family(adoption.project)
    log.write(
        action="withdraw_adoption",
        who=by,
        kind=Project.KIND,
        pk=adoption.project_id,
        title=adoption.project.title,
        source=adoption.source_id,
    )
    writing.announce_many(Project.KIND, [adoption.project_id, adoption.source_id])


def _one_at_a_time() -> None:
    """Let others wait until this transaction ends.

    Two that cross could close a circle neither of them sees, through projects that neither of them
    names; so no lock on single rows would do. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Adoption._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _join_family(project: Project, source: Project) -> None:
    """Make the source's family that of the project and of all that descend from it."""
    source.refresh_from_db(fields=["family"])
    root = source.family_id or source.pk
    Project.objects.filter(pk__in=[source.pk, *_branch(project.pk)]).update(family=root)


def _leave_family(project: Project) -> None:
    """Make a project the first of its own branch, which is a family if it has descendants."""
    project.refresh_from_db(fields=["family"])
    branch, left = _branch(project.pk), project.family_id
    root = project.pk if len(branch) > 1 else None
    Project.objects.filter(pk__in=branch).update(family=root)
    remaining = Project.objects.filter(family=left)
    if left and remaining.count() < 2:
        remaining.update(family=None)


def _branch(project: int) -> list[int]:
    """Return the pks of a project and of all that descend from it."""
    found, generation = [project], [project]
    while generation:
        children = Adoption.objects.filter(source__in=generation, withdrawn_at__isnull=True)
        generation = [pk for pk in children.values_list("project", flat=True) if pk not in found]
        found += generation
    return found


def ancestors(project: int) -> list[int]:
    """Return the pks from a project's source up to the first of the family."""
    chain: list[int] = []
    current: int | None = project
    while current is not None:
        current = (
            Adoption.objects.filter(project=current, withdrawn_at__isnull=True)
            .values_list("source", flat=True)
            .first()
        )
        if current in chain:  # cannot be, but a circle in the data must not hang a page
            break
        if current is not None:
            chain.append(current)
    return chain
