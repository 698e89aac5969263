"""What somebody may not do costs nothing, however many things they name."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowTask,
)

from accounts.models import User
from accounts.services import create_user
from cms.admin.visible_things import asked_by
from cms.lost_updates.states import state_of
from cms.lost_updates.targets import Care, Target, target_at
from cms.services import AUTHORS, EDITORS
from pictures.models import Picture
from tests.cms.conftest import MakePage
from tests.permissions.world import picture

pytestmark = pytest.mark.any_database


@pytest.fixture
def author(db: None) -> User:
    return create_user(email="a@example.org", name="Anna", groups=(AUTHORS,))


@pytest.fixture
def drafts(make_page: MakePage) -> Callable[[int], list[int]]:
    """Make drafts of other people."""

    def make(number: int) -> list[int]:
        made = [make_page(f"entwurf-{Page.objects.count()}-{n}") for n in range(number)]
        for page in made:
            page.unpublish()
        return [page.pk for page in made]

    return make


def queries(client: Client, address: str, **data: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(address, data) if data else client.get(address)
    return len(asked)


def test_many_unknown_keys_cost_as_much_as_few(
    client: Client, author: User, drafts: Callable[[int], list[int]]
) -> None:
    client.force_login(author)
    start = "/admin/choose-page/chosen-multiple/?"
    few = start + "&".join(f"id={pk}" for pk in drafts(2))
    many = start + "&".join(f"id={pk}" for pk in drafts(12))
    client.get(few)
    assert client.get(many).status_code == 404
    assert queries(client, few) == queries(client, many)


def test_who_is_asked_to_look_at_pages_may_name_them_and_many_cost_as_much_as_few(
    client: Client, author: User, drafts: Callable[[int], list[int]]
) -> None:
    task = GroupApprovalTask.objects.create(name="Blick von außen")
    task.groups.add(Group.objects.get(name=AUTHORS))
    workflow = Workflow.objects.create(name="Mit Autoren")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    editor = create_user(email="e@example.org", name="Bea", groups=(EDITORS,))
    pages = [Page.objects.get(pk=pk).specific for pk in drafts(8)]
    for page in pages:
        page.save_revision(user=editor)
        workflow.start(page, editor)
    client.force_login(author)
    few, many = (
        "/admin/choose-page/chosen-multiple/?" + "&".join(f"id={page.pk}" for page in some)
        for some in (pages[:2], pages)
    )
    assert client.get(many).status_code == 200
    assert queries(client, many) - queries(client, few) < len(pages)
    other = drafts(1)
    assert client.get(f"{many}&id={other[0]}").status_code == 404


def test_all_pages_mean_those_that_somebody_may_change(
    client: Client, author: User, home: Page, drafts: Callable[[int], list[int]]
) -> None:
    drafts(3)
    address = f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={home.pk}"
    with asked_by(author):
        target = target_at(address)
        assert target is not None
        assert target.pks == ()
        own = drafts(1)
        Page.objects.filter(pk=own[0]).update(owner=author)
        assert target_at(address) == Target(Care.BRANCH, Page, tuple(own))
    client.force_login(author)
    few = queries(client, address, confirm="1")
    drafts(10)
    assert queries(client, address, confirm="1") <= few + 2  # savepoints


def test_nobody_locks_a_branch_that_they_may_not_change(author: User, home: Page) -> None:
    address = f"/admin/pages/{home.pk}/delete/"
    assert target_at(address) == Target(Care.BRANCH, Page, (home.pk,))
    with asked_by(author):
        assert target_at(address) == Target(Care.BRANCH, Page, ())


def test_the_state_of_many_things_costs_as_much_as_that_of_few(db: None) -> None:
    pks = [picture(f"Bild {number}").pk for number in range(6)]
    for pk in pks:
        Picture.objects.get(pk=pk).tags.add("bach", f"tag{pk}")
    with CaptureQueriesContext(connection) as few:
        before = state_of(Target(Care.OBJECT, Picture, tuple(pks[:1])))
    with CaptureQueriesContext(connection) as many:
        assert state_of(Target(Care.OBJECT, Picture, tuple(pks))) != before
    assert len(few) == len(many)
    Picture.objects.get(pk=pks[0]).tags.remove("bach")
    assert state_of(Target(Care.OBJECT, Picture, tuple(pks[:1]))) != before


def test_the_rights_of_a_group_are_part_of_its_state(db: None) -> None:
    group = Group.objects.get(name=EDITORS)
    target = Target(Care.OBJECT, Group, (group.pk,))
    before = state_of(target)
    group.page_permissions.all()[:1].get().delete()
    assert state_of(target) != before


def test_many_private_collections_cost_as_much_as_one(client: Client, author: User) -> None:
    """Nor do they let anything of the others slip through."""
    client.force_login(author)
    root = Collection.get_first_root_node()

    def closed(number: int) -> None:
        for _time in range(number):
            made = root.add_child(name=f"Intern {Collection.objects.count()}")
            rule = CollectionViewRestriction.objects.create(
                collection=made, restriction_type="groups"
            )
            rule.groups.add(Group.objects.get(name=EDITORS))
            image = picture("Heimlichquarz")
            image.collection = made.add_child(name="Darunter")
            image.save()

    picture("Offenquarz")
    address = "/admin/images/chooser/results/"
    closed(1)
    client.get(address)
    few = queries(client, address)
    closed(4)
    said = client.get(address).content.decode()
    assert "Offenquarz" in said
    assert "Heimlichquarz" not in said
    assert queries(client, address) == few
