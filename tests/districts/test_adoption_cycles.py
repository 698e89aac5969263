"""No project descends from itself, however many people link projects at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.models import LogEntry
from districts import services
from districts.models import Adoption, District, Project
from districts.services.adoptions import ancestors


def projects(number: int) -> list[Project]:
    city = services.create_city(name="Musterstadt")
    place: District = services.create_district(city=city, name="West")
    return [services.create_project(title=f"P{n}", districts=[place]) for n in range(number)]


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Run calls in threads that start together; return the names of the errors they raised."""
    errors: list[str] = []
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait()
            call()
        except Exception as error:
            errors.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def over(project: Project, source: Project) -> Callable[[], object]:
    return lambda: services.adopt_project(project=project, source=source)


@pytest.mark.django_db(transaction=True)
def test_two_links_that_would_close_a_circle_at_once() -> None:
    """The second pair shares no project: only together with what is there do they close one."""
    for _round in range(3):
        a, b = projects_of_round(_round, 2)
        assert at_once(over(a, b), over(b, a)) == ["AdoptionCycle"]
        a, b, c, d = projects_of_round(_round + 10, 4)
        services.adopt_project(project=b, source=c)
        services.adopt_project(project=d, source=a)
        assert at_once(over(a, b), over(c, d)) == ["AdoptionCycle"]
        assert all(p.pk not in ancestors(p.pk) for p in (a, b, c, d))


def projects_of_round(number: int, size: int) -> list[Project]:
    return [services.create_project(title=f"P{number}-{n}") for n in range(size)]


@pytest.mark.django_db(transaction=True)
def test_a_project_taken_over_twice_at_once_has_one_source() -> None:
    a, b, c = projects(3)
    assert at_once(over(c, a), over(c, b)) == []
    assert Adoption.objects.filter(project=c, withdrawn_at__isnull=True).count() == 1
    assert Adoption.objects.filter(project=c).count() == 2


steps = st.lists(
    st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=18
)


@pytest.mark.django_db
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_families_are_what_the_links_say(moves: list[tuple[bool, int, int]]) -> None:
    """Whatever is linked and withdrawn: no circles, and one family for each connected tree."""
    made = [services.create_project(title=f"P{n}") for n in range(6)]
    for link, one, other in moves:
        if link:
            try:
                services.adopt_project(project=made[one], source=made[other])
            except services.AdoptionCycle:
                continue
        else:
            for adoption in made[one].adoptions.filter(withdrawn_at__isnull=True):
                services.withdraw_adoption(adoption=adoption)
    sources = dict(
        Adoption.objects.filter(withdrawn_at__isnull=True, project__in=made).values_list(
            "project", "source"
        )
    )

    def root(pk: int) -> int:
        seen = set()
        while pk in sources:
            assert pk not in seen, "a circle"
            seen.add(pk)
            pk = sources[pk]
        return pk

    related = set(sources) | set(sources.values())
    families = dict(Project.objects.filter(pk__in=[p.pk for p in made]).values_list("pk", "family"))
    assert families == {p.pk: root(p.pk) if p.pk in related else None for p in made}


@pytest.mark.django_db
def test_what_was_withdrawn_stays_in_the_log() -> None:
    a, b = projects(2)
    services.adopt_project(project=b, source=a)
    adoption = b.adoptions.get()
    for _time in range(2):
        services.withdraw_adoption(adoption=adoption)
    entry = LogEntry.objects.get(action="withdraw_adoption")
    assert (entry.object_pk, entry.title, entry.details["source"]) == (b.pk, "P1", a.pk)
