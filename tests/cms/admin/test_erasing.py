"""Deleting an account in the admin erases it as its owner would; renaming there is followed."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import ModelLogEntry

from accounts import services
from accounts.models import User
from community.models import Comment, LogEntry
from community.people import erasure_ledger
from tests.cms.forms import send
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(client: Client) -> User:
    boss = services.create_user(email="boss@beispiel.example", name="Boss", is_admin=True)
    client.force_login(boss)
    return boss


@pytest.fixture
def otto() -> User:
    user = services.create_user(email="otto@kanarienpost.example", name="Otto Kanarienfluh")
    article(author=user)
    Comment.objects.create(place_kind="page", place_pk=1, author=user, words="Ja.", state="live")
    return user


def assert_erased(user: User) -> None:
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("gelöschtes Konto", False)
    assert Comment.objects.get().author == user
    assert len(erasure_ledger.read().erasures) == 1
    assert LogEntry.objects.filter(action="erase_for", details__user=user.pk).count() == 1


def test_deleting_one(client: Client, boss: User, otto: User) -> None:
    assert send(client, f"/admin/users/delete/{otto.pk}/").status_code == 302
    assert_erased(otto)


def test_deleting_many(client: Client, boss: User, otto: User) -> None:
    answer = send(client, f"/admin/bulk/accounts/user/delete/?id={otto.pk}")
    assert answer.status_code == 302
    assert_erased(otto)


def test_nobody_is_deleted_while_the_ledger_cannot_be_written(
    client: Client, boss: User, otto: User, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.ERASURE_LEDGER = str(tmp_path / "file" / "erasures.jsonl")
    for address in (
        f"/admin/users/delete/{otto.pk}/",
        f"/admin/bulk/accounts/user/delete/?id={otto.pk}",
    ):
        page = send(client, address, follow=True).content.decode()
        assert "ERASURE_LEDGER" in page
    otto.refresh_from_db()
    assert otto.name == "Otto Kanarienfluh"


def test_renaming_there_is_renaming(client: Client, boss: User, otto: User) -> None:
    form = {"name": "Otto Neuname", "groups": [], "districts": [], "is_active": "on"}
    answer = send(client, f"/admin/users/edit/{otto.pk}/", form)
    assert answer.status_code == 302
    otto.refresh_from_db()
    assert (otto.name, otto.slug) == ("Otto Neuname", "otto-neuname")


def test_the_log_of_the_admin_copies_no_name(client: Client, boss: User, otto: User) -> None:
    form = {"name": "Otto Neuname", "groups": [], "districts": [], "is_active": "on"}
    send(client, f"/admin/users/edit/{otto.pk}/", form)
    send(client, f"/admin/users/delete/{otto.pk}/")
    labels = set(ModelLogEntry.objects.values_list("label", flat=True))
    assert labels == {f"Konto {otto.pk}"}
