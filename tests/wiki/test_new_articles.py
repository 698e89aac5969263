"""The form of a new article: looked at first, interrupted, refused; what was typed stays."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.people import person
from tests.wiki.factories import district
from wiki.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEW = "/wiki/neu/"
TYPED = "Am Brunnen steht eine **Bank**.\n"


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def sent(client: Client, **fields: str) -> dict[str, Any]:
    """The form as it was opened, filled in."""
    started = client.get(NEW).context["guest"]["started"].value()
    data = {"title": "Bänke", "body": TYPED, "district": "", "summary": "", "started": started}
    return {**data, "action": "save", **fields}


def test_a_preview_shows_the_text_and_writes_nothing(client: Client) -> None:
    answer = client.post(NEW, sent(client, action="preview"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<strong>Bank</strong>" in page
    assert TYPED.strip() in page, "and the box still holds it"
    assert not Article.objects.exists()


def test_a_link_in_the_preview_looks_in_the_chosen_district(client: Client) -> None:
    place = district()
    form = sent(client, action="preview", district=place.slug, body="[[Brunnen]]\n")
    assert f"district={place.slug}" in client.post(NEW, form).content.decode()


def test_whoever_signs_in_first_finds_the_text_again(client: Client) -> None:
    away = client.post(NEW, sent(client, action="sign_in"))
    assert away.status_code == 302
    assert not Article.objects.exists()
    client.force_login(person())
    back = client.get(away.headers["Location"], follow=True)
    assert TYPED.strip() in back.content.decode()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"title": ""}, 400),
        ({"title": "Bank " * 60}, 400),
        ({"body": "  "}, 400),
        ({"body": "x" * 600_000}, 413),
        ({"district": "nirgendwo"}, 400),
        ({"mail": "keine Adresse"}, 400),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_text(
    client: Client, fields: dict[str, str], status: int
) -> None:
    answer = client.post(NEW, sent(client, **fields))
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'id="fehler"' in page or "error" in page
    assert fields.get("title", "Bänke") in page.replace("&#x27;", "'")
    assert not Article.objects.exists()


def test_who_may_not_write_is_told_with_the_text(client: Client) -> None:
    user = person()
    client.force_login(user)
    client.get(NEW)
    form = {"title": "Bänke", "body": TYPED, "district": "", "summary": "", "action": "save"}
    User.objects.filter(pk=user.pk).update(blocked_at="2026-11-01T00:00:00Z")
    answer = client.post(NEW, form)
    assert answer.status_code == 403
    assert TYPED.strip() in answer.content.decode()
    assert not Article.objects.exists()
