"""Pages for when something went wrong, over HTTP: they say what it was and lead on."""

from typing import Any

import pytest
from django.test import Client, override_settings

from accounts.models import User
from cms.models import BasePage
from tests.cms.conftest import make_page  # noqa: F401  (a fixture)
from tests.look.strict_html import faults

pytestmark = pytest.mark.any_database


def check(answer: Any, status: int, words: str) -> str:
    """The answer has this status and words, the whole frame, and leads on."""
    html: str = answer.content.decode()
    assert answer.status_code == status
    assert words in html
    assert faults(html) == []
    for part in ('href="/impressum/"', 'href="/kontakt/"', 'id="hilfe-q"', "noindex"):
        assert part in html
    assert answer["Content-Security-Policy"]
    return html


def test_a_missing_page_offers_to_search_for_its_name(client: Client, db: None) -> None:
    html = check(client.get("/wiki/feuerbach/mittags-tisch-3/x1/mittags-tisch/"), 404, "")
    assert 'name="q" value="mittags tisch"' in html
    evil = client.get('/"><script>alert(1)</script>/').content.decode()
    assert "<script>alert" not in evil
    assert 'action="/en/suche/"' in client.get("/en/nowhere/").content.decode()


def test_a_closed_page_says_so(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("neu@example.org", name="Neu", slug="neu"))
    html = check(client.get("/moderation/"), 403, "Diese Seite ist für Sie nicht")
    assert "Sollten Sie dazugehören" in html
    assert 'class="button" href="/konto/"' not in html  # who is signed in need not sign in


def test_a_form_without_its_token_is_explained(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/melden/", {"url": "/"}, headers={"origin": "https://evil.example"})
    check(answer, 403, "nicht angenommen")


def test_a_broken_view_answers_calmly(client: Client, db: None) -> None:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.look.broken_urls"):
        check(client.get("/kaputt/"), 500, "Bei uns ist etwas schiefgegangen")


@pytest.mark.parametrize("path", ["/melden/", "/"])
def test_an_unknown_host_learns_nothing(client: Client, db: None, path: str) -> None:
    assert client.get(path, headers={"host": "evil.example"}).status_code == 400


def test_the_old_address_of_a_page_leads_to_the_new_one(
    make_page: Any,  # noqa: F811
    client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    page: BasePage = make_page("alter-name", title="Name")
    make_page("alter-name/unten", title="Unten")
    page.slug = "neuer-name"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    for old, new in (("", "/neuer-name/"), ("unten/", "/neuer-name/unten/")):
        answer = client.get(f"/alter-name/{old}")
        assert (answer.status_code, answer["Location"]) == (301, new)
    assert client.get("/de/alter-name/")["Location"] == "/alter-name/"


def test_whom_the_admin_does_not_let_in_is_on_the_site_as_they_know_it(
    client: Client, db: None
) -> None:
    client.force_login(User.objects.create_user("neu@example.org", name="Neu Nele", slug="neu"))
    html = check(client.get("/admin/", follow=True), 403, "Diese Seite ist für Sie nicht")
    assert "Neu Nele" in html
    assert 'href="/netzwerke/"' in html  # what the usual menu has, and none without a database
    assert 'href="/en/"' in html
    assert "/en/admin/" not in html  # there is no such address
