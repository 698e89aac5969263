"""Addresses that the admin makes of what one types: spelled as Germans spell them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from taggit.models import Tag
from wagtail.documents.models import Document
from wagtail.models import Page

from accounts.models import User
from accounts.services import create_user
from cms.admin.page_patterns import patterns_below
from cms.models import StandardPage
from cms.services import EDITORS
from cms.services.pages import begin_page
from pictures.models import Picture
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, send

pytestmark = pytest.mark.any_database

TITLE = "Für Ältere & Jüngere: Stadt/Land"
SLUG = "fuer-aeltere-und-juengere-stadt-land"


@pytest.fixture
def editor(client: Client, db: None) -> User:
    user = create_user(email="e@example.org", name="Ede", groups=(EDITORS,))
    client.force_login(user)
    return user


def edit(client: Client, page: Page, **fields: str) -> Page:
    """Send the form of a page, as a browser without programs does."""
    made = page.specific
    send(client, f"/admin/pages/{page.pk}/edit/", body_form(made, [], **fields))
    made.refresh_from_db()
    return made


def test_a_page_that_is_sent_without_an_address_gets_a_german_one(
    client: Client, editor: User, home: Page
) -> None:
    form = body_form(StandardPage(title=TITLE), [], slug="")
    answer = send(client, f"/admin/pages/add/cms/standardpage/{home.pk}/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert StandardPage.objects.get(title=TITLE).slug == SLUG


def test_a_page_from_a_pattern_takes_the_address_of_its_title_until_it_is_published(
    client: Client, editor: User, home: Page
) -> None:
    pattern = next(found for found in patterns_below(home) if found.type == "standard")
    begin_page(pattern=pattern, parent=home, user=editor)
    page = begin_page(pattern=pattern, parent=home, user=editor)
    assert page.slug.endswith("-2"), "the second has a number, which no title gives"
    assert edit(client, page, title=TITLE).slug == SLUG
    page = edit(client, page, title="Für Große")
    assert page.slug == "fuer-grosse"
    page.save_revision().publish()
    assert edit(client, page, title="Für alle").slug == "fuer-grosse"


def test_an_address_that_somebody_chose_stays(client: Client, editor: User, home: Page) -> None:
    pattern = next(found for found in patterns_below(home) if found.type == "standard")
    page = begin_page(pattern=pattern, parent=home, user=editor)
    page = edit(client, page, title="Für Große", slug="kurz")
    assert page.slug == "kurz"
    assert edit(client, page, title="Für alle").slug == "kurz"


def test_an_address_that_is_emptied_is_made_of_the_title_until_it_is_published(
    client: Client, editor: User, home: Page
) -> None:
    pattern = next(found for found in patterns_below(home) if found.type == "standard")
    page = begin_page(pattern=pattern, parent=home, user=editor)
    page = edit(client, page, slug="kurz")
    assert edit(client, page, title="Für Große", slug="").slug == "fuer-grosse"
    page.save_revision().publish()
    assert edit(client, page, title="Für alle", slug="").slug == "fuer-grosse"


def test_a_title_that_is_taken_gives_an_address_with_a_number(
    client: Client, editor: User, home: Page, make_page: MakePage
) -> None:
    make_page("fuer-alle", title="Für alle")
    pattern = next(found for found in patterns_below(home) if found.type == "standard")
    page = begin_page(pattern=pattern, parent=home, user=editor)
    assert edit(client, page, title="Für alle").slug == "fuer-alle-2"


@pytest.mark.parametrize("slug", ["original", ""])
def test_a_copy_has_the_address_of_its_own_title(
    client: Client, editor: User, make_page: MakePage, slug: str
) -> None:
    page = make_page("original", title="Original")
    form = {"new_title": TITLE, "new_slug": slug, "new_parent_page": page.get_parent().pk}
    answer = send(client, f"/admin/pages/{page.pk}/copy/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    copy = StandardPage.objects.get(slug=SLUG)
    assert edit(client, copy, title="Für alle").slug == "fuer-alle"


def test_a_copy_with_an_address_of_its_own_keeps_it(
    client: Client, editor: User, make_page: MakePage
) -> None:
    page = make_page("original", title="Original")
    form = {"new_title": "Original", "new_slug": "zweites", "new_parent_page": ""}
    send(client, f"/admin/pages/{page.pk}/copy/", form | {"new_parent_page": page.get_parent().pk})
    copy = StandardPage.objects.get(slug="zweites")
    assert edit(client, copy, title="Für alle").slug == "zweites"


def test_a_copy_below_another_page_keeps_an_address_that_was_chosen(
    client: Client, editor: User, make_page: MakePage
) -> None:
    page, other = make_page("fest", title="Sommerfest"), make_page("woanders", title="Woanders")
    form = {"new_title": "Sommerfest", "new_slug": "fest", "new_parent_page": other.pk}
    answer = send(client, f"/admin/pages/{page.pk}/copy/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    other.refresh_from_db()
    assert other.get_children().get().slug == "fest"


def test_a_year_is_no_number_for_what_was_taken(client: Client, editor: User, home: Page) -> None:
    page = home.add_child(
        instance=StandardPage(title="Haushalt", slug="haushalt-2025", live=False, owner=editor)
    )
    page.save_revision()
    assert edit(client, page, title="Haushaltsplan").slug == "haushalt-2025"


def test_tags_and_files_are_spelled_so_too(db: None, picture: Picture) -> None:
    picture.tags.add("Für Ältere", "fuer aeltere")
    assert set(Tag.objects.values_list("slug", flat=True)) == {"fuer-aeltere", "fuer-aeltere-1"}
    document = Document.objects.create(
        title="Plan", file=ContentFile(b"x", "Straße für U\u0308bungen.pdf")
    )
    assert document.filename.startswith("Strasse_fuer_Uebungen")
    with picture.file.open() as content:
        copy = Picture.objects.create(title="Bär", file=ImageFile(content, name="Bär.png"))
    assert "Baer" in copy.file.name
