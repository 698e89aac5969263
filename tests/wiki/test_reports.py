"""Do the reports of the admin name the articles that need an eye, and those alone?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.services import create_user
from tests.people import moderator, newcomer
from tests.wiki.factories import article, topic
from wiki import services
from wiki.models import Article

pytestmark = pytest.mark.django_db
REPORTS = ("ungeprueft", "offene-verweise", "ohne-verweis", "ohne-thema")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(
        create_user(email="a@example.org", name="A", trust="moderator", is_admin=True)
    )
    return client


def page(staff: Client, name: str) -> str:
    html = staff.get(f"/admin/reports/wiki/{name}/").content.decode()
    assert staff.get(f"/admin/reports/wiki/{name}/results/").status_code == 200
    return html


def exported(staff: Client, name: str) -> str:
    answer = staff.get(f"/admin/reports/wiki/{name}/?export=csv")
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def named(staff: Client, name: str) -> set[str]:
    titles = set(Article.objects.values_list("title", flat=True))
    html, table = page(staff, name), exported(staff, name)
    found = {title for title in titles if f">{title}</a>" in "".join(html.split("\n"))}
    found |= {title for title in titles if f"/wiki/allgemein/{title.lower()}/" in html}
    assert found == {title for title in titles if f"{title};" in table}
    return found


def test_what_is_due_or_was_not_looked_at_for_a_year_is_to_be_checked(staff: Client) -> None:
    old, due, later, confirmed, _new = map(article, ("Alt", "Dran", "Spaeter", "Geprueft", "Neu"))
    long_ago, today = timezone.now() - timedelta(days=366), timezone.localdate()
    Article.objects.filter(pk__in=[old.pk, later.pk, confirmed.pk]).update(updated_at=long_ago)
    Article.objects.filter(pk=confirmed.pk).update(checked_at=timezone.now())
    Article.objects.filter(pk=due.pk).update(review_by=today)
    Article.objects.filter(pk=later.pk).update(review_by=today + timedelta(days=1))
    assert named(staff, "ungeprueft") == {"Alt", "Dran"}


def test_links_that_lead_nowhere_are_counted(staff: Client) -> None:
    article("Ziel")
    article("Viele", body="[[Ziel]], [[Fehlt]] und [[Fehlt auch]].")
    article("Heil", body="[[Ziel]].")
    assert named(staff, "offene-verweise") == {"Viele"}
    assert "Viele;;de;2" in exported(staff, "offene-verweise")


def test_what_only_leads_to_itself_is_led_to_by_nothing(staff: Client) -> None:
    article("Ziel")
    article("Quelle", body="[[Ziel]].")
    article("Selbst", body="[[Selbst]].")
    assert named(staff, "ohne-verweis") == {"Quelle", "Selbst"}
    services.delete_article(
        article=Article.objects.get(title="Quelle"), by=moderator(), reason="doppelt"
    )
    assert named(staff, "ohne-verweis") == {"Ziel", "Selbst"}


def test_what_belongs_to_no_topic_is_named(staff: Client) -> None:
    article("Ohne")
    article("Mit", topics=[topic().pk])
    assert named(staff, "ohne-thema") == {"Ohne"}


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_that_waits_or_was_deleted_is_named(staff: Client, name: str) -> None:
    article("Wartet", body="[[Fehlt]].", author=newcomer())
    services.delete_article(
        article=article("Weg", body="[[Fehlt]]."), by=moderator(), reason="doppelt"
    )
    Article.objects.update(updated_at=timezone.now() - timedelta(days=800))
    assert named(staff, name) == set()


@pytest.mark.parametrize("name", REPORTS)
def test_they_are_for_staff_alone(client: Client, name: str) -> None:
    assert client.get(f"/admin/reports/wiki/{name}/").status_code == 302
