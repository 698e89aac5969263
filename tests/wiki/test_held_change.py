"""A held change after others have written: shown against the head, and combined with it."""

from __future__ import annotations

import pytest
from django.test import Client

from community import decisions
from community.models import Case
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article
from wiki import inbox, services
from wiki.models import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> Revision:
    made = article(body="Eins.\n\nZwei.\n\nDrei.\n")
    return services.save_edit(
        article=made, base_revision=1, body="Eins.\n\nZwei.\n\nDrei neu.\n", author=newcomer()
    ).revision


def others_write(held: Revision, body: str) -> None:
    services.save_edit(
        article=held.article, base_revision=1, body=body, author=person(name="Berta Berg")
    )


def shown(held: Revision) -> str:
    client = Client()
    client.force_login(moderator())
    page = client.get(f"/wiki/allgemein/spielplaetze/ausstehend/{held.number}/")
    return " ".join(page.content.decode().split())


def test_it_is_shown_against_the_head(held: Revision) -> None:
    others_write(held, "Uno.\n\nZwei.\n\nDrei.\n")
    _, context = inbox.preview(held.article, held.number)
    changed = [row for row in context["difference"]["rows"] if row["kind"] == "changed"]
    assert [row["new"] for row in changed] == ["<p>Drei <ins>neu</ins>.</p>"]
    page = shown(held)
    assert "Seither geändert von Berta Berg." in page
    assert "Uno" in page


def test_without_other_changes_nothing_is_said(held: Revision) -> None:
    assert "Seither" not in shown(held)


def test_what_overlaps_is_said(held: Revision) -> None:
    others_write(held, "Eins.\n\nZwei.\n\nDrei alt.\n")
    page = shown(held)
    assert "Seither geändert von Berta Berg. Beide haben dieselbe Stelle geändert" in page


def test_a_hidden_author_is_not_named(held: Revision) -> None:
    others_write(held, "Uno.\n\nZwei.\n\nDrei.\n")
    Revision.objects.filter(number=3).update(author_hidden=True)
    page = shown(held)
    assert "Seither geändert von jemandem ohne Namen." in page
    assert "Berta" not in page


@pytest.mark.parametrize("moved", [True, False])
def test_the_receipt_says_whether_it_was_combined(held: Revision, moved: bool) -> None:
    case = Case.objects.get()
    if moved:
        others_write(held, "Uno.\n\nZwei.\n\nDrei.\n")
    decisions.accept(case=case, by=moderator())
    page = Client().get(f"/konto/beleg/{case.receipt}/").content.decode()
    assert ("Beide Änderungen wurden zusammengeführt." in page) is moved
