"""An address is found as an address, not as a part of another one."""

from typing import Any

import pytest

from text.mail_addresses import says_address

ANN = "ann@x.org"


@pytest.mark.parametrize(
    "value",
    [
        "ann@x.org",
        "ANN@X.org",
        "Eine Mail ging an ann@x.org.",
        "„ann@x.org“, ann@x.org; <ann@x.org>",
        "name=A&mail=ann%40x.org&text=Hallo",
        "mail=ann@x.org&text=",
        "{'email': 'ann@x.org'}",
        "mailto:ann@x.org",
        {"login": {"email": "Ann@x.org"}},
        {"ann@x.org": 1},
        [["x", ("ann@x.org",)]],
    ],
)
def test_it_is_found(value: Any) -> None:
    assert says_address(value, ANN)


@pytest.mark.parametrize(
    "value",
    [
        "joann@x.org",
        "jo.ann@x.org",
        "jo-ann@x.org",
        "jo+ann@x.org",
        "ann@x.org.example",
        "ann@x.organic",
        "ann@x.org-mail.example",
        "mail=joann%40x.org",
        "mail=jo%2Bann%40x.org",
        "annx@x.org ann@y.org ann@xxorg",
        {"email": "joann@x.org", "n": 3, "no": None},
        "",
    ],
)
def test_another_one_is_not(value: Any) -> None:
    assert not says_address(value, ANN)


def test_a_plus_is_a_plus() -> None:
    assert says_address("mail=ann%2Bdorf%40x.org", "ann+dorf@x.org")
    assert says_address("ann+dorf@x.org", "ann+dorf@x.org")
