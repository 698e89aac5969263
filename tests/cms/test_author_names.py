"""Authors of a page are called as their account is called; without one as they are written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Revision

from accounts import services
from cms.models import PageAuthor, ThemePage
from cms.services import Extras, create_page, find_page
from community.people import erasing
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NAME = "Zwitscherine Kanarienfluh"


@pytest.fixture
def page() -> ThemePage:
    page = create_page(
        type="theme",
        parent=find_page(path="", locale="de"),
        locale="de",
        slug="baenke",
        title="Bänke",
        extras=Extras(authors=[person(name=NAME)]),
    )
    assert isinstance(page, ThemePage)
    return page


def test_the_name_follows_the_account(client: Client, page: ThemePage) -> None:
    author = page.authors.get()
    assert NAME in client.get("/baenke/").content.decode()
    services.change_profile(user=author.user, name="Neu Genannt", about="")
    page.save_revision().publish()
    shown = client.get("/baenke/?fresh=1").content.decode()
    assert "Neu Genannt" in shown
    erasing.erase_account(user=author.user)
    shown = client.get("/baenke/?fresh=2").content.decode()
    assert "gelöschtes Konto" in shown
    assert NAME not in shown
    assert not Revision.objects.filter(content__icontains="Kanarienfluh").exists()


def test_no_name_is_kept_beside_an_account(page: ThemePage) -> None:
    author = page.authors.get()
    typed = PageAuthor(page=page, user=author.user, name=NAME)
    typed.full_clean()
    assert typed.name == ""
    with pytest.raises(ValidationError):
        PageAuthor(page=page, name=" ").full_clean()
    assert str(PageAuthor(page=page, name="Gastautorin")) == "Gastautorin"
    with pytest.raises(IntegrityError), transaction.atomic():
        PageAuthor.objects.filter(pk=author.pk).update(name=NAME)


def test_an_old_version_brings_no_name_back(page: ThemePage) -> None:
    revision = page.save_revision()
    revision.content["authors"][0]["name"] = NAME
    revision.save()
    revision.publish()
    assert page.authors.get().name == ""
