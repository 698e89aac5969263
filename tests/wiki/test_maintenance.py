"""Looking after articles: when they are checked, where they go, and how they come back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.models import LogEntry
from tests.people import moderator, person
from tests.wiki.factories import article, district
from wiki import services
from wiki.models import Article, Link, Revision

pytestmark = pytest.mark.django_db
HOME = "/wiki/allgemein/spielplaetze/"


def test_still_right_is_one_click(client: Client) -> None:
    article()
    client.force_login(person(name="Hilde"))
    assert 'action="stimmt-noch/"' in client.get(HOME).content.decode()
    words = client.post(f"{HOME}stimmt-noch/", follow=True).content.decode()
    assert "Hilde" in words
    made = Article.objects.get()
    assert made.checked_at is not None
    assert made.review_by == timezone.localdate() + timedelta(days=365)


def test_a_day_to_check_can_be_set_and_taken_away(client: Client) -> None:
    article()
    client.force_login(moderator())
    past = timezone.localdate() - timedelta(days=1)
    client.post(f"{HOME}verwalten/", {"action": "schedule", "review_by": past.isoformat()})
    assert Article.objects.get().review_by == past
    assert f'value="{past.isoformat()}"' in client.get(f"{HOME}verwalten/").content.decode()
    assert "banner-warning" in client.get(HOME).content.decode()
    client.post(f"{HOME}verwalten/", {"action": "schedule", "review_by": ""})
    assert Article.objects.get().review_by is None
    assert LogEntry.objects.filter(action="schedule").count() == 2


@pytest.mark.parametrize("day", [None, date(2026, 12, 10), date(2001, 2, 3)])
def test_a_day_to_check_sent_as_it_is_shown_stays(client: Client, day: date | None) -> None:
    made = article()
    Article.objects.filter(pk=made.pk).update(review_by=day)
    client.force_login(moderator())
    page = client.get(f"{HOME}verwalten/").context["check_form"]["review_by"]
    shown = page.field.widget.format_value(page.value()) or ""
    client.post(f"{HOME}verwalten/", {"action": "schedule", "review_by": shown})
    assert Article.objects.get().review_by == day


@pytest.mark.parametrize("day", ["0026-12-10", "1969-12-31", "9999-12-31"])
def test_a_day_to_check_that_nobody_can_mean_is_asked_about(client: Client, day: str) -> None:
    article()
    before = Article.objects.get().review_by
    client.force_login(moderator())
    answer = client.post(f"{HOME}verwalten/", {"action": "schedule", "review_by": day})
    assert answer.status_code == 400
    assert "mit vier Ziffern" in answer.content.decode()
    assert Article.objects.get().review_by == before


def test_deleting_asks_for_a_reason_and_can_be_undone(client: Client) -> None:
    article()
    source = article("Quelle", "[[Spielplätze]]")
    client.force_login(moderator())
    client.post(f"{HOME}verwalten/", {"action": "delete", "weg-reason": " "})
    assert Article.objects.live().count() == 2
    client.post(f"{HOME}verwalten/", {"action": "delete", "weg-reason": "doppelt"})
    assert Client().get(HOME).status_code == 404
    assert Link.objects.get(source=source).target is None
    gone = client.get(HOME)
    assert gone.status_code == 410
    assert "doppelt" in gone.content.decode()
    assert 'href="verwalten/"' in gone.content.decode()
    client.post(f"{HOME}verwalten/", {"action": "restore", "weg-reason": "doch nicht"})
    assert Client().get(HOME).status_code == 200
    assert Link.objects.get(source=source).target is not None


def test_a_title_taken_meanwhile_is_not_taken_back(client: Client) -> None:
    made = article()
    services.delete_article(article=made, reason="x", by=moderator())
    article(body="Der zweite.")
    client.force_login(moderator())
    client.post(f"{HOME}verwalten/", {"action": "restore", "weg-reason": "y"})
    assert Article.objects.live().get() != made


def test_moving_keeps_the_way_and_repairs_links(client: Client) -> None:
    place = district()
    article()
    source = article("Quelle", "[[Spielplätze]]")
    client.force_login(person())
    assert f'href="{HOME}"' in client.get("/wiki/allgemein/quelle/").content.decode()
    answer = client.post(
        f"{HOME}umbenennen/", {"title": "Spielorte", "district": place.slug, "summary": "besser"}
    )
    assert answer.headers["Location"].startswith("/wiki/bad-cannstatt/spielorte/")
    for path in ("", "verlauf/", "version/1/"):
        moved = client.get(HOME + path)
        assert moved.headers["Location"] == f"/wiki/bad-cannstatt/spielorte/{path}"
    page = client.get("/wiki/allgemein/quelle/").content.decode()
    assert 'href="/wiki/bad-cannstatt/spielorte/"' in page
    assert Revision.objects.get(article=source).body == "[[Spielplätze]]"


def test_a_red_link_begins_its_article(client: Client) -> None:
    article("Quelle", "[[Alte Märkte]]", district=district())
    page = client.get("/wiki/bad-cannstatt/quelle/").content.decode()
    address = "/wiki/neu/?district=bad-cannstatt&amp;title=Alte+M%C3%A4rkte"
    assert address in page
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="Alte Märkte"' in form
    assert '<option value="bad-cannstatt" selected>' in form
