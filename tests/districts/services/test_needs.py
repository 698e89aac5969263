"""What is wanted is found once, and may be wanted again; messages go where somebody reads them."""

import pytest

from accounts.models import User
from districts import services
from districts.models import Need
from districts.services.claiming import NoAddress
from districts.services.relaying import address_of, keep_message
from tests.districts.conftest import Town, person


def test_it_is_found_once_and_wanted_again_once(town: Town) -> None:
    need = services.create_need(title="Ein Raum", districts=[town.west])
    assert not services.close_need(need=need, found=False)
    assert services.close_need(need=need)
    first = Need.objects.get(pk=need.pk).found_at
    assert first is not None
    assert not services.close_need(need=need)
    assert Need.objects.get(pk=need.pk).found_at == first
    assert services.close_need(need=need, found=False)
    assert Need.objects.get(pk=need.pk).found_at is None


@pytest.mark.parametrize(
    ("mail", "author", "active", "goes_to"),
    [
        ("raum@example.org", True, True, "raum@example.org"),
        ("", True, True, "resident@example.org"),
        # Nobody reads it any more.
        ("", True, False, ""),
        ("", False, True, ""),
        ("raum@example.org", True, False, "raum@example.org"),
    ],
)
def test_where_messages_go(db: None, mail: str, author: bool, active: bool, goes_to: str) -> None:
    user: User | None = person("resident") if author else None
    if user is not None:
        user.is_active = active
    need = Need(title="Raum", mail=mail, created_by=user)
    assert address_of(need) == goes_to
    if not goes_to:
        with pytest.raises(NoAddress):
            keep_message(
                to=need, name="A", address="a@example.org", text="x", copy=False, network=""
            )


def test_an_actor_without_an_address_gets_no_message_through_its_author(town: Town) -> None:
    town.actor.created_by = person("resident")
    assert address_of(town.actor) == ""
