"""What a site cannot be without stays where it is, whoever tries what, and the check looks."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils import timezone
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Locale, Page, PageViewRestriction, Site, Task, TaskState

from accounts.services import create_user
from cms.admin.refusals import AdminRefusal
from cms.checks import duty_pages_are_filled
from cms.models import HomePage, StandardPage
from cms.required_pages import needed_pages, taken_apart
from cms.scheduled_publishing import publish_scheduled
from cms.services import EDITORS, find_page, remove_demo_pages
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, send

pytestmark = pytest.mark.any_database
DUTIES = ("impressum", "datenschutz", "barrierefreiheit", "regeln", "kontakt", "leichte-sprache")
WHY_DUTY = "Jede Seite verweist auf sie, und eine öffentliche Website muss sie haben."
WHY_HOME = "Sie ist die Startseite, und alle anderen Seiten stehen darunter."


def in_turn(rows: Iterable[str], columns: Sequence[str]) -> list[Any]:
    """Each row with one column in turn every day, with all of them with --full."""
    return [
        pytest.param(row, column, marks=() if at % len(columns) == n else pytest.mark.full)
        for at, row in enumerate(rows)
        for n, column in enumerate(columns)
    ]


def duty(name: str = "impressum", language: str = "de") -> Any:
    return StandardPage.objects.get(duty=name, locale__language_code=language)


@pytest.fixture(params=[pytest.param("editor", marks=pytest.mark.full), "admin"])
def writer(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    """Somebody who may do everything; with --full also who may do everything with pages."""
    admin = request.param == "admin"
    groups = () if admin else (EDITORS,)
    user = create_user(email="w@example.org", name="Wanda", groups=groups, is_admin=admin)
    client.force_login(user)
    return client


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    return client


def state() -> list[tuple[Any, ...]]:
    """Everything that must not change: which pages there are, where, and for whom."""
    rows = needed_pages().values_list("pk", "url_path", "path", "live", "alias_of", "expire_at")
    return [*rows, PageViewRestriction.objects.count(), Page.find_problems()]


def said(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    return str(send(client, path, data, follow=True).content.decode())


@pytest.mark.walk
@pytest.mark.parametrize(("name", "action"), in_turn(DUTIES, ("delete", "unpublish")))
def test_a_duty_page_is_neither_deleted_nor_taken_down(
    writer: Client, name: str, action: str
) -> None:
    page, before = duty(name), state()
    answer = said(writer, f"/admin/pages/{page.pk}/{action}/")
    assert f"„{page.title}“ kann nicht" in answer
    assert WHY_DUTY in answer
    assert state() == before
    assert Client().get(f"/{name}/").status_code == 200


@pytest.mark.walk
@pytest.mark.parametrize(
    ("language", "action"), in_turn(("de", "en", "de-simple"), ("delete", "unpublish"))
)
def test_a_home_page_is_neither_deleted_nor_taken_down(
    writer: Client, language: str, action: str
) -> None:
    home, before = HomePage.objects.get(locale__language_code=language), state()
    data = {"confirm_site_name": "Quartierswissen", "include_descendants": "on"}
    answer = said(writer, f"/admin/pages/{home.pk}/{action}/", data)
    assert WHY_HOME in answer
    assert "Es wurde nichts geändert." in answer
    assert state() == before


def test_nothing_goes_with_what_stands_above_it(writer: Client, make_page: MakePage) -> None:
    above = make_page("rechtliches", title="Rechtliches")
    with taken_apart():
        duty().move(above, pos="last-child")
    before = state()
    answer = said(writer, f"/admin/pages/{above.pk}/delete/")
    assert "„Impressum“ kann nicht gelöscht werden." in answer
    data = body_form(above, [], slug="anders") | {"action-publish": "1"}
    assert "Die Adresse von „Impressum“ kann sich nicht ändern." in said(
        writer, f"/admin/pages/{above.pk}/edit/", data
    )
    privacy = {"restriction_type": "login"}
    assert "Impressum" in said(writer, f"/admin/pages/{above.pk}/privacy/", privacy)
    assert "Impressum" in said(
        writer,
        f"/admin/pages/{above.pk}/move/{find_page(path='', locale='en').pk}/confirm/",  # type: ignore[union-attr]
    )
    said(writer, f"/admin/pages/{above.pk}/unpublish/", {"include_descendants": "on"})
    assert state() == before


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_a_selection_with_such_a_page_is_left_as_it_is(
    writer: Client, make_page: MakePage, action: str
) -> None:
    other, page, target = make_page("eins"), duty("kontakt"), make_page("zwei")
    before = state()
    path = f"/admin/bulk/wagtailcore/page/{action}/?id={other.pk}&id={page.pk}"
    data = {"chooser": str(target.pk), "include_descendants": "on"}
    assert WHY_DUTY in said(writer, path, data)
    other.refresh_from_db()
    assert other.live
    assert other.get_parent().depth == 2
    assert state() == before


def test_a_page_is_not_moved_but_may_change_its_place_in_the_list(
    writer: Client, make_page: MakePage
) -> None:
    page, target = duty(), make_page("ueber-uns")
    before = state()
    path = f"/admin/pages/{page.pk}/move/{target.pk}/confirm/"
    assert "Die Adresse von „Impressum“ kann sich nicht ändern." in said(writer, path)
    assert state() == before
    assert writer.post(f"/admin/pages/{page.pk}/set_position/?position=0").status_code == 200
    assert Client().get("/impressum/").status_code == 200


CHANGES = {
    "slug": ("anbieter", "Die Adresse von „Impressum“ kann sich nicht ändern."),
    "expire_at": ("2099-01-01 10:00", "„Impressum“ kann kein Ablaufdatum haben."),
    "go_live_at": ("2099-01-01 10:00", "kann nicht von der Website genommen werden."),
}


@pytest.mark.walk
@pytest.mark.parametrize(
    ("field", "button"), in_turn(CHANGES, ("action-publish", "action-submit", ""))
)
def test_the_form_says_it_at_the_field_and_keeps_what_was_typed(
    writer: Client, field: str, button: str
) -> None:
    page, before = duty(), state()
    value, sentence = CHANGES[field]
    change = {field: value}
    data = body_form(page, [("text", "<p>Frisch getippt.</p>")], **change) | {button: "1"}
    answer = said(writer, f"/admin/pages/{page.pk}/edit/", data)
    assert sentence in answer
    assert "Frisch getippt." in answer
    assert state() == before


def test_its_words_may_change(writer: Client) -> None:
    page = duty()
    data = body_form(page, [("text", "<p>Verein Mühle e. V.</p>")], title="Anbieter")
    send(writer, f"/admin/pages/{page.pk}/edit/", data | {"action-publish": "1"})
    assert "Verein Mühle e. V." in Client().get("/impressum/").content.decode()


@pytest.mark.walk
@pytest.mark.parametrize(
    ("kind", "where"), in_turn(("login", "password", "groups"), ("page", "home"))
)
def test_nobody_is_shut_out(writer: Client, kind: str, where: str) -> None:
    page = duty() if where == "page" else HomePage.objects.get(locale__language_code="de")
    before = state()
    data = {"restriction_type": kind, "password": "geheim", "groups": ["1"]}
    path = f"/admin/pages/{page.pk}/privacy/"
    assert "kann nicht auf bestimmte Personen beschränkt werden." in said(writer, path, data)
    modal = send(writer, path, data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert modal.status_code == 409
    assert "kann nicht" in modal.json()["detail"]
    assert state() == before


def test_what_is_not_needed_can_be_made_private_and_deleted(
    writer: Client, make_page: MakePage
) -> None:
    page = make_page("intern")
    send(writer, f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert PageViewRestriction.objects.filter(page=page).exists()
    send(writer, f"/admin/pages/{page.pk}/unpublish/")
    page.refresh_from_db()
    assert not page.live
    send(writer, f"/admin/pages/{page.pk}/delete/")
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_translation_that_nobody_asks_for_may_go(writer: Client, make_page: MakePage) -> None:
    english = make_page("impressum", title="Imprint", locale="en", translation_of=duty())
    StandardPage.objects.filter(pk=english.pk).update(duty="impressum")
    send(writer, f"/admin/pages/{english.pk}/delete/")
    assert not Page.objects.filter(pk=english.pk).exists()


def test_the_version_in_easy_language_stays_too(writer: Client) -> None:
    before = state()
    page = duty("leichte-sprache", "de-simple")
    assert WHY_DUTY in said(writer, f"/admin/pages/{page.pk}/delete/")
    assert WHY_DUTY in said(writer, f"/admin/pages/{page.pk}/unpublish/")
    assert state() == before


def test_programs_change_nothing_that_was_made_before(admin: Client, make_page: MakePage) -> None:
    page, other = duty(), make_page("garten", title="Garten")
    other.title = "Halb geschrieben"
    draft = other.save_revision()
    before = state()
    data = {"destination_page_id": duty("kontakt").pk, "revision_id": draft.pk}
    allowed = {"copy", "copy_for_translation", "create_alias"}
    for action in set(PagesAdminAPIViewSet.actions) - allowed:
        for one in (page, other):
            answer = admin.post(f"/admin/api/main/pages/{one.pk}/action/{action}/", data)
            assert answer.status_code == 404, action
    assert state() == before
    assert Page.objects.get(pk=other.pk).latest_revision == draft
    assert Page.objects.get(pk=other.pk).title == "Garten"


def test_programs_make_new_pages(admin: Client, make_page: MakePage) -> None:
    page = make_page("garten", title="Garten")
    for action in ("copy", "create_alias"):
        data = {"update_slug": "auch-ein-garten"}
        answer = admin.post(f"/admin/api/main/pages/{page.pk}/action/{action}/", data)
        assert answer.status_code == 201, action


def test_the_site_keeps_its_first_page_its_languages_and_itself(admin: Client) -> None:
    site, before = Site.objects.get(), state()
    fields = {"hostname": site.hostname, "port": site.port, "site_name": "x"}
    other = {**fields, "root_page": str(duty().pk), "is_default_site": "on"}
    assert "Alle Adressen hängen daran." in said(admin, f"/admin/sites/edit/{site.pk}/", other)
    plain = {**fields, "root_page": str(site.root_page_id)}
    said(admin, f"/admin/sites/edit/{site.pk}/", plain)
    assert "Alle Adressen hängen daran." in said(admin, f"/admin/sites/delete/{site.pk}/")
    second = {**fields, "root_page": other["root_page"], "hostname": "zwei.example"}
    assert "Alle Adressen hängen daran." in said(admin, "/admin/sites/new/", second)
    kept = Site.objects.get()
    assert (kept.root_page_id, kept.is_default_site) == (site.root_page_id, True)
    english = Locale.objects.get(language_code="en")
    said(admin, f"/admin/locales/delete/{english.pk}/")
    said(admin, f"/admin/locales/edit/{english.pk}/", {"language_code": "fr"})
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"de", "en", "de-simple"}
    assert state() == before


def test_what_was_scheduled_behind_our_back_is_not_done(db: None) -> None:
    page = duty()
    past = timezone.now() - timedelta(hours=1)
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    assert publish_scheduled() == 0
    page.refresh_from_db()
    assert page.live


def test_a_review_does_not_change_an_address(admin: Client) -> None:
    page, before = duty(), state()
    page.slug = "anderswo"
    revision = page.save_revision()
    with pytest.raises(AdminRefusal):
        revision.publish()
    workflow = page.get_workflow()
    assert workflow is not None
    page.refresh_from_db()
    workflow.start(page, page.owner or None)
    task = TaskState.objects.latest("pk")
    assert isinstance(task.task, Task)
    url = f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    assert "Die Adresse von „" in said(admin, url, {"comment": ""})
    assert state() == before


@pytest.mark.django_db(transaction=True)
def test_a_script_leaves_the_tree_as_it_was() -> None:
    before = state()
    for needed in (duty(), HomePage.objects.get(locale__language_code="de")):
        with pytest.raises(AdminRefusal):
            needed.delete()
        with pytest.raises(AdminRefusal):
            needed.unpublish()
    with pytest.raises(AdminRefusal):
        duty().move(duty("kontakt"), pos="last-child")
    with pytest.raises(AdminRefusal):
        StandardPage.objects.get(pk=duty().pk).get_parent().specific.delete()
    assert state() == before


def test_the_demo_is_removed_without_removing_what_has_to_stay(make_page: MakePage) -> None:
    page = make_page("impressum", is_demo=True, body=[{"type": "text", "value": "Demo"}])
    pk, before = page.pk, state()
    remove_demo_pages()
    assert duty().pk == pk
    assert duty().is_unfilled
    assert state() == before


def problems() -> set[tuple[str, str]]:
    return {(str(error.id), error.msg) for error in duty_pages_are_filled(None)}


@pytest.fixture
def filled(db: None) -> None:
    for page in StandardPage.objects.exclude(duty=""):
        page.body, page.intro = [("text", "<p>Geschrieben.</p>")], ""
        page.save()
    assert problems() == set()


def test_the_check_names_what_is_missing(filled: None) -> None:
    with taken_apart():
        duty("kontakt").delete()
        duty("leichte-sprache", "de-simple").delete()
    assert {message for number, message in problems() if number == "cms.E002"} == {
        "The page /kontakt/ (de) is missing.",
        "The page /leichte-sprache/ (de-simple) is missing.",
    }


@pytest.mark.parametrize(
    ("number", "change"),
    [
        ("cms.E003", {"live": False}),
        ("cms.E006", {"expire_at": timezone.now()}),
        ("cms.E001", {"intro": "[bitte ausfüllen: wer]"}),
        ("cms.E001", {"body": []}),
    ],
)
def test_the_check_names_what_is_wrong(filled: None, number: str, change: dict[str, Any]) -> None:
    StandardPage.objects.filter(pk=duty("regeln").pk).update(**change)
    ((found, message),) = problems()
    assert found == number
    assert "/regeln/ (de)" in message


def test_the_check_names_what_is_private_elsewhere_or_not_the_beginning(filled: None) -> None:
    home = HomePage.objects.get(locale__language_code="de")
    with taken_apart():
        restriction = PageViewRestriction.objects.create(page=home, restriction_type="login")
        assert {number for number, _message in problems()} == {"cms.E004"}
        assert ("cms.E004", "Not everybody may read the page / (de).") in problems()
        restriction.delete()
        duty("regeln").move(duty("kontakt"), pos="last-child")
        assert problems() == {("cms.E005", "The page /regeln/ (de) is not at its address.")}
        Site.objects.update(root_page=duty("kontakt"))
        assert any("does not begin with its home page" in message for _n, message in problems())
        Site.objects.update(root_page=home)
        HomePage.objects.filter(locale__language_code="en").update(live=False)
    assert ("cms.E003", "The page /en/ (en) is not published.") in problems()


def test_the_command_fails_and_names_them(db: None) -> None:
    StandardPage.objects.filter(duty="kontakt").update(live=False)
    with pytest.raises(SystemCheckError, match=r"/kontakt/ \(de\) is not published"):
        call_command("check", "--deploy", "--tag=security", stdout=StringIO(), stderr=StringIO())


def test_a_copy_of_a_duty_page_can_go_and_stands_for_nothing(admin: Client, filled: None) -> None:
    page = duty()
    form = {"new_title": "Entwurf", "new_slug": "entwurf", "new_parent_page": page.get_parent().pk}
    send(admin, f"/admin/pages/{page.pk}/copy/", form | {"alias": ""})
    copied = StandardPage.objects.get(slug="entwurf")
    assert problems() == set(), "the one at its address counts"
    send(admin, f"/admin/pages/{copied.pk}/delete/")
    assert not StandardPage.objects.filter(pk=copied.pk).exists()
    assert duty() == page


def test_an_old_title_does_not_stop_what_is_published(make_page: MakePage) -> None:
    page = make_page("alt", title="Alt")
    Page.objects.filter(pk=page.pk).update(title="Alt\u200e", draft_title="Alt\u200e")
    found = StandardPage.objects.get(pk=page.pk)
    found.intro = "Neu."
    found.save_revision().publish()
    assert StandardPage.objects.get(pk=page.pk).intro == "Neu."
