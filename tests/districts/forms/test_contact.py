"""What a message, a claim and an objection need, and what they do without."""

from typing import Any

import pytest

from districts.forms.contact import ClaimForm, MessageForm, ObjectionForm, OfferForm

pytestmark = pytest.mark.django_db  # the names of residents are nobody else's
MESSAGE = {"name": "Rita Ö", "mail": "rita@example.org", "text": "Guten Tag"}


@pytest.fixture(autouse=True)
def unguarded(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"mail": ""}, {"mail"}),
        ({"mail": "rita@"}, {"mail"}),
        ({"text": " \n "}, {"text"}),
        ({"text": "ä" * 5000}, set()),
        ({"text": "ä" * 5001}, {"text"}),
        ({"name": "", "mail": "", "text": ""}, {"name", "mail", "text"}),
        # What only a program fills in.
        ({"website": "https://spam.example"}, {"__all__"}),
    ],
)
def test_a_message(changed: dict[str, str], wrong: set[str]) -> None:
    assert set(MessageForm({**MESSAGE, **changed}).errors) == wrong


@pytest.mark.parametrize(("sent", "copy"), [({}, False), ({"copy": "on"}, True)])
def test_a_message_as_the_service_takes_it(sent: dict[str, str], copy: bool) -> None:
    form = MessageForm({**MESSAGE, **sent})
    assert form.is_valid()
    assert form.values() == {
        "name": "Rita Ö",
        "address": "rita@example.org",
        "text": "Guten Tag",
        "copy": copy,
    }


@pytest.mark.parametrize(
    ("mail", "signed_in", "is_valid"),
    [
        ("", False, True),
        ("rita@example.org", False, True),
        ("rita@", False, False),
        # Who is signed in is not asked, and what is sent all the same is not read.
        ("rita@", True, True),
    ],
)
def test_an_objection_needs_no_address(mail: str, signed_in: bool, is_valid: bool) -> None:
    form = ObjectionForm({"words": "Bitte nicht", "mail": mail}, signed_in=signed_in)
    assert form.is_valid() is is_valid
    assert ("mail" in form.fields) is not signed_in


@pytest.mark.parametrize(
    ("words", "is_valid"), [("", False), (" ", False), ("x", True), ("x" * 2001, False)]
)
def test_a_claim_says_something(words: str, is_valid: bool) -> None:
    assert ClaimForm({"words": words}).is_valid() is is_valid
    assert ObjectionForm({"words": words}, signed_in=True).is_valid() is is_valid


def test_an_offer_goes_to_an_address() -> None:
    assert OfferForm({"mail": "rita@example.org"}).is_valid()
    assert not OfferForm({"mail": "Rita"}).is_valid()
