"""The inbox with a real kind: from a newcomer's change to the public page, and back."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from community import mail
from community.models import Case, Mail
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district
from wiki import services
from wiki.models import Article

# Stored pages grow stale on commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]
PAGE = "/wiki/bad-cannstatt/spielplaetze/"


@pytest.fixture
def spielplaetze() -> Article:
    return article(district=district(), body="Eine Rutsche.\n", author=person(name="Otto"))


def test_a_held_change_is_seen_accepted_and_taken_back(
    client: Client, spielplaetze: Article
) -> None:
    author = newcomer()
    services.save_edit(article=spielplaetze, base_revision=1, body="Zwei Wippen.\n", author=author)
    case = Case.objects.get()
    assert "Zwei Wippen" not in client.get(PAGE).content.decode()
    client.force_login(moderator())
    page = client.get(f"/moderation/{case.pk}/").content.decode()
    assert "Wippen" in page
    assert "Rutsche" in page, "with what stands there now"
    done = client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
    assert "Zwei Wippen" in Client().get(PAGE).content.decode()
    assert [row.pk for row in client.get(done["Location"]).context["undo"].just] == [case.pk]
    client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    assert "Zwei Wippen" not in Client().get(PAGE).content.decode()
    assert Case.objects.get().state == "open"
    assert not Mail.objects.exists()


def test_the_list_shows_what_would_be_new(client: Client, spielplaetze: Article) -> None:
    body = "Eine Rutsche.\n\n**Zwei** Wippen\n"
    services.save_edit(article=spielplaetze, base_revision=1, body=body, author=newcomer())
    moderating = moderator()
    client.force_login(moderating)
    page = " ".join(client.get("/moderation/").content.decode().split())
    assert re.search(r"</span> ?Zwei Wippen ?</p>", page)
    services.hide_parts(
        article=spielplaetze, number=2, parts={"text"}, reason="Privat", by=moderating
    )
    assert "Zwei Wippen" not in client.get("/moderation/").content.decode()


def test_what_overlaps_is_said_and_stays_open(client: Client, spielplaetze: Article) -> None:
    services.save_edit(
        article=spielplaetze, base_revision=1, body="Zwei Wippen.\n", author=newcomer()
    )
    services.save_edit(
        article=spielplaetze, base_revision=1, body="Drei Schaukeln.\n", author=person()
    )
    case = Case.objects.get()
    client.force_login(moderator())
    answer = client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "accept"})
    assert answer.status_code == 409
    assert "message-warning" in answer.content.decode()
    assert Case.objects.get().state == "open"


def test_a_reported_article_is_hidden_and_shown_again(
    client: Client, spielplaetze: Article, report_form: dict[str, str]
) -> None:
    client.post("/melden/", report_form | {"url": PAGE, "mail": "eva@beispiel.example"})
    case = Case.objects.get()
    assert (case.object_kind, case.object_pk, case.title) == (
        "article",
        spielplaetze.pk,
        "Spielplätze",
    )
    client.force_login(moderator())
    client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": "hidden", "ready": "rules"})
    assert Client().get(PAGE).status_code in (404, 410)
    writer = spielplaetze.revisions.get().author
    assert writer is not None
    assert {row.to for row in Mail.objects.filter(sent=None)} == {
        "eva@beispiel.example",
        writer.email,
    }
    client.post("/moderation/zuruecknehmen/", {"case": case.pk})
    assert Client().get(PAGE).status_code == 200
    assert mail.send_due() == 1, "only the receipt"


def test_undoing_everything_of_one_account(client: Client, spielplaetze: Article) -> None:
    vandal = person(name="Rabauke")
    services.save_edit(article=spielplaetze, base_revision=1, body="Quatsch.\n", author=vandal)
    own = article(title="Werbung", author=vandal)
    client.force_login(moderator())
    page = client.get(f"/moderation/konten/{vandal.pk}/").content.decode()
    assert "Werbung" in page
    client.post(f"/moderation/konten/{vandal.pk}/zuruecksetzen/", {"reason": "Quatsch."})
    assert "Eine Rutsche" in Client().get(PAGE).content.decode()
    own.refresh_from_db()
    assert own.state == Article.State.DELETED


def test_ones_own_list_holds_what_went_live_at_once_too(
    client: Client, spielplaetze: Article
) -> None:
    writer = spielplaetze.revisions.get().author
    assert writer is not None
    client.force_login(writer)
    page = client.get("/konto/beitraege/").content.decode()
    assert PAGE in page


def test_articles_of_one_name_are_told_apart_in_ones_own_list_at_the_same_cost(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    writer = person(name="Otto")
    client.force_login(writer)
    names = ("Vaihingen", "Wangen", "Birkach", "Botnang", "Ost", "West", "Süd", "Nord")
    places = [district(name, name.lower()) for name in names]
    for place in places:
        article(district=place, author=writer)
    # One of them says which modules are in use, one whether the kept frame is as it should be, one
    # what waits and one since when that is kept; pictures are one more kind of contributions.
    with django_assert_max_num_queries(28):
        page = client.get("/konto/beitraege/").content.decode()
    for place in places:
        assert f"<strong>{place.name}</strong>" in page
