"""Floods and programs are slowed down; people lose nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from community import antispam, limits
from community.models import Attempt, Case
from tests import people

pytestmark = pytest.mark.django_db


def from_address(address: str, **more: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, **more)


def test_a_connection_is_a_hash_of_today() -> None:
    one = limits.network_of(from_address("192.0.2.7"))
    assert "192" not in one
    assert one == limits.network_of(from_address("192.0.2.7"))
    assert one != limits.network_of(from_address("192.0.2.8"))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert one != limits.network_of(from_address("192.0.2.7"))


def test_a_household_is_one_connection() -> None:
    one = limits.network_of(from_address("2001:db8:1:2:3::1"))
    assert one == limits.network_of(from_address("2001:db8:1:2:ffff::9"))
    assert one != limits.network_of(from_address("2001:db8:1:3::1"))


def test_only_trusted_proxies_are_believed(settings: Settings) -> None:
    forged = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.7"}
    direct = limits.network_of(from_address("10.0.0.1"))
    assert limits.network_of(from_address("10.0.0.1", **forged)) == direct
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    behind = limits.network_of(from_address("10.0.0.1", **forged))
    assert behind == limits.network_of(from_address("192.0.2.7"))


def test_limits_of_guests_accounts_and_moderators() -> None:
    for _number in range(limits.PER_CONNECTION):
        limits.count(action="write", user=None, network="n")
    with pytest.raises(limits.LimitReached) as reached:
        limits.count(action="write", user=None, network="n")
    assert 3590 <= reached.value.retry_after <= 3601
    limits.count(action="write", user=None, network="other")
    limits.count(action="read", user=None, network="n")
    newcomer, moderator = people.newcomer(), people.moderator()
    for user in (newcomer, moderator):
        Attempt.objects.bulk_create(
            Attempt(key=f"account {user.pk}", action="write") for _n in range(60)
        )
    with pytest.raises(limits.LimitReached):
        limits.count(action="write", user=newcomer, network="fresh")
    limits.count(action="write", user=moderator)


def test_an_hour_later_it_goes_on_and_a_day_later_nothing_is_known() -> None:
    Attempt.objects.bulk_create(Attempt(key="n", action="write") for _n in range(60))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        limits.count(action="write", user=None, network="n")
        assert limits.forget() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=26)):
        assert limits.forget() == 61


def test_limits_can_be_switched_off(settings: Settings) -> None:
    settings.RATE_LIMITS = False
    limits.count(action="write", user=None, network="n")
    assert not Attempt.objects.exists()
    assert not antispam.looks_automatic({})
    assert antispam.looks_automatic({"website": "x"})


def test_the_answer_is_429_with_the_time_to_wait() -> None:
    @limits.answering_limits
    def view(request: HttpRequest) -> HttpResponse:
        raise limits.LimitReached(90)

    request = from_address("192.0.2.7")
    answer = view(request)
    assert (answer.status_code, answer["Retry-After"]) == (429, "90")
    assert "in 2 Minuten noch einmal" in answer.content.decode()


def test_twenty_reports_an_hour_are_enough(client: Client, report_form: dict[str, str]) -> None:
    answers = [client.post("/melden/", report_form) for _number in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 3000


@pytest.mark.parametrize(
    "change",
    [
        {"website": "https://werbung.example"},
        {"started": ""},
        {"started": "1:abc:def"},
        {"started": "just now"},
        {"started": "\0"},
    ],
)
def test_what_looks_automatic_is_asked_again_and_keeps_every_word(
    client: Client, report_form: dict[str, str], change: dict[str, str]
) -> None:
    if change.get("started") == "just now":
        change = {"started": antispam.stamp(1)}
    answer = client.post("/melden/", report_form | change)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert not Case.objects.exists()
    assert report_form["words"] in page
    assert "werbung.example" not in page, "the trap is empty again"


def test_a_person_who_was_too_quick_gets_through_with_the_second_press(
    client: Client, report_form: dict[str, str]
) -> None:
    page = client.post("/melden/", report_form | {"started": ""})
    shown = str(page.context["form"]["started"])
    fresh = shown.split('value="')[1].split('"')[0]
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert client.post("/melden/", report_form | {"started": fresh}).status_code == 302


def test_a_form_may_lie_open_over_the_weekend(client: Client, report_form: dict[str, str]) -> None:
    opened = antispam.stamp()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert client.post("/melden/", report_form | {"started": opened}).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert client.post("/melden/", report_form | {"started": opened}).status_code == 400


def test_nothing_of_the_connection_is_kept_with_the_report(
    client: Client, report_form: dict[str, str]
) -> None:
    client.post("/melden/", report_form, REMOTE_ADDR="192.0.2.77")
    stored = " ".join(str(value) for value in Case.objects.values().get().values())
    hashed = limits.network_of(from_address("192.0.2.77"))
    assert "192.0.2.77" not in stored
    assert hashed not in stored
    assert Attempt.objects.get(key=hashed)


def test_an_unknown_trust_counts_like_a_stranger() -> None:
    assert set(limits.PER_ACCOUNT) == set(User.Trust)
