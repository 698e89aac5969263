"""Limits are counted once for all processes, and hold for attempts at the same moment."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import SharedCount, User
from accounts.services import create_user
from community import limits
from community.models import Attempt
from config.caches import SHARED, all_of
from tests.people import person


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("inside", [False, True])
def test_of_many_attempts_at_once_no_more_get_through_than_may(inside: bool) -> None:
    granted: list[int] = []
    together = threading.Barrier(12)

    def attempt() -> None:
        together.wait(30)
        try:
            if inside:  # as a service counts, in the transaction that writes
                with transaction.atomic():
                    limits.count(action="mail", user=None, network="netz")
            else:
                limits.count(action="mail", user=None, network="netz")
            granted.append(1)
        except limits.LimitReached:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(granted) == limits.RARER["mail"] == Attempt.objects.count()


def sign_up(number: int, address: str, **more: str) -> Any:
    form = {"email": f"p{number}@beispiel.example", "name": f"Person {number}", "rules": "on"}
    return Client().post("/konto/anmelden/", form | more, REMOTE_ADDR=address)


@pytest.mark.django_db
def test_six_accounts_a_day_from_one_network() -> None:
    create_user(email="da@beispiel.example", name="Da")
    answers = [sign_up(number, "192.0.2.7").status_code for number in range(5)]
    # Whether an address is known cannot be told from the counting either.
    answers.append(sign_up(5, "192.0.2.7", email="da@beispiel.example").status_code)
    assert answers == [302] * 6
    refused = sign_up(7, "192.0.2.7")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3600
    html = refused.content.decode()
    assert "Über Ihren Internetanschluss wurden heute schon mehrere Konten angelegt" in html
    assert "in etwa 24 Stunden noch einmal ab" in html
    assert 'value="p7@beispiel.example"' in html
    assert sign_up(8, "192.0.2.7", email="da@beispiel.example").status_code == 429
    assert sign_up(9, "192.0.2.8").status_code == 302
    assert User.objects.count() == 1 + 5 + 1
    # A form with mistakes is no sign-up.
    assert sign_up(10, "192.0.2.8", name="").status_code == 200


@pytest.mark.django_db
def test_a_household_of_many_addresses_is_one_network() -> None:
    answers = [sign_up(n, f"2001:db8:1:2::{n + 1}").status_code for n in range(7)]
    assert answers == [302] * 6 + [429]


@pytest.mark.django_db
def test_attempts_to_sign_in_are_counted_where_all_processes_see_them() -> None:
    create_user(email="otto@beispiel.example", name="Otto", password="ein-Satz-mit-7")
    wrong = {"login": "otto@beispiel.example", "password": "falsch"}
    for _try in range(12):
        Client().post("/konto/login/", wrong, REMOTE_ADDR="192.0.2.7")
    rows = list(SharedCount.objects.values_list("cache_key", flat=True))
    assert rows
    assert not any("192.0.2.7" in key or "otto" in key for key in rows), "nobody's address is kept"
    # Another process sees the same rows and refuses the right password as well.
    caches.close_all()
    right = wrong | {"password": "ein-Satz-mit-7"}
    refused = Client().post("/konto/login/", right, REMOTE_ADDR="192.0.2.7")
    assert refused.status_code != 302
    SharedCount.objects.update(expires=timezone.now())
    limits.forget()
    assert not SharedCount.objects.exists()


@pytest.mark.parametrize(
    "backend",
    [
        *("locmem.LocMemCache", "dummy.DummyCache"),  # each process has its own
        # A few hundred stored pages push everything else out of these.
        *("filebased.FileBasedCache", "db.DatabaseCache"),
    ],
)
def test_counts_are_never_one_processs_own_nor_washed_away(backend: str) -> None:
    made = all_of({"BACKEND": f"django.core.cache.backends.{backend}"})
    assert made["default"]["BACKEND"].endswith(backend)
    assert made["limits"] == SHARED


def test_a_shared_cache_counts_as_well() -> None:
    named = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://cache"}
    assert all_of(named) == dict.fromkeys(("default", "pages", "limits"), named)


@pytest.mark.django_db
def test_too_many_codes_are_not_mailed() -> None:
    """The way without a password has limits of its own, counted in the same place."""
    someone = person()
    for number in range(30):
        Client().post(
            "/konto/login/code/", {"email": someone.email}, REMOTE_ADDR=f"192.0.2.{number}"
        )
    assert len(mail.outbox) < 30
