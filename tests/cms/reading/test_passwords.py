"""A page with a password opens for whoever knows it, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from community.limits import RARER
from tests.cms.conftest import page_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.always]

PAGE, WORD, SECRET = "/nachbarn/", "Apfelbaum", "Der Schlüssel liegt beim Bäcker."


@pytest.fixture
def rule() -> PageViewRestriction:
    page = page_at("nachbarn", title="Nachbarn", intro=SECRET)
    return PageViewRestriction.objects.create(page=page, restriction_type="password", password=WORD)


def address(rule: PageViewRestriction) -> str:
    return f"/_util/authenticate_with_password/{rule.pk}/{rule.page_id}/"


def test_it_opens_for_who_knows_it_alone(rule: PageViewRestriction) -> None:
    knowing, other = Client(), Client()
    asked = knowing.get(PAGE).content.decode()
    assert address(rule) in asked
    assert SECRET not in asked
    opened = knowing.post(address(rule), {"password": WORD, "return_url": PAGE}, follow=True)
    assert opened.redirect_chain == [(PAGE, 302)]
    assert SECRET in opened.content.decode()
    assert SECRET not in other.get(PAGE).content.decode()


def test_a_wrong_one_is_named_at_the_field(rule: PageViewRestriction) -> None:
    guessing = Client()
    answer = guessing.post(address(rule), {"password": "Birnbaum", "return_url": PAGE})
    field = answer.content.decode().partition('id="id_password_error"')[2]
    assert "Das eingegebene Passwort ist falsch" in field
    assert SECRET not in guessing.get(PAGE).content.decode()


def test_it_leads_to_no_other_site(rule: PageViewRestriction) -> None:
    words = {"password": WORD, "return_url": "https://anderswo.example/"}
    assert "anderswo" not in Client().post(address(rule), words)["Location"]


def test_nobody_tries_all_words(rule: PageViewRestriction, settings: Any) -> None:
    settings.RATE_LIMITS = True
    guessing = Client()
    for _guess in range(RARER["page_password"]):
        assert (
            guessing.post(address(rule), {"password": "x", "return_url": PAGE}).status_code == 200
        )
    right = guessing.post(address(rule), {"password": WORD, "return_url": PAGE})
    assert right.status_code == 429
    assert SECRET not in guessing.get(PAGE).content.decode()


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_other_doors_have_no_password(rule: PageViewRestriction, kind: str) -> None:
    PageViewRestriction.objects.filter(pk=rule.pk).update(restriction_type=kind)
    words = {"password": WORD, "return_url": PAGE}
    assert Client().post(address(rule), words).status_code == 404
