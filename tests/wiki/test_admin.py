"""Articles in the admin: staff look, filter, export and choose; they edit in public."""

import pytest
from django.test import Client

from accounts.services import create_user
from tests.people import newcomer, person
from tests.wiki.factories import article

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(
        create_user(email="a@example.org", name="A", trust="moderator", is_admin=True)
    )
    return client


def test_the_list_leads_to_the_public_page(staff: Client) -> None:
    article("Märkte")
    article("Wartet", author=newcomer())
    page = staff.get("/admin/wiki_articles/").content.decode()
    assert "/wiki/allgemein/maerkte/" in page
    assert "Wartet" in page
    found = staff.get("/admin/wiki_articles/?state=held").content.decode()
    assert "/wiki/allgemein/maerkte/" not in found
    assert staff.get("/admin/wiki_articles/?overdue=true").status_code == 200
    export = staff.get("/admin/wiki_articles/?export=csv")
    assert "Märkte" in b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]


def test_nobody_edits_there(staff: Client) -> None:
    made = article("Märkte")
    for path in ("new/", f"edit/{made.pk}/", f"delete/{made.pk}/"):
        answer = staff.get(f"/admin/wiki_articles/{path}", follow=True)
        assert (
            answer.status_code in (403, 404)
            or "<form" not in answer.content.decode()
            or (answer.redirect_chain)
        )
        staff.post(f"/admin/wiki_articles/{path}", {"title": "x"})
    made.refresh_from_db()
    assert made.title == "Märkte"


def test_only_public_articles_are_chosen(staff: Client) -> None:
    article("Märkte")
    article("Wartet", author=newcomer())
    page = staff.get("/admin/wiki_article_chooser/").json()["html"]
    assert "Märkte" in page
    assert "Wartet" not in page


def test_others_see_nothing_of_it(client: Client) -> None:
    client.force_login(person())
    assert client.get("/admin/wiki_articles/").status_code in (302, 403)
