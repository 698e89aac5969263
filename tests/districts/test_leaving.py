"""The address of an erased account is no contact any more, and no claim waits for it."""

import pytest

from accounts import services as accounts
from accounts.models import User
from community.models import Case
from community.people import erasing
from districts import services
from districts.models import Actor, ActorRevision, Claim
from districts.services import claiming
from districts.services.relaying import address_of
from districts.services.signature import Signature
from tests.canary import Canary, scan_database

pytestmark = pytest.mark.django_db
MAIL = "zwitscher@kanarienpost.example"


@pytest.fixture
def user() -> User:
    return accounts.create_user(email=MAIL, name="Zwitscherine Kanarienfluh", trust="resident")


def test_the_address_goes_from_entries_and_their_versions(user: User) -> None:
    signature = Signature(user)
    actor = services.create_actor(
        name="Chor", sector="nonprofit", summary="Singt.", mail=MAIL.upper(), signature=signature
    )
    Actor.objects.filter(pk=actor.pk).update(earlier_mail=MAIL)
    need = services.create_need(title="Noten", text="Alte.", mail=MAIL, signature=signature)
    assert ActorRevision.objects.get().fields["mail"]
    erasing.erase_account(user=user)
    actor.refresh_from_db()
    need.refresh_from_db()
    assert (actor.mail, actor.earlier_mail, need.mail) == ("", "", "")
    assert ActorRevision.objects.get().fields["mail"] == ""
    assert address_of(actor) == address_of(need) == ""
    assert scan_database(Canary.of(MAIL), without={"community_mail.to"}) == []


def test_a_claim_goes_with_its_words(user: User) -> None:
    actor = services.create_actor(name="Chor", sector="nonprofit", summary="Singt.")
    claiming.ask_moderators(actor=actor, user=user, words="Sie erreichen mich unter 0711 9876543.")
    erasing.erase_account(user=user)
    assert not Claim.objects.exists()
    assert Case.objects.get(object_kind="claim").words == ""
