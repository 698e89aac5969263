"""What was wanted and has been found stays readable, and is offered to nobody any more."""

import pytest
from django.test import Client

from districts import services
from tests.districts.conftest import Town

pytestmark = pytest.mark.django_db
SITEMAP = "/sitemap-gesucht.xml"


def test_machines_are_not_told_that_it_is_still_wanted(client: Client, town: Town) -> None:
    need = services.create_need(
        title="Ein Zelt", text="Für das Fest.", mail="zelt@example.org", districts=[town.west]
    )
    address = need.get_absolute_url()
    assert '"Demand"' in client.get(address).content.decode()
    assert address in client.get(SITEMAP).content.decode()
    services.close_need(need=need)
    page = client.get(address).content.decode()
    assert "Ein Zelt" in page
    assert '"Demand"' not in page
    assert address not in client.get(SITEMAP).content.decode()
