"""Writing entries: what lies where, which revision comes of it, and what happens to two writers."""

from datetime import UTC, datetime

import pytest

from accounts.models import User
from districts import services
from districts.models import City, District, Project, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return services.create_city(name="Musterstadt", district_term="Bezirk")


@pytest.fixture
def west(city: City) -> District:
    return services.create_district(city=city, name="Musterstadt-West")


@pytest.fixture
def topic() -> Topic:
    return services.create_topic(name="Einsamkeit", synonyms=["Alleinsein"])


def resident(trust: str = "resident") -> User:
    return User.objects.create_user(f"{trust}@example.org", name=trust, slug=trust, trust=trust)


def bench(west: District, **values: object) -> Project:
    return services.create_project(
        title="Plauderbank",
        districts=[west],
        target_groups=["Ältere Menschen", "  Ältere   Menschen "],
        conditions=[{"kind": "partner_sector", "text": "Ein Laden (lokale Wirtschaft)"}],
        **values,  # type: ignore[arg-type]
    )


def test_a_new_project_has_its_first_revision(west: District) -> None:
    project = bench(west)
    assert project.slug == "plauderbank"
    assert project.city == west.city
    assert not project.city_wide
    assert [c.sector for c in project.conditions.all()] == ["business"]
    assert [g.name for g in project.target_groups.all()] == ["Ältere Menschen"]
    assert project.head_number == project.published_number == 1
    fields = project.revisions.get().fields
    assert fields["districts"] == [west.pk]
    assert fields["conditions"][0]["sector"] == "business"


def test_what_is_written_is_what_a_snapshot_reads(west: District, topic: Topic) -> None:
    from districts.entries.revision_values import snapshot

    project = bench(west, topics=[topic], cost_base=100)
    assert project.revisions.get().fields == snapshot(Project.objects.get(pk=project.pk))
    services.update_project(project=project, base=1, title="Bank", topics=[], target_groups=["x"])
    assert project.revisions.first().fields == snapshot(Project.objects.get(pk=project.pk))


def test_two_writers_on_one_base_are_combined_field_by_field(west: District) -> None:
    project = bench(west)
    mine = Project.objects.get(pk=project.pk)
    services.update_project(project=project, base=1, title="Bank")
    saved = services.update_project(project=mine, base=1, summary="Kurz")
    assert saved.status == "merged"
    assert saved.revision.parents == [1, 2]
    now = Project.objects.get(pk=project.pk)
    assert (now.title, now.summary, now.head_number) == ("Bank", "Kurz", 3)


def test_two_writers_of_one_field_are_a_conflict(west: District) -> None:
    project = bench(west)
    services.update_project(project=project, base=1, title="Bank")
    with pytest.raises(services.EditConflict) as caught:
        services.update_project(project=project, base=1, title="Stuhl")
    assert [conflict.field for conflict in caught.value.conflicts] == ["title"]
    assert caught.value.theirs["title"] == "Bank"
    assert caught.value.mine["title"] == "Stuhl"
    assert Project.objects.get().title == "Bank"


def test_steps_of_two_people_stay_in_order_and_one_step_is_a_conflict(west: District) -> None:
    project = bench(west, steps=["Holz kaufen", "Bank bauen", "Bank streichen"])
    services.update_project(
        project=project,
        base=1,
        steps=["Holz kaufen", "Platz suchen", "Bank bauen", "Bank streichen"],
    )
    steps = ["Holz kaufen", "Bank bauen", "Bank streichen", "Einweihen"]
    services.update_project(project=project, base=1, steps=steps)
    project.refresh_from_db()
    assert project.steps == [steps[0], "Platz suchen", *steps[1:]]
    base = project.head_number
    services.update_project(project=project, base=base, steps=["Holz sammeln", *project.steps[1:]])
    with pytest.raises(services.EditConflict):
        services.update_project(project=project, base=base, steps=["Holz leihen", *steps[1:]])


def test_no_number_becomes_public_that_was_to_stay_private(west: District) -> None:
    actor = services.create_actor(name="Anna", districts=[west], phone="0711 1", sector="citizens")
    services.update_actor(actor=actor, base=1, phone="0711 22 33 44")
    with pytest.raises(services.EditConflict):
        services.update_actor(actor=actor, base=1, phone_public=True)


def test_an_unknown_base_is_refused_and_an_equal_text_is_no_revision(west: District) -> None:
    project = bench(west)
    with pytest.raises(services.NoSuchBase):
        services.update_project(project=project, base=7, title="x")
    saved = services.update_project(project=project, base=1, title="Plauderbank")
    assert saved.status == "unchanged"
    assert project.revisions.count() == 1


def test_what_a_new_account_writes_waits(west: District) -> None:
    new = resident("new")
    project = bench(west, signature=services.Signature(new))
    assert project.state == "held"
    assert project not in Project.objects.visible_to(None)
    assert project in Project.objects.visible_to(new)
    assert project not in Project.objects.visible_to(resident())
    live = services.create_project(title="Andere", districts=[west])
    saved = services.update_project(
        project=live, base=1, signature=services.Signature(new), title="Neu"
    )
    assert saved.status == "pending"
    live.refresh_from_db()
    assert (live.title, live.head_number, live.last_number) == ("Andere", 1, 2)


def test_city_wide_belongs_to_every_district_but_below_its_own(west: District, city: City) -> None:
    wide = services.create_project(title="Überall", city=city)
    own = bench(west)
    nowhere = services.create_project(title="Nirgends")
    assert wide.city_wide
    found = Project.objects.in_districts([west]).order_by("nearness", "title")
    assert list(found) == [own, wide]
    assert nowhere in Project.objects.live()


def test_adoptions_form_no_circle(west: District) -> None:
    a, b, c = (services.create_project(title=name, districts=[west]) for name in "ABC")
    services.adopt_project(project=b, source=a)
    services.adopt_project(project=c, source=b)
    for child, source in ((a, c), (a, b), (a, a)):
        with pytest.raises(services.AdoptionCycle):
            services.adopt_project(project=child, source=source)
    services.withdraw_adoption(adoption=b.adoptions.get())
    services.adopt_project(project=a, source=c)


def test_a_weekly_date_knows_when_it_is_next(west: District) -> None:
    start = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # a Monday, 12:00 in Berlin
    date = services.create_date(
        title="Mittagstisch", kind="offer", start=start, recurrence="FREQ=WEEKLY;BYDAY=MO"
    )
    assert date.last_end is None
    assert date.next_start > start
    assert date.next_start.astimezone(services.dates.recurrence.ZONE).hour == 12
    services.update_date(entry=date, recurrence="")
    assert (date.next_start, date.last_end) == (start, start)


def test_a_district_of_the_same_name_elsewhere_gets_its_town(west: District) -> None:
    other = services.create_city(name="Neustadt")
    assert services.create_district(city=other, name="Musterstadt-West").slug == (
        "musterstadt-west-neustadt"
    )
    assert services.create_district(city=other, name="Neu").slug == "neu-neustadt"
