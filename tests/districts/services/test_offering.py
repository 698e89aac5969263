"""Bringing somebody in: it is offered and accepted, and tells nobody who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community.limits import LimitReached
from community.mails import links
from community.models import Mail, MailLink
from community.people import responsibilities
from districts import services
from districts.services import offering
from districts.services.offering import OtherAddress
from districts.services.writing import NotAllowed
from tests.community.tables import tables_with
from tests.districts.conftest import Town, person
from tests.people import signed_in

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


def offered(town: Town, address: str, by: User) -> str:
    """Offer the care at the service; return the secret of the mail."""
    offering.offer_care(actor=town.actor, address=address, by=by)
    return link_to(address).rstrip("/").rpartition("/")[2]


class TestAtTheService:
    """What each function promises by itself, whichever page or program calls it."""

    @pytest.fixture
    def carer(self, town: Town) -> User:
        user = person("resident", "ada")
        services.take_charge(town.actor, user)
        return user

    def test_only_who_takes_care_offers(self, town: Town, carer: User) -> None:
        with pytest.raises(NotAllowed):
            offering.offer_care(actor=town.actor, address="b@example.org", by=person("resident"))
        assert not Mail.objects.exists()
        assert not MailLink.objects.exists()
        offering.offer_care(actor=town.actor, address="b@example.org", by=carer)
        assert Mail.objects.get().to == "b@example.org"

    def test_what_is_over_the_limit_ends_no_earlier_offer(self, town: Town, carer: User) -> None:
        secret = offered(town, "b@example.org", carer)
        for number in range(9):
            offered(town, f"c{number}@example.org", carer)
        with pytest.raises(LimitReached):
            offering.offer_care(actor=town.actor, address="b@example.org", by=carer)
        assert offering.look_at_offer(secret=secret)[0] == town.actor

    def test_open_offers_are_ones_own_that_still_work(self, town: Town, carer: User) -> None:
        offering.refuse_offer(secret=offered(town, "used@example.org", carer))
        offered(town, "open@example.org", carer)
        other = person("resident", "carla")
        services.take_charge(town.actor, other)
        offered(town, "theirs@example.org", other)
        (mine,) = offering.open_offers(actor=town.actor, by=carer)
        assert mine.asked_by == carer
        assert mine.done == ""
        with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
            assert not offering.open_offers(actor=town.actor, by=carer)

    def test_only_who_offered_takes_it_back_and_once(self, town: Town, carer: User) -> None:
        secret = offered(town, "b@example.org", carer)
        pk = MailLink.objects.get().pk
        assert not offering.withdraw_offer(actor=town.actor, pk=pk, by=person("resident"))
        assert not offering.withdraw_offer(actor=town.actor, pk=pk + 1, by=carer)
        offering.look_at_offer(secret=secret)
        assert offering.withdraw_offer(actor=town.actor, pk=pk, by=carer)
        assert not offering.withdraw_offer(actor=town.actor, pk=pk, by=carer)
        with pytest.raises(links.Used) as raised:
            offering.look_at_offer(secret=secret)
        assert raised.value.done == "withdrawn"

    def test_looking_changes_nothing(self, town: Town, carer: User) -> None:
        secret = offered(town, "b@example.org", carer)
        for _time in range(2):
            actor, link = offering.look_at_offer(secret=secret)
            assert (actor, link.used_at) == (town.actor, None)

    @pytest.mark.parametrize("what", ["hidden", "no carer", "ended"])
    def test_an_offer_stands_only_while_things_are_so(
        self, town: Town, carer: User, what: str
    ) -> None:
        secret = offered(town, "b@example.org", carer)
        if what == "hidden":
            services.hide_entry(entry=town.actor)
        elif what == "no carer":
            carer.responsibilities.all().delete()
        else:
            other = person("resident", "carla")
            services.take_charge(town.actor, other)
            responsibilities.end(responsibility=other.responsibilities.get())
        with pytest.raises(links.Changed):
            offering.look_at_offer(secret=secret)
        with pytest.raises(links.Changed):
            offering.refuse_offer(secret=secret)

    def test_no_other_secret_works(self, town: Town, carer: User) -> None:
        offered(town, "b@example.org", carer)
        for act in (offering.look_at_offer, offering.refuse_offer):
            with pytest.raises(links.UnknownLink):
                act(secret="erfunden")

    def test_another_address_than_that_of_the_account_is_let_in_by_nobody(
        self, town: Town, carer: User
    ) -> None:
        secret = offered(town, "b@example.org", carer)
        stranger = person("resident", "carla")
        EmailAddress.objects.create(user=stranger, email="b@example.org", verified=False)
        with pytest.raises(OtherAddress):
            offering.accept_offer(secret=secret, user=stranger)
        assert services.carers_of(town.actor) == [carer]
        EmailAddress.objects.update(verified=True)
        offering.accept_offer(secret=secret, user=stranger)
        assert services.carers_of(town.actor) == [carer, stranger]

    def test_who_may_not_write_is_let_in_by_no_offer(self, town: Town, carer: User) -> None:
        bert = person("resident", "bert")
        secret = offered(town, bert.email, carer)
        User.objects.filter(pk=bert.pk).update(blocked_at=timezone.now())
        bert.refresh_from_db()
        with pytest.raises(NotAllowed):
            offering.accept_offer(secret=secret, user=bert)
        assert services.carers_of(town.actor) == [carer]
        assert offering.look_at_offer(secret=secret), "it is not used up by that"

    def test_it_is_accepted_or_refused_once(self, town: Town, carer: User) -> None:
        bert = person("resident", "bert")
        secret = offered(town, bert.email, carer)
        offering.accept_offer(secret=secret, user=bert)
        assert services.carers_of(town.actor) == [carer, bert]
        for act in (
            lambda: offering.accept_offer(secret=secret, user=bert),
            lambda: offering.refuse_offer(secret=secret),
        ):
            with pytest.raises(links.Used) as raised:
                act()
            assert raised.value.done == "accepted"

    def test_who_cares_already_stays_a_carer_once(self, town: Town, carer: User) -> None:
        secret = offered(town, carer.email, carer)
        offering.accept_offer(secret=secret, user=carer)
        assert carer.responsibilities.count() == 1
