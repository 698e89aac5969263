"""Whatever is done to a page, search hears of it, and hidden things vanish at once."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page, PageViewRestriction

from cms.models import BasePage, DistrictPage
from cms.scheduled_publishing import publish_scheduled
from cms.searchable import DistrictSource, PageSource
from districts.models import District
from search import outbox, projection
from search.models import Entry
from tests.cms.conftest import MakePage, page_at
from tests.fixtures.standing import around_the_tests


def sync_once() -> None:
    """Make the records that the worker would make."""
    for row in Entry.objects.filter(stale=True):
        record = projection.read(row.kind, [row.object_id]).get(row.object_id)
        projection.write(row, record)


def entry(page: Page) -> Entry:
    kind = "district" if isinstance(page, DistrictPage) else "page"
    return Entry.objects.get(kind=kind, object_id=page.pk)


def found(page: Page) -> bool:
    """Whether a search could show the page at this very moment."""
    known = entry(page)
    return known.public and not known.hidden


@pytest.fixture(scope="module")
def standing_branch(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, BasePage]]:
    with around_the_tests(django_db_blocker):
        paths = ("hilfe", "hilfe/geld", "hilfe/geld/antrag", "ort")
        pages = {path: page_at(path) for path in paths}
        sync_once()
        assert all(found(page) for page in pages.values())
        yield pages


@pytest.fixture
def branch(standing_branch: dict[str, BasePage], db: None) -> dict[str, BasePage]:
    """A page with two levels below it, all of them in the index."""
    return deepcopy(standing_branch)


def test_publishing_makes_findable_and_taking_down_hides_at_once(make_page: MakePage) -> None:
    page = make_page("neu-hier", title="Neu hier", intro="Willkommen im Viertel.")
    sync_once()
    assert (entry(page).title, entry(page).url) == ("Neu hier", "/neu-hier/")

    page.unpublish()
    assert not found(page)
    sync_once()
    assert not entry(page).public


def test_a_new_address_reaches_everything_below(branch: dict[str, BasePage]) -> None:
    page = branch["hilfe"]
    page.slug = "unterstuetzung"
    page.save()
    sync_once()
    assert entry(branch["hilfe/geld/antrag"]).url == "/unterstuetzung/geld/antrag/"
    assert entry(branch["ort"]).url == "/ort/"


def test_moving_a_branch_reaches_everything_below(branch: dict[str, BasePage]) -> None:
    branch["hilfe/geld"].move(Page.objects.get(pk=branch["ort"].pk), pos="last-child")
    sync_once()
    assert entry(branch["hilfe/geld/antrag"]).url == "/ort/geld/antrag/"
    assert found(branch["hilfe/geld/antrag"])


def test_a_private_ancestor_hides_the_branch_at_once(branch: dict[str, BasePage]) -> None:
    restriction = PageViewRestriction.objects.create(
        page=branch["hilfe"], restriction_type=PageViewRestriction.LOGIN
    )
    assert not found(branch["hilfe/geld/antrag"])
    assert found(branch["ort"])
    sync_once()
    assert not entry(branch["hilfe/geld/antrag"]).public

    restriction.delete()
    sync_once()
    assert found(branch["hilfe/geld/antrag"])


def test_a_change_of_groups_hides_at_once(branch: dict[str, BasePage]) -> None:
    restriction = PageViewRestriction.objects.create(
        page=branch["hilfe"], restriction_type=PageViewRestriction.GROUPS
    )
    sync_once()
    version = entry(branch["hilfe/geld"]).version
    restriction.groups.add(Group.objects.create(name="Vorstand"))
    assert entry(branch["hilfe/geld"]).version > version


def test_moving_below_a_private_page_hides_at_once(branch: dict[str, BasePage]) -> None:
    PageViewRestriction.objects.create(
        page=branch["ort"], restriction_type=PageViewRestriction.LOGIN
    )
    sync_once()
    branch["hilfe"].move(Page.objects.get(pk=branch["ort"].pk), pos="last-child")
    assert not found(branch["hilfe/geld/antrag"])


def test_deleting_a_branch_hides_all_of_it_at_once(branch: dict[str, BasePage]) -> None:
    Page.objects.get(pk=branch["hilfe"].pk).delete()
    assert not found(branch["hilfe"])
    assert not found(branch["hilfe/geld/antrag"])
    sync_once()
    assert not entry(branch["hilfe/geld"]).public


def test_an_alias_is_found_and_as_private_as_its_source(branch: dict[str, BasePage]) -> None:
    alias = branch["hilfe/geld/antrag"].create_alias(parent=branch["ort"], update_slug="antrag")
    sync_once()
    assert (found(alias), entry(alias).url) == (True, "/ort/antrag/")

    PageViewRestriction.objects.create(
        page=branch["hilfe/geld/antrag"], restriction_type=PageViewRestriction.LOGIN
    )
    assert not found(alias)
    sync_once()
    assert not entry(alias).public


def test_an_alias_is_as_private_as_what_stands_above_its_source(
    branch: dict[str, BasePage], client: Client
) -> None:
    alias = branch["hilfe/geld/antrag"].create_alias(parent=branch["ort"], update_slug="antrag")
    sync_once()
    assert (found(alias), client.get("/ort/antrag/?neu=1").status_code) == (True, 200)

    PageViewRestriction.objects.create(
        page=branch["hilfe"], restriction_type=PageViewRestriction.LOGIN
    )
    assert not found(alias)
    sync_once()
    assert not entry(alias).public
    assert client.get("/ort/antrag/?neu=1").status_code == 302


def test_moving_a_source_below_a_private_page_hides_its_alias(branch: dict[str, BasePage]) -> None:
    alias = branch["hilfe/geld/antrag"].create_alias(parent=branch["hilfe"], update_slug="kopie")
    PageViewRestriction.objects.create(
        page=branch["ort"], restriction_type=PageViewRestriction.LOGIN
    )
    sync_once()
    assert found(alias)
    branch["hilfe/geld"].move(Page.objects.get(pk=branch["ort"].pk), pos="last-child")
    assert not found(alias)


def test_what_is_rolled_back_was_never_said(branch: dict[str, BasePage]) -> None:
    before = entry(branch["ort"]).version
    with transaction.atomic():
        branch["ort"].unpublish()
        transaction.set_rollback(True)
    assert entry(branch["ort"]).version == before
    assert found(branch["ort"])


def test_a_failing_outbox_undoes_the_write(
    branch: dict[str, BasePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("no outbox")

    monkeypatch.setattr(outbox, "changed_many", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        branch["hilfe"].move(Page.objects.get(pk=branch["ort"].pk), pos="last-child")
    monkeypatch.undo()
    assert Page.objects.get(pk=branch["hilfe"].pk).url_path == branch["hilfe"].url_path
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_draft_and_a_home_page_are_not_findable(home: Page, make_page: MakePage) -> None:
    page = make_page("entwurf")
    page.unpublish()
    assert PageSource().records([page.pk, home.pk]) == {}
    assert home.pk not in set(PageSource().pks())


def test_a_district_is_found_with_its_place(district: District) -> None:
    page = DistrictPage.objects.get(district=district)
    record = DistrictSource().records([page.pk])[page.pk]
    assert (record.title, record.url) == ("Mühlental", "/stadtteile/muehlental/")
    assert [term.value for term in record.districts] == ["muehlental"]
    assert record.city is not None
    assert record.city.label == "Musterstadt"
    assert page.pk not in set(PageSource().pks())


def test_reading_many_records_costs_a_fixed_number_of_queries(
    make_page: MakePage, django_assert_max_num_queries: Any
) -> None:
    pages = [make_page(f"seite-{number}") for number in range(12)]
    with django_assert_max_num_queries(6):
        assert len(PageSource().records([page.pk for page in pages])) == 12


def test_scheduled_pages_come_and_go_in_their_transaction(make_page: MakePage) -> None:
    page = make_page("nur-heute")
    sync_once()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert publish_scheduled() == 1
    assert not found(page)
    assert publish_scheduled() == 0
