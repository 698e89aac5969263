"""Where is an entry of a new kind found? Run by ``tests/architecture/test_new_kind.py``.

Nothing but its own app knows the kind, so whatever shows it here has asked the registry.
"""

from typing import Any

import pytest
from django.test import Client

from cms.services import Extras, create_page, find_page
from community import contract
from community.inbox import reverting
from community.models import Case
from community.people import erasing
from community.subjects import SUBJECTS
from districts import entries, services
from districts.models import District, Topic
from districts.modules import Usage
from districts.services import edit_conflicts, writing
from districts.services import modules as switching
from districts.services.signature import SYSTEM, Signature
from districts.urls import urlpatterns
from search.models import Entry as Found
from tests import people
from tests.community import factories
from tests.districts import test_permissions
from tests.fixtures.conditions import full_proofs
from tests.new_kind.workshops.kind import WORKSHOPS
from tests.new_kind.workshops.models import Workshop, WorkshopRevision
from tests.permissions.routes import routes, unclassified
from tests.permissions.things import THINGS
from tests.permissions.things_of_the_directory import hidden as _hidden  # noqa: F401  (makes the things)
from tests.untouched import sent_by

pytestmark = pytest.mark.django_db
KIND = "workshop"


@pytest.fixture
def west(db: None) -> District:
    city = services.create_city(name="Musterstadt", district_term="Bezirk")
    return services.create_district(city=city, name="West")


@pytest.fixture
def topic(db: None) -> Topic:
    return services.create_topic(name="Reparieren")


@pytest.fixture
def workshop(west: District, topic: Topic) -> Workshop:
    values = {"title": "Radstall", "summary": "Räder", "districts": [west], "topics": [topic]}
    made: Workshop = entries.by_key(KIND).create(values, signature=SYSTEM)
    return made


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


PAGES = (
    "/werkstaetten/",
    "/werkstaetten/?district=west",
    "/werkstaetten/tabelle.csv",
    "/werkstaetten/radstall/",
    "/werkstaetten/radstall/verlauf/",
    "/api/v1/workshops",
    "/api/v1/workshops?format=csv",
    "/api/v1/search?q=Radstall&kind=workshop",
    "/suche/?q=Radstall",
    "/suche/vorschlaege/?q=Radst",
    "/stadtteile/west/",
    "/themen/reparieren/",
    "/sitemap-werkstaetten.xml",
)
FORMS = ("/werkstaetten/neu/", "/werkstaetten/radstall/bearbeiten/")
#: Addresses of the kind's own; all others are pages of something else.
OWN = ("/werkstaetten/", "/api/v1/workshops", "/sitemap-werkstaetten")


@pytest.mark.parametrize("address", PAGES)
def test_everybody_finds_it(client: Client, workshop: Workshop, address: str) -> None:
    assert "adstall" in read(client, address)


@pytest.mark.parametrize("address", ["/stadtteile/", "/themen/"])
def test_it_is_counted(client: Client, workshop: Workshop, address: str) -> None:
    assert "1 Werkstätten" in read(client, address)


def test_programs_are_told_what_it_is(client: Client, workshop: Workshop) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/workshops" in described["paths"]
    (row,) = client.get("/api/v1/workshops").json()["results"]
    assert set(row) == set(described["components"]["schemas"]["WorkshopOut"]["properties"])


def test_staff_find_it(client: Client, workshop: Workshop) -> None:
    client.force_login(factories.admin())
    page = read(client, "/admin/snippets/workshops/workshop/")
    assert "Radstall" in page
    assert "/werkstaetten/radstall/bearbeiten/" in page


