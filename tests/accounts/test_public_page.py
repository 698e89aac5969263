"""Whose page is public, and whose words about themselves."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from community.people import blocking, promotion
from tests.people import moderator, person

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "Kaufen Sie bei mir."


def page(client: Client, user: User) -> str:
    answer = client.get(f"/mitwirkende/{user.slug}/")
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_an_account_that_nobody_has_confirmed_has_no_page(client: Client) -> None:
    form = {"email": "rita@beispiel.example", "name": "Rita Rot", "rules": "on"}
    waiting = client.post("/konto/anmelden/", form)
    rita = User.objects.get(name="Rita Rot")
    for reader in (Client(), client):
        for prefix in ("", "/en", "/de-simple"):
            assert reader.get(f"{prefix}/mitwirkende/{rita.slug}/").status_code == 404
    code = re.search(r"^\s*([A-Z0-9][A-Z0-9-]{4,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    client.post(waiting["Location"], {"code": code[1]})
    assert "Rita Rot" in page(Client(), rita)


def test_words_about_oneself_wait_until_somebody_trusts_their_author(client: Client) -> None:
    new, chief = person("new", about=ABOUT), moderator()
    assert ABOUT not in page(client, new)
    own, theirs = Client(), Client()
    own.force_login(new)
    theirs.force_login(chief)
    assert ABOUT in page(own, new)
    assert ABOUT in page(theirs, new)
    assert ABOUT in theirs.get(f"/moderation/konten/{new.pk}/").content.decode()
    promotion.promote(user=new, by=chief)
    assert ABOUT in page(client, new), "at once, also where the page was stored"
    for for_good in (False, True):
        blocking.block(user=new, by=chief, reason="Werbung", for_good=for_good)
        assert ABOUT not in page(client, new), "at once, also where the page was stored"
        blocking.unblock(user=new, by=chief, reason="Doch nicht")
        assert ABOUT in page(client, new)
