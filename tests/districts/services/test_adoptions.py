"""Who belongs to which family when projects are taken over, twice, and back again."""

import pytest

from districts import services
from districts.models import Project
from districts.services.adoptions import AdoptionCycle, ancestors
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def four() -> list[Project]:
    """Four projects that know nothing of each other."""
    return [services.create_project(title=f"P{number}") for number in range(4)]


def families(projects: list[Project]) -> list[int | None]:
    """Return the family of each, as its number among them."""
    keys = [project.pk for project in projects]
    rows = dict(Project.objects.filter(pk__in=keys).values_list("pk", "family"))
    return [None if rows[pk] is None else keys.index(rows[pk]) for pk in keys]


def adopt(project: Project, source: Project) -> None:
    services.adopt_project(project=project, source=source)


def test_on_its_own_a_project_has_no_family(four: list[Project]) -> None:
    assert families(four) == [None] * 4
    assert ancestors(four[0].pk) == []


def test_a_branch_joins_as_a_whole_and_leaves_as_a_whole(four: list[Project]) -> None:
    adopt(four[3], four[2])
    assert families(four) == [None, None, 2, 2]
    adopt(four[1], four[0])
    adopt(four[2], four[1])
    assert families(four) == [0, 0, 0, 0]
    assert ancestors(four[3].pk) == [four[2].pk, four[1].pk, four[0].pk]
    services.withdraw_adoption(adoption=four[2].adoptions.get())
    assert families(four) == [0, 0, 2, 2]


def test_the_last_to_leave_leaves_no_family_of_one(four: list[Project]) -> None:
    adopt(four[1], four[0])
    services.withdraw_adoption(adoption=four[1].adoptions.get())
    assert families(four) == [None] * 4


def test_to_withdraw_twice_changes_nothing(four: list[Project]) -> None:
    adopt(four[1], four[0])
    adoption = four[1].adoptions.get()
    first = services.withdraw_adoption(adoption=adoption).withdrawn_at
    adopt(four[1], four[2])
    assert services.withdraw_adoption(adoption=adoption).withdrawn_at == first
    assert families(four) == [None, 2, 2, None]


def test_another_source_takes_the_place_of_the_first(four: list[Project]) -> None:
    adopt(four[1], four[0])
    adopt(four[1], four[2])
    assert families(four) == [None, 2, 2, None]
    assert four[1].adoptions.filter(withdrawn_at=None).count() == 1
    assert four[1].adoptions.count() == 2


@pytest.mark.parametrize("source", [0, 1, 2])
def test_nobody_descends_from_itself(four: list[Project], source: int) -> None:
    adopt(four[1], four[0])
    adopt(four[2], four[1])
    with pytest.raises(AdoptionCycle):
        adopt(four[0], four[source])
    assert families(four) == [0, 0, 0, None]


def test_once_the_link_is_withdrawn_it_may_go_the_other_way(four: list[Project]) -> None:
    adopt(four[1], four[0])
    services.withdraw_adoption(adoption=four[1].adoptions.get())
    adopt(four[0], four[1])
    assert families(four) == [1, 1, None, None]


def test_it_is_pinned_to_what_was_public_then(town: Town) -> None:
    services.update_project(project=town.project, summary="Neu")
    town.project.refresh_from_db()
    copy = services.create_project(title="Kopie")
    assert services.adopt_project(project=copy, source=town.project).source_revision == 2
    other = services.create_project(title="Ältere Kopie")
    found = services.adopt_project(project=other, source=town.project, source_revision=1)
    assert found.source_revision == 1
