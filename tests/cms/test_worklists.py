"""What waits for editors, and which page exists in which language."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.services import create_user
from cms.admin.first_steps import first_steps
from cms.models import BasePage, StandardPage
from cms.services import AUTHORS, EDITORS, confirm_version, fill_operator, name_site
from cms.services.district_editors import set_edited_districts
from cms.worklists import WORKLISTS
from cms.worklists.language_state import PageState, counts, rows
from districts.models import District
from pictures.models import Picture
from tests.cms.conftest import MakePage
from tests.cms.test_admin_permissions import account


def states(slug: str) -> dict[str, PageState]:
    row = next(row for row in rows() if row.page.slug == slug)
    return {version.language: version.state for version in row.versions}


def published(page: Page, days_ago: int) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    Page.objects.filter(pk=page.pk).update(last_published_at=moment)


@pytest.fixture
def pair(make_page: MakePage) -> tuple[BasePage, BasePage]:
    german = make_page("ort", title="Ort")
    english = make_page("ort", title="Place", locale="en", translation_of=german)
    published(german, 10)
    published(english, 5)
    return german, english


def test_a_version_is_missing_a_draft_outdated_or_current(
    pair: tuple[BasePage, BasePage],
) -> None:
    german, english = pair
    assert states("ort") == {"en": PageState.CURRENT, "de-simple": PageState.MISSING}
    published(german, 1)
    assert states("ort")["en"] == PageState.OUTDATED
    english.unpublish()
    assert states("ort")["en"] == PageState.DRAFT


def test_somebody_can_say_that_it_still_fits(pair: tuple[BasePage, BasePage]) -> None:
    german, english = pair
    published(german, 1)
    user = create_user(email="r@example.org", name="Rita")
    confirm_version(page=english, user=user)
    assert states("ort")["en"] == PageState.CURRENT
    confirm_version(page=english, user=user)


def test_districts_without_a_text_have_nothing_to_translate(district: District) -> None:
    assert not any(row.page.slug == district.slug for row in rows())
    page = district.pages.get()
    page.intro = "Ein Tal."
    page.save()
    assert states(district.slug)["en"] == PageState.MISSING


def test_the_overview_costs_three_queries_for_any_number_of_pages(
    make_page: MakePage, django_assert_num_queries: Any
) -> None:
    for number in range(5):
        make_page(f"seite-{number}")
    with django_assert_num_queries(3):
        found = rows()
    assert counts(found)["en"][PageState.MISSING] >= 5


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    return client


def test_the_overview_can_be_narrowed_and_a_version_confirmed(
    editor: Client, pair: tuple[BasePage, BasePage]
) -> None:
    german, english = pair
    published(german, 1)
    url = "/admin/sprachen/?language=en&state=outdated"
    html = editor.get(url).content.decode()
    assert f"/admin/pages/{german.pk}/edit/" in html
    assert "/admin/sprachen/" in html
    editor.post(f"/admin/sprachen/{english.pk}/stimmt/")
    assert f"/admin/pages/{german.pk}/edit/" not in editor.get(url).content.decode()


def test_only_who_may_edit_may_confirm(client: Client, pair: tuple[BasePage, BasePage]) -> None:
    client.force_login(create_user(email="b@example.org", name="Bea", groups=(AUTHORS,)))
    answer = client.post(f"/admin/sprachen/{pair[1].pk}/stimmt/")
    assert answer.status_code in {302, 403}
    assert not hasattr(Page.objects.get(pk=pair[1].pk), "version_check")


def test_every_list_opens_and_agrees_with_its_number(
    editor: Client, pair: tuple[BasePage, BasePage], picture: Picture
) -> None:
    Picture.objects.filter(pk=picture.pk).update(description="")
    published(pair[0], 400)
    for worklist in WORKLISTS:
        answer = editor.get(f"/admin/arbeit/{worklist.name}/")
        assert answer.status_code == 200, worklist.name
        shown = answer.context["items"].paginator.object_list
        assert len(shown) == len(worklist.find()), worklist.name


def test_an_unknown_list_is_not_found(editor: Client) -> None:
    assert editor.get("/admin/arbeit/gibt-es-nicht/").status_code == 404


def test_the_dashboard_names_what_waits_and_the_first_steps(client: Client, db: None) -> None:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    html = client.get("/admin/").content.decode()
    assert "/admin/arbeit/pflichtseiten/" in html
    assert "first-steps" in html


def test_the_first_steps_can_all_be_done(district: District) -> None:
    assert not all(step.done for step in first_steps())
    name_site(name="Unser Viertel")
    fill_operator(operator="Verein", mail="post@example.org")
    for duty in StandardPage.objects.exclude(duty=""):
        duty.body = [("text", "<p>Geschrieben.</p>")]
        duty.save()
    page = district.pages.get()
    page.intro = "Ein Tal."
    page.save()
    for number in range(2):
        create_user(email=f"{number}@example.org", name=f"P{number}", groups=(EDITORS,))
    assert [step.title for step in first_steps() if not step.done] == []


@pytest.mark.parametrize(("role", "seen"), [("author", False), ("editor", True)])
def test_what_waits_is_only_what_somebody_can_do(
    client: Client, pair: tuple[BasePage, BasePage], role: str, seen: bool
) -> None:
    """The duty pages, the missing version and an own list of searches: an author may not."""
    client.force_login(account(role))
    assert ("/arbeit/pflichtseiten/" in client.get("/admin/").content.decode()) is seen
    html = client.get("/admin/arbeit/").content.decode()
    assert ("/arbeit/suchen-ohne-treffer/" in html) is seen
    edit = f"/admin/pages/{pair[1].pk}/edit/"
    assert (edit in client.get("/admin/sprachen/?state=current").content.decode()) is seen
    items = client.get("/admin/arbeit/leichte-sprache-fehlt/").context["items"]
    assert (len(items) > 0) is seen


def test_an_author_sees_the_work_on_their_own_page(
    client: Client, make_page: MakePage, pair: tuple[BasePage, BasePage]
) -> None:
    author = account("author")
    own = make_page("eigen", title="Eigen")
    Page.objects.filter(pk=own.pk).update(owner=author)
    client.force_login(author)
    items = client.get("/admin/arbeit/leichte-sprache-fehlt/").context["items"]
    assert [item.title for item in items] == ["Eigen"]
    assert client.get(f"/admin/leichte-sprache/{own.pk}/").status_code == 200


def test_the_first_page_is_headed_by_the_name_of_the_site(client: Client, db: None) -> None:
    name_site(name="Unser Viertel")
    client.force_login(account("editor"))
    assert "Unser Viertel" in client.get("/admin/").content.decode()


def test_the_editor_of_a_district_finds_its_page(client: Client, district: District) -> None:
    editor = account("resident")
    set_edited_districts(user=editor, districts=[district])
    client.force_login(editor)
    html = client.get("/admin/").content.decode()
    assert f"/admin/pages/{district.pages.get(locale__language_code='de').pk}/edit/" in html
    client.force_login(account("editor"))
    assert "own-pages" not in client.get("/admin/").content.decode()


def test_forms_say_what_they_are_for(editor: Client, home: Page) -> None:
    assert "blinden Menschen" in editor.get("/admin/images/add/").content.decode()
    kinds = editor.get(f"/admin/pages/{home.pk}/add_subpage/").content.decode()
    assert "Ein Text zu einem Thema" in kinds
