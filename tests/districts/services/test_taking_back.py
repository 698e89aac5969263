"""Blanking what was taken back, in every place that holds a copy."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Case
from districts import services
from districts.models import Actor
from districts.services import taking_back
from districts.services.signature import Signature
from tests.districts.conftest import person

pytestmark = pytest.mark.django_db
MAIL, PHONE = "kontakt@krumel.example", "0711 123456"


@pytest.fixture
def actor() -> Actor:
    return services.create_actor(
        name="Bäckerei Krümel", sector="business", mail=MAIL, phone=PHONE, summary="Brot."
    )


def held(phone: str = PHONE) -> Actor:
    return services.create_actor(
        name="Chor", sector="citizens", phone=phone, signature=Signature(person("new"))
    )


def phones(actor: Actor) -> list[str]:
    rows = actor.revisions.order_by("number")
    return [row.fields.get("phone") or "" for row in rows]


def test_a_contribution_that_is_withdrawn_leaves_no_number_anywhere() -> None:
    actor = held()
    taking_back.forget_contribution(actor, 1)
    actor.refresh_from_db()
    assert (actor.phone, phones(actor)) == ("", [""])
    row = actor.revisions.get()
    assert "phone" in row.taken_back
    assert row.fields["name"] == "Chor", "what is no personal value stays"


def test_that_of_a_public_entry_keeps_what_is_public(actor: Actor) -> None:
    services.update_actor(
        actor=actor, summary="Brot und Kuchen.", signature=Signature(person("new"))
    )
    taking_back.forget_contribution(actor, 2)
    actor.refresh_from_db()
    assert actor.phone == PHONE
    assert phones(actor)[0] == PHONE


def test_of_an_entry_that_is_forgotten_nothing_personal_is_left(actor: Actor) -> None:
    services.update_actor(
        actor=actor, mail="neu@krumel.example", signature=Signature(person("moderator"))
    )
    actor.refresh_from_db()
    taking_back.forget_entry(actor)
    actor.refresh_from_db()
    assert (actor.mail, actor.earlier_mail, actor.mail_changed_at, actor.phone) == (
        "",
        "",
        None,
        "",
    )
    assert phones(actor) == ["", ""]
    assert actor.summary == "Brot."
    for row in actor.revisions.all():
        assert MAIL not in str(row.fields)


@pytest.mark.parametrize(
    ("state", "hours", "forgotten"),
    [("hidden", 2, True), ("hidden", 0, False), ("live", 2, False)],
)
def test_objected_entries_are_forgotten_when_nobody_can_take_it_back(
    actor: Actor, state: str, hours: int, forgotten: bool
) -> None:
    Actor.objects.update(state=state)
    Case.objects.create(
        sort=Case.Sort.OBJECTION,
        object_kind="actor",
        object_pk=actor.pk,
        title="x",
        url="/",
        receipt="x",
        confirmed_at=timezone.now() - timedelta(hours=hours),
    )
    assert taking_back.forget_objected() == forgotten
    assert (Actor.objects.get().phone == "") == forgotten
    assert taking_back.forget_objected() == 0, "and once"