def test_a_newcomer_writes_one_and_a_moderator_lets_it_through(
    client: Client, west: District, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(people.newcomer())
    typed = {"title": "Nähstube", "summary": "Nadeln", "benches": "3", "districts": [west.pk]}
    form = read(client, "/werkstaetten/neu/")
    answer = client.post("/werkstaetten/neu/", sent_by(form) | typed)
    assert answer.status_code == 302, answer.context["form"].errors
    case = Case.objects.get(object_kind=KIND)
    assert "Nähstube" not in read(Client(), "/werkstaetten/")
    moderator = Client()
    moderator.force_login(people.moderator())
    inbox = read(moderator, "/moderation/")
    assert "Nähstube" in inbox
    assert "Werkstatt" in inbox
    with django_capture_on_commit_callbacks(execute=True):
        contract.kind(KIND).accept(Workshop.objects.get(), case.number, people.moderator())
    assert "Nähstube" in read(Client(), "/werkstaetten/")
    assert Found.objects.filter(kind=KIND, public=True).count() == 1


def test_a_change_is_a_revision(workshop: Workshop) -> None:
    kind = entries.by_key(KIND)
    for benches in (2, 3):
        kind.update(workshop, {"benches": benches}, base=None, signature=SYSTEM)
    workshop.refresh_from_db()
    assert (workshop.benches, workshop.head_number) == (3, 3)
    with pytest.raises(edit_conflicts.EditConflict):
        kind.update(workshop, {"benches": 9}, base=2, signature=SYSTEM)


def test_what_is_hidden_is_hidden_everywhere(client: Client, workshop: Workshop) -> None:
    contract.kind(KIND).hide(workshop, 0, people.moderator(), "weg")
    for address in ("/werkstaetten/", "/stadtteile/west/", "/suche/?q=Radstall&kind=workshop"):
        assert "/radstall/" not in read(client, address)
    assert client.get("/werkstaetten/radstall/").status_code == 404


def switch(west: District, state: Usage, seen: Usage = Usage.ON) -> None:
    switching.set_state(city=west.city, module=WORKSHOPS.module, state=state, seen=seen)


@pytest.mark.parametrize("address", [*PAGES, *FORMS])
def test_no_trace_is_left_where_it_is_off(
    client: Client, workshop: Workshop, west: District, address: str
) -> None:
    switch(west, Usage.OFF)
    others = [people.newcomer, people.moderator, factories.admin]
    turn = [*PAGES, *FORMS].index(address) % 3
    for make_reader in (None, *(others if full_proofs() else others[turn : turn + 1])):
        if make_reader is not None:
            client.force_login(make_reader())
        answer: Any = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # A page of search repeats what was asked for.
        assert ("/radstall/" if "q=" in address else "Radstall") not in text.decode()
        assert answer.status_code == (404 if address.startswith(OWN) else 200)


@pytest.mark.parametrize(
    "address", ["/stadtteile/", "/themen/", "/sitemap.xml", "/sitemap-listen.xml"]
)
def test_no_list_tells_of_what_is_off(
    client: Client,
    workshop: Workshop,
    west: District,
    address: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    assert "werkst" in read(client, address).lower()
    with django_capture_on_commit_callbacks(execute=True):
        switch(west, Usage.OFF)
    assert "werkst" not in read(client, address).lower()


def test_staff_and_the_inbox_do_not_find_it_either(
    client: Client, workshop: Workshop, west: District
) -> None:
    author, moderator = people.newcomer(), people.moderator()
    values = {"title": "Nähstube", "districts": [west]}
    entries.by_key(KIND).create(values, signature=Signature(author=author))
    client.force_login(moderator)
    assert "Nähstube" in read(client, "/moderation/")
    switch(west, Usage.OFF)
    assert "Nähstube" not in read(client, "/moderation/")
    client.force_login(factories.admin())
    assert "Radstall" not in read(client, "/admin/snippets/workshops/workshop/")
    assert Workshop.objects.count() == 2


def test_what_belongs_to_a_person_is_reached_all_the_same(
    workshop: Workshop, west: District
) -> None:
    author = people.person()
    values = {"title": "Nähstube", "districts": [west]}
    made = entries.by_key(KIND).create(values, signature=Signature(author=author))
    switch(west, Usage.OFF)
    assert [line.plan.pk for line in reverting.plan(author).lines] == [made.pk]
    assert reverting.put_back(user=author, by=people.moderator(), reason="weg").things == 1
    assert "Nähstube" in str(erasing.copy_of(author))
    erasing.erase_account(user=author)
    revision = WorkshopRevision._default_manager.get(workshop=made, number=1)
    assert revision.author is not None
    assert revision.author.name != author.name


def test_what_rests_is_read_and_has_no_form(
    client: Client, workshop: Workshop, west: District
) -> None:
    switch(west, Usage.RESTING)
    for address in PAGES:
        assert "adstall" in read(client, address)
    client.force_login(people.moderator())
    for address in ("/werkstaetten/", "/werkstaetten/radstall/", "/stadtteile/west/"):
        page = read(client, address)
        assert "/werkstaetten/neu/" not in page
        assert "/radstall/bearbeiten/" not in page
        assert "/radstall/stimmt-noch/" not in page
    for address in FORMS:
        for answer in (client.get(address), client.post(address, {"title": "Anders"})):
            assert answer.status_code == 403
            assert "ruht" in answer.content.decode()
    with pytest.raises(writing.NotAllowed):
        entries.by_key(KIND).update(
            workshop,
            {"benches": 5},
            base=1,
            signature=Signature(author=people.person()),
        )
    switch(west, Usage.ON, seen=Usage.RESTING)
    assert "/radstall/bearbeiten/" in read(client, "/werkstaetten/radstall/")


def test_an_editorial_page_about_its_topic_shows_it(
    client: Client,
    workshop: Workshop,
    topic: Topic,
    west: District,
    django_capture_on_commit_callbacks: Any,
) -> None:
    home = find_page(path="", locale="de")
    create_page(
        type="theme",
        parent=home,
        locale="de",
        slug="flicken",
        title="Flicken",
        extras=Extras(topics=[topic]),
    )
    page = read(client, "/flicken/")
    assert page.index("Werkstätten</h2>") < page.index("Radstall")
    with django_capture_on_commit_callbacks(execute=True):
        switch(west, Usage.OFF)
    page = read(client, "/flicken/")
    assert "Radstall" not in page
    assert "Werkstätten" not in page


def test_the_tables_of_permissions_know_its_addresses_and_make_it() -> None:
    assert {route: left for route in routes() if (left := unclassified(route))} == {}
    assert {pattern.name for pattern in urlpatterns} == set(test_permissions.TABLE)
    assert {"held workshop", "hidden workshop"} <= {thing.name for thing in THINGS}


def test_it_is_something_to_talk_of_like_every_other(client: Client, workshop: Workshop) -> None:
    subject = SUBJECTS[KIND]
    assert contract.kind(KIND).subject is subject
    assert (str(subject.one), str(subject.many)) == ("Werkstatt", "Werkstätten")
    thing = subject.load(workshop.pk)
    assert subject.visible_to(thing, None)
    assert subject.city_of(thing) == workshop.city
    assert "Radstall" in read(client, subject.url(thing))
