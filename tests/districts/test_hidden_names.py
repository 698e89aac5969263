"""Who is hidden is named nowhere by what belongs to them."""

from django.test import Client

from districts import services
from districts.models import Actor
from search import contract
from tests.districts.conftest import Town

NAME = "Geheimbund"
ADDRESSES = (
    *("/akteure/tabelle.csv", "/termine/tabelle.csv"),
    *("/api/v1/actors", "/api/v1/events"),
)


def test_carriers_and_organisers_that_are_hidden(client: Client, town: Town) -> None:
    above = services.create_actor(name=NAME, sector="church", districts=[town.east])
    services.update_actor(actor=town.actor, carrier=above)
    services.update_date(entry=town.date, organiser=above)

    def saying() -> dict[str, bool]:
        town.actor.refresh_from_db()
        town.date.refresh_from_db()
        said = {
            address: NAME in client.get(address).content.decode()
            for address in (
                *ADDRESSES,
                *(town.actor.get_absolute_url(), town.date.get_absolute_url()),
            )
        }
        texts = (
            contract.source("actor").records([town.actor.pk])[town.actor.pk].text,
            contract.source("event").records([town.date.pk])[town.date.pk].text,
        )
        return said | {"search for actors": NAME in texts[0], "search for dates": NAME in texts[1]}

    assert [place for place, says in saying().items() if not says] == []
    Actor.objects.filter(pk=above.pk).update(state="hidden")
    services.update_actor(actor=town.actor, summary="Neu.")  # so that no page is a kept one
    assert [place for place, says in saying().items() if says] == []
