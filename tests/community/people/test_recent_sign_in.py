"""Before what weighs most, people show once an hour that they are there; nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import APIToken

from accounts.models import User
from accounts.services import create_user
from cms.services import EDITORS
from community import roles
from community.models import Responsibility
from community.people import recent_sign_in, responsibilities
from districts.services.places import create_city, create_district
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PASSWORD = "Schaukelpferd-91"


@pytest.fixture
def chief() -> User:
    return create_user(
        email="chef@beispiel.example", name="Frau Boss", password=PASSWORD, is_admin=True
    )


@pytest.fixture
def other() -> User:
    return person("resident", name="Otto Ander")


@pytest.fixture
def later(client: Client, chief: User) -> Iterator[None]:
    """Two hours after the chief has signed in."""
    client.force_login(chief)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        yield


def fields_of(answer: Any) -> dict[str, list[str]]:
    """What a browser sends back with the question."""
    page = answer.content.decode()
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(value)
    return found


def test_blocking_for_good_asks_and_carries_out_what_was_typed(
    client: Client, other: User, later: None
) -> None:
    address = f"/moderation/konten/{other.pk}/sperren/"
    asked = client.post(address, {"reason": 'Werbung & "Spam"'})
    assert asked.status_code == 403
    assert "no-store" in asked["Cache-Control"]
    other.refresh_from_db()
    assert other.blocked_at is None
    form = fields_of(asked)
    assert form["reason"] == ["Werbung &amp; &quot;Spam&quot;"]
    wrong = client.post(address, {"reason": 'Werbung & "Spam"', "proof_password": "falsch"})
    assert wrong.status_code == 403
    assert fields_of(wrong)["reason"] == form["reason"]
    done = client.post(address, {"reason": 'Werbung & "Spam"', "proof_password": PASSWORD})
    assert done.status_code == 302
    other.refresh_from_db()
    assert other.blocked_at is not None
    assert other.blocked_until is None
    # Once is enough for an hour.
    client.post(f"/moderation/konten/{other.pk}/entsperren/", {"reason": "Doch nicht"})
    assert client.post(address, {"reason": "Wieder"}).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.post(address, {"reason": "Wieder"}).status_code == 403


@pytest.mark.parametrize("action", ["pausieren", "zuruecksetzen", "vertrauen"])
def test_what_has_to_be_quick_never_asks(
    client: Client, other: User, later: None, action: str
) -> None:
    answer = client.post(f"/moderation/konten/{other.pk}/{action}/", {"reason": "Eilig"})
    assert answer.status_code == 302
    other.refresh_from_db()
    assert (other.blocked_at is not None) == (action == "pausieren")


def test_a_pause_ends_by_itself_and_can_be_made_a_block(
    client: Client, other: User, chief: User
) -> None:
    from community.people import blocking

    client.force_login(chief)
    client.post(f"/moderation/konten/{other.pk}/pausieren/", {"reason": "Eilig"})
    other.refresh_from_db()
    assert other.blocked_until is not None
    assert blocking.end_pauses() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert blocking.end_pauses() == 1
    other.refresh_from_db()
    assert (other.blocked_at, other.blocked_until) == (None, None)

    blocking.block(user=other, by=chief, reason="Eilig", for_good=False)
    blocking.block(user=other, by=chief, reason="Gründlich")
    assert other.blocked_until is None
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert blocking.end_pauses() == 0
    blocking.block(user=other, by=chief, reason="Eilig", for_good=False)
    assert other.blocked_until is None, "a pause does not shorten a block"


def weighty(other: User, chief: User) -> dict[str, tuple[str, dict[str, Any]]]:
    """What gives or takes power: its address and a form that is right."""
    city = create_city(name="Musterstadt")
    district = create_district(city=city, name="Ost")
    held = responsibilities.grant(user=other, role=roles.STEWARD, kind="district", pk=district.pk)
    group = Group.objects.get(name=EDITORS)
    until = f"{timezone.localdate() + timedelta(days=40):%Y-%m-%d}"
    account = f"/moderation/konten/{other.pk}"
    rights = {"email": other.email, "name": other.name, "is_active": "on", "is_superuser": "on"}
    colleague = {"email": "neu@beispiel.example", "name": "Neue Kollegin", "is_superuser": "on"}
    return {
        "moderate": (f"{account}/moderieren/", {}),
        "appoint": (f"{account}/aufgaben/", {"place": f"district:{district.pk}", "until": until}),
        "end": (f"{account}/aufgaben/{held.pk}/beenden/", {}),
        "block": (f"{account}/sperren/", {"reason": "Werbung"}),
        "colleague": ("/admin/users/new/", colleague),
        "rights": (f"/admin/users/edit/{other.pk}/", rights),
        "remove": (f"/admin/users/delete/{other.pk}/", {}),
        "group": (f"/admin/groups/delete/{group.pk}/", {}),
        "new group": ("/admin/groups/new/", {"name": "Neue"}),
        "bulk": (
            f"/admin/bulk/accounts/user/set_active_state/?id={other.pk}",
            {"mark_as_active": "False"},
        ),
        "erase": ("/konto/loeschen/", {"sure": "on", "confirm": "on"}),
        "mail": ("/konto/mail/", {"action_add": "", "email": "neu2@beispiel.example"}),
        "token": ("/konto/zugang/", {"label": "Programm"}),
    }


def state_of_power() -> Any:
    return (
        list(User.objects.order_by("pk").values()),
        list(Group.objects.order_by("pk").values()),
        list(Responsibility.objects.order_by("pk").values()),
        APIToken.objects.count(),
    )


def test_everything_that_gives_or_takes_power_asks(
    client: Client, other: User, chief: User, later: None
) -> None:
    for name, (address, form) in weighty(other, chief).items():
        before = state_of_power()
        asked = client.post(address, form)
        assert asked.status_code == 403, name
        assert 'name="proof_password"' in asked.content.decode(), name
        assert {key for key in form if form[key] != ""} <= set(fields_of(asked)), name
        assert state_of_power() == before, name
        wrong = client.post(address, {**form, "proof_password": "falsch"})
        assert wrong.status_code in (403, 429), name
        assert state_of_power() == before, name


def test_the_copy_of_ones_data_asks_and_then_comes(client: Client, later: None) -> None:
    assert client.get("/konto/daten/").status_code == 403
    answer = client.post("/konto/daten/", {"proof_password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/konto/daten/")
    assert client.get("/konto/daten/").status_code == 200


def test_every_protected_view_exists() -> None:
    """A misspelt name would protect nothing."""
    for name in recent_sign_in.protected():
        for args in ((), (1,), (1, 1), (1, "x"), ("a", "b", "c")):
            try:
                reverse(name, args=args)
                break
            except NoReverseMatch:
                continue
        else:
            pytest.fail(f"there is no view {name}")


def code_in_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9][A-Z0-9-]{4,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


class TestWithoutPassword:
    @pytest.fixture
    def address(self, client: Client, other: User) -> Iterator[str]:
        moderator = create_user(email="m@beispiel.example", name="Maria", trust="moderator")
        client.force_login(moderator)
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
            yield f"/moderation/konten/{other.pk}/sperren/"

    def test_a_mailed_code_does_it(self, client: Client, other: User, address: str) -> None:
        form = {"reason": "Werbung"}
        assert client.post(address, form).status_code == 403
        assert mail.outbox[-1].to == ["m@beispiel.example"]
        code = code_in_mail()
        assert client.post(address, form).status_code == 403
        assert len(mail.outbox) == 1, "no second mail while a code is good"
        typed = code.lower().replace("-", " ")
        assert client.post(address, form | {"proof_typed_code": typed}).status_code == 302
        other.refresh_from_db()
        assert other.blocked_at

    def test_a_code_is_tried_three_times_at_most(self, client: Client, address: str) -> None:
        form = {"reason": "Werbung"}
        client.post(address, form)
        code = code_in_mail()
        for _try in range(3):
            assert client.post(address, form | {"proof_typed_code": "AAAA-AAAA"}).status_code == 403
        assert client.post(address, form | {"proof_typed_code": code}).status_code == 403

    def test_a_code_grows_old(self, client: Client, address: str) -> None:
        client.post(address, {"reason": "Werbung"})
        code = code_in_mail()
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            answer = client.post(address, {"reason": "Werbung", "proof_typed_code": code})
        assert answer.status_code == 403

    def test_another_code_can_be_asked_for(self, client: Client, address: str) -> None:
        form = {"reason": "Werbung"}
        client.post(address, form)
        asked = client.post(address, form | {"proof_another_code": "1"})
        assert asked.status_code == 403
        assert len(mail.outbox) == 2
        answer = client.post(address, form | {"proof_typed_code": code_in_mail()})
        assert answer.status_code == 302

    def test_no_password_is_taken_for_one(self, client: Client, address: str) -> None:
        for typed in ("", "!", "None"):
            answer = client.post(address, {"reason": "x", "proof_password": typed})
            assert answer.status_code == 403

    def test_a_first_password_is_not_set_by_a_borrowed_session(
        self, client: Client, address: str
    ) -> None:
        form = {"password1": PASSWORD, "password2": PASSWORD}
        assert client.post("/konto/passwort/setzen/", form).status_code == 403
        assert not User.objects.get(name="Maria").has_usable_password()


def test_nobody_tries_passwords_for_long(client: Client, other: User, later: None) -> None:
    address = f"/moderation/konten/{other.pk}/sperren/"
    tried = [
        client.post(address, {"reason": "x", "proof_password": f"falsch {number}"}).status_code
        for number in range(12)
    ]
    assert tried == [403] * 10 + [429] * 2, "nor a moderator's, who may write as much as they like"
    new = create_user(email="n@beispiel.example", name="Neu", password=PASSWORD)
    client.force_login(new)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        tried = [
            client.post("/konto/loeschen/", {"proof_password": "falsch"}).status_code
            for _number in range(11)
        ]
        assert tried == [403] * 10 + [429]
        right = client.post("/konto/loeschen/", {"proof_password": PASSWORD})
        assert right.status_code == 429


def test_guests_and_strangers_are_answered_as_before(client: Client, other: User) -> None:
    assert client.post("/konto/loeschen/").status_code == 302
    client.force_login(other)
    assert client.post(f"/moderation/konten/{other.pk}/sperren/").status_code == 403
