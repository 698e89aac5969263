"""The home page is made once for all who are signed in, and never older than the last write."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.services import create_user
from cms.services import EDITORS, find_page
from districts import services
from wiki.services import create_article

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(name: str, **more: object) -> Client:
    client = Client()
    client.force_login(create_user(email=f"{name}@example.org", name=name, **more))  # type: ignore[arg-type]
    return client


def read(client: Client) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get("/")
    assert answer.headers["Cache-Control"] == "private"
    return answer.content.decode(), len(caught)


def test_the_second_reader_costs_little() -> None:
    services.create_district(city=services.create_city(name="Musterstadt"), name="Nordhang")
    first, whole = read(signed_in("Erna"))
    second, kept = read(signed_in("Otto"))
    assert "Nordhang" in first
    assert "Nordhang" in second
    assert kept < whole
    assert "Otto" in second
    assert "Erna" not in second, "the header names who reads"


def test_every_write_shows_at_once() -> None:
    client = signed_in("Erna")
    assert "Gegenwind" not in read(client)[0]
    author = create_user(email="a@example.org", name="Ada", trust=User.Trust.RESIDENT)
    create_article(title="Gegenwind", body="Ein Weg.\n", author=author)
    assert "Gegenwind" in read(client)[0]
    page = find_page(path="", locale="de").specific
    page.heading = "Was wissen Sie schon?"
    page.save_revision().publish()
    assert "Was wissen Sie schon?" in read(client)[0]


def test_a_draft_is_shown_to_nobody_else() -> None:
    reader, editor = signed_in("Otto"), signed_in("Rita", groups=(EDITORS,))
    page = find_page(path="", locale="de").specific
    page.heading = "Nur ein Entwurf"
    revision = page.save_revision()
    assert "Nur ein Entwurf" not in read(reader)[0]
    draft = editor.get(f"/admin/pages/{page.pk}/revisions/{revision.pk}/view/")
    assert "Nur ein Entwurf" in draft.content.decode()
    assert "Nur ein Entwurf" not in read(reader)[0]


def test_districts_stand_in_the_order_of_the_names_that_are_shown() -> None:
    city = services.create_city(name="Musterstadt")
    for name, short in (
        ("Musterstadt-Mitte", "Mitte"),
        ("Äcker", ""),
        ("Auwald", ""),
        ("Nord", ""),
    ):
        services.create_district(city=city, name=name, short=short)
    page = Client().get("/").content.decode()
    shown = page.partition('<ul class="places"')[2].partition("</ul>")[0]
    order = sorted(("Äcker", "Auwald", "Mitte", "Nord"), key=lambda name: shown.index(f">{name}<"))
    assert order == ["Äcker", "Auwald", "Mitte", "Nord"]
