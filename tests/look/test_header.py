"""The band at the top: where the menu leads, and who is signed in."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from cms.reading.site_context import SiteContext
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def header(client: Client, path: str = "/projekte/") -> str:
    return client.get(path).content.decode().partition("<header")[2].partition("</header>")[0]


@pytest.mark.parametrize("prefix", ["", "/en", "/de-simple"])
def test_the_usual_menu_leads_to_networks(client: Client, prefix: str) -> None:
    menu = header(client, f"{prefix}/projekte/")
    assert f'href="{prefix}/netzwerke/"' in menu
    assert 'aria-current="page">' in header(client, f"{prefix}/netzwerke/")


def test_who_is_signed_in_is_named_and_nobody_else(client: Client) -> None:
    user = person(name='Anne <b>"Ä"</b> ' + "Lang" * 15)
    assert "Anmelden<" in header(client), "and this page is stored for guests"
    signed_in = Client()
    signed_in.force_login(user)
    named = header(signed_in)
    assert named.count("Anne &lt;b&gt;&quot;Ä&quot;&lt;/b&gt;") == 2, (
        "in the menu and at its button"
    )
    assert "Mein Überblick: </span>" in named
    assert "Anne" not in header(client)
    assert "Anne" not in header(Client())


def test_without_a_database_nobody_is_named() -> None:
    request = RequestFactory().get("/")

    class Away:
        @property
        def is_authenticated(self) -> bool:
            raise DatabaseError

    request.user = Away()  # type: ignore[assignment]
    assert SiteContext(request).account == ""
