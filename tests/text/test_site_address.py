"""Where is this site for somebody who is not on it?"""

from types import SimpleNamespace
from typing import Any

import pytest

from text.site_address import absolute_url, site_address, site_host


@pytest.mark.parametrize(
    "base", ["https://quartier.example:8443", "https://quartier.example:8443/"]
)
def test_an_address_begins_with_that_of_the_site(settings: Any, base: str) -> None:
    settings.WAGTAILADMIN_BASE_URL = base
    thing = SimpleNamespace(get_absolute_url=lambda: "/projekte/plauderbank/")
    assert site_address() == "https://quartier.example:8443"
    assert site_host() == "quartier.example"
    assert absolute_url(thing) == "https://quartier.example:8443/projekte/plauderbank/"
    assert absolute_url("/kontakt/?a=b") == "https://quartier.example:8443/kontakt/?a=b"


def test_what_is_whole_already_stays(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://quartier.example"
    assert absolute_url("https://anders.example/x") == "https://anders.example/x"
