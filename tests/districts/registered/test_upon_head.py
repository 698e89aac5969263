"""A held change to an entry after others have changed it: shown against the head, and combined."""

from __future__ import annotations

import pytest
from django.test import Client

from community import decisions
from community.models import Case
from districts import services
from districts.registered import inbox
from districts.services.signature import Signature
from tests.districts.conftest import Town
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town: Town) -> Case:
    """A change by a newcomer to the duration of a project, which waits."""
    by = Signature(author=newcomer())
    services.update_project(project=town.project, signature=by, duration="Ein Jahr")
    return Case.objects.get()


def others_change(town: Town, **values: str) -> None:
    town.project.refresh_from_db()
    by = Signature(author=person(name="Berta Berg"))
    services.update_project(project=town.project, signature=by, **values)  # type: ignore[misc]


def shown(case: Case) -> str:
    client = Client()
    client.force_login(moderator())
    return " ".join(client.get(f"/moderation/{case.pk}/").content.decode().split())


def test_it_is_shown_against_the_head(town: Town, case: Case) -> None:
    others_change(town, summary="Eine Bank zum Plaudern.")
    assert "Seither geändert von Berta Berg. Der Vergleich zeigt" in shown(case)
    town.project.refresh_from_db()
    _, context = inbox.preview(town.project, case.number)
    assert "Eine Bank zum Plaudern." in str(context["pairs"])
    rows = [row for row in context["difference"]["rows"] if row["kind"] not in ("same", "gap")]
    assert "Plaudern" not in str(rows)


def test_without_other_changes_nothing_is_said(case: Case) -> None:
    assert "Seither" not in shown(case)


def test_what_overlaps_is_said(town: Town, case: Case) -> None:
    others_change(town, duration="Zwei Jahre")
    assert "Beide haben dieselbe Stelle geändert" in shown(case)


@pytest.mark.parametrize("moved", [True, False])
def test_the_receipt_says_whether_it_was_combined(town: Town, case: Case, moved: bool) -> None:
    if moved:
        others_change(town, summary="Eine Bank zum Plaudern.")
    decisions.accept(case=case, by=moderator())
    page = Client().get(f"/konto/beleg/{case.receipt}/").content.decode()
    assert ("Beide Änderungen wurden zusammengeführt." in page) is moved
