"""Bringing somebody in: it is offered and accepted, and tells nobody who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community.models import Mail, MailLink
from community.people import responsibilities
from districts import services
from tests.community.tables import tables_with
from tests.districts.conftest import Town, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client, town: Town) -> User:
    """Who takes care of the bakery, signed in."""
    user = person("resident", "ada")
    services.take_charge(town.actor, user)
    client.force_login(user)
    return user


def page_of(town: Town) -> str:
    return f"{town.actor.get_absolute_url()}kuemmern/"


def offer(client: Client, town: Town, address: str) -> Any:
    return client.post(page_of(town), {"action": "hand_over", "mail": address})


def link_to(address: str) -> str:
    found = re.search(r"/akteure/angebot/\S+", Mail.objects.filter(to=address).latest("pk").body)
    assert found
    return found[0]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestOffer:
    def test_it_says_the_same_whether_or_not_there_is_an_account(
        self, client: Client, town: Town, ada: User
    ) -> None:
        known = person("resident", "bert")
        seen = []
        for address in (known.email, known.email.upper(), "niemand@example.org"):
            answer = offer(client, town, address)
            body = client.get(answer["Location"]).content.decode()
            seen.append(
                (answer.status_code, re.search(r'class="message.*?</div>', body, re.DOTALL))
            )
        assert len({(status, found and found[0]) for status, found in seen}) == 1
        letters = Mail.objects.filter(to__in=[known.email, "niemand@example.org"]).order_by("pk")
        bodies = [re.sub(r"(angebot|abbestellen)/\S+", "", mail.body) for mail in letters]
        assert len(bodies) == 2
        assert bodies[0] == bodies[1]
        assert services.carers_of(town.actor) == [ada], "nobody becomes a carer unasked"

    def test_nothing_of_the_address_is_kept_but_the_mail(
        self, client: Client, town: Town, ada: User
    ) -> None:
        offer(client, town, "niemand@example.org")
        assert tables_with("niemand@example.org") == ["community.Mail"]

    def test_only_carers_offer(self, client: Client, town: Town) -> None:
        client.force_login(person("resident"))
        assert offer(client, town, "niemand@example.org").status_code == 403
        assert not Mail.objects.exists()

    def test_it_counts_in_the_limits(self, client: Client, town: Town, ada: User) -> None:
        answers = [offer(client, town, f"a{n}@example.org").status_code for n in range(11)]
        assert answers == [302] * 10 + [429]

    def test_five_an_hour_to_one_address_and_nobody_sees_a_difference(
        self, client: Client, town: Town, ada: User
    ) -> None:
        answers = {offer(client, town, "niemand@example.org").status_code for _n in range(7)}
        assert answers == {302}
        assert Mail.objects.filter(to="niemand@example.org").count() == 5

    def test_the_mail_repeats_nothing_that_was_typed(
        self, client: Client, town: Town, ada: User
    ) -> None:
        User.objects.filter(pk=ada.pk).update(name="Kaufen Sie Uhren")
        offer(client, town, "niemand@example.org")
        body = Mail.objects.get().body
        assert "Uhren" not in body
        assert "kruemel" not in body.lower()


class TestAccepting:
    def test_the_addressee_accepts_and_who_was_there_stays(
        self, client: Client, town: Town, ada: User
    ) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        theirs, link = signed_in(bert), link_to(bert.email)
        page = theirs.get(link).content.decode()
        assert "ada" in page
        assert "Bäckerei Krümel" in page
        assert services.carers_of(town.actor) == [ada], "opening a link changes nothing"
        assert theirs.post(link, {"action": "accept"}).status_code == 302
        assert services.carers_of(town.actor) == [ada, bert]

    def test_it_works_once_also_after_a_moderator_ended_it(
        self, client: Client, town: Town, ada: User
    ) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        theirs, link = signed_in(bert), link_to(bert.email)
        theirs.post(link, {"action": "accept"})
        responsibilities.end(responsibility=bert.responsibilities.get())
        answer = theirs.post(link, {"action": "accept"})
        assert answer.status_code == 404
        html = answer.content.decode()
        assert "Das Angebot wurde damals angenommen." in html
        assert f'<a href="{town.actor.get_absolute_url()}">' in html
        assert services.carers_of(town.actor) == [ada]

    def test_a_guest_is_led_to_an_account_and_back(
        self, client: Client, town: Town, ada: User
    ) -> None:
        offer(client, town, "neu@example.org")
        link = link_to("neu@example.org")
        page = Client().get(link).content.decode()
        assert f"/konto/anmelden/?next={link}" in page
        assert Client().post(link, {"action": "accept"})["Location"].endswith(f"next={link}")
        new = User.objects.create_user("Neu@example.org", name="Neu", slug="neu")
        signed_in(new).post(link, {"action": "accept"})
        assert services.carers_of(town.actor) == [ada, new]

    def test_a_forwarded_link_lets_nobody_else_in(
        self, client: Client, town: Town, ada: User
    ) -> None:
        offer(client, town, "bert@example.org")
        theirs, link = signed_in(person("resident", "carla")), link_to("bert@example.org")
        page = theirs.get(link)
        assert "andere Mailadresse" in page.content.decode()
        assert "bert@" not in page.content.decode()
        assert theirs.post(link, {"action": "accept"}).status_code == 403
        assert services.carers_of(town.actor) == [ada]

    def test_whoever_is_blocked_does_not_accept(
        self, client: Client, town: Town, ada: User
    ) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        User.objects.filter(pk=bert.pk).update(blocked_at=timezone.now())
        assert signed_in(bert).post(link_to(bert.email)).status_code == 403
        assert services.carers_of(town.actor) == [ada]


class TestEnding:
    def test_the_carer_takes_it_back(self, client: Client, town: Town, ada: User) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        row = MailLink.objects.get()
        assert f'name="offer" value="{row.pk}"' in client.get(page_of(town)).content.decode()
        other = person("resident", "carla")
        services.take_charge(town.actor, other)
        data = {"action": "withdraw", "offer": str(row.pk)}
        signed_in(other).post(page_of(town), data)
        assert signed_in(bert).get(link_to(bert.email)).status_code == 200, "not theirs to take"
        client.post(page_of(town), data)
        answer = signed_in(bert).post(link_to(bert.email), {"action": "accept"})
        assert "zurückgenommen" in answer.content.decode()
        assert services.carers_of(town.actor) == [ada, other]

    def test_the_addressee_declines(self, client: Client, town: Town, ada: User) -> None:
        offer(client, town, "bert@example.org")
        link = link_to("bert@example.org")
        assert Client().post(link, {"action": "refuse"}).status_code == 302
        bert = person("resident", "bert")
        assert signed_in(bert).post(link, {"action": "accept"}).status_code == 404
        assert services.carers_of(town.actor) == [ada]

    def test_it_ends_with_the_care_of_who_offered(
        self, client: Client, town: Town, ada: User
    ) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        client.post(page_of(town), {"action": "leave"})
        assert signed_in(bert).post(link_to(bert.email)).status_code == 404
        assert services.carers_of(town.actor) == []

    def test_it_ends_after_two_weeks(self, client: Client, town: Town, ada: User) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        with time_machine.travel(timezone.now() + timedelta(days=15)):
            assert signed_in(bert).post(link_to(bert.email)).status_code == 404
        assert services.carers_of(town.actor) == [ada]

    def test_a_newer_one_replaces_it(self, client: Client, town: Town, ada: User) -> None:
        bert = person("resident", "bert")
        offer(client, town, bert.email)
        first = link_to(bert.email)
        offer(client, town, bert.email)
        assert signed_in(bert).post(first, {"action": "accept"}).status_code == 404
        assert signed_in(bert).post(link_to(bert.email), {"action": "accept"}).status_code == 302


def test_another_offer_does_not_outlive_that_a_moderator_ended_it(
    client: Client, town: Town, ada: User
) -> None:
    bert, dora = person("resident", "bert"), person("resident", "dora")
    services.take_charge(town.actor, dora)
    offer(client, town, bert.email)
    signed_in(bert).post(link_to(bert.email))
    offer(signed_in(dora), town, bert.email)
    second = link_to(bert.email)
    responsibilities.end(responsibility=bert.responsibilities.get(), by=person("moderator"))
    assert signed_in(bert).post(second).status_code == 404
    assert bert not in services.carers_of(town.actor)
