"""Forms of the admin open at once while the database is locked, full, or can only be read."""

import re
import time
from typing import Any

import pytest
from django.test import Client
from wagtail.admin.models import EditingSession
from wagtail.models import Page, PageSubscription
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.services import create_user
from cms.models import GlossaryTerm, SiteSettings
from tests.pagecache.test_noting import AT_ONCE, TROUBLES

pytestmark = pytest.mark.django_db(transaction=True)
ID = re.compile(r"/admin/editing-sessions/(?:ping|release)/[^\"]*?(\d+)/\"")


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    return client


def forms() -> dict[str, str]:
    term = GlossaryTerm.objects.first()
    pages = Page.objects.filter(depth=3).order_by("path")
    return {
        "page": f"/admin/pages/{pages[0].pk}/edit/",
        "settings": f"/admin/snippets/cms/sitesettings/edit/{SiteSettings.objects.all()[0].pk}/",
        **({"term": f"/admin/snippets/cms/glossaryterm/edit/{term.pk}/"} if term else {}),
        "account": "/admin/account/",
    }


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_form_opens_at_once(admin: Client, trouble: Any) -> None:
    asked = forms()
    with trouble():
        for name, address in asked.items():
            begun = time.monotonic()
            answer = admin.get(address)
            assert answer.status_code == 200, name
            assert time.monotonic() - begun < AT_ONCE, name
            known = {str(pk) for pk in EditingSession.objects.values_list("pk", flat=True)}
            assert {*ID.findall(answer.content.decode())} <= known | {"0"}, name


def test_without_trouble_others_see_who_has_it_open(admin: Client) -> None:
    asked = forms()
    page = admin.get(asked["page"]).content.decode()
    session = EditingSession.objects.get()
    assert str(session.pk) in ID.findall(page)
    admin.get(asked["account"])
    assert UserProfile.objects.get().user == User.objects.get(name="Vera")


def test_what_could_not_be_noted_is_noted_with_the_next_sign_of_life(admin: Client) -> None:
    pk = Page.objects.filter(depth=3).order_by("path")[0].pk
    model = Page.objects.get(pk=pk).specific_class
    assert model is not None
    ping = f"/admin/editing-sessions/ping/cms/{model._meta.model_name}/{pk}/0/"
    answer = admin.post(ping)
    assert answer.status_code == 200
    assert EditingSession.objects.get().pk != 0


def test_who_opens_a_page_gets_no_mails_unasked(admin: Client) -> None:
    admin.get(forms()["page"])
    assert not PageSubscription.objects.get().comment_notifications
