"""What a city calls its parts is said to readers of German; others read the common word."""

import pytest
from django.test import Client

from districts import services

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("prefix", "one", "several"),
    [("", "Kiez", "Kieze"), ("/de-simple", "Kiez", "Kieze"), ("/en", "District", "Districts")],
)
def test_the_words_for_a_part_of_a_city(
    client: Client, prefix: str, one: str, several: str
) -> None:
    city = services.create_city(
        name="Musterstadt", district_term="Kiez", district_term_plural="Kieze"
    )
    for name, east in (("West", 9.1), ("Ost", 9.2)):
        services.create_district(city=city, name=name, latitude=48.7, longitude=east)
    page = client.get(f"{prefix}/stadtteile/west/").content.decode()
    assert f"{one} in Musterstadt" in page
    listed = " ".join(client.get(f"{prefix}/stadtteile/").content.decode().split())
    assert f"2 {several}." in listed
