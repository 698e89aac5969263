"""Whatever somebody types into a form of the directory: never a 500, and it stays in the form."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from districts import services
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import full_proofs

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
WORDS = [
    "<script>alert(1)</script>",
    "\x00",
    "\ud800",
    "\u202eabc\u2066",
    "' OR 1=1 --",
    "{{ settings.SECRET_KEY }} {% debug %}",
    "💥" * 300,
    "a" * 50_000,
    "-1",
    "9" * 40,
    "2026-02-30",
    "25:99",
    "javascript:alert(1)",
]
#: What no database can store as text.
NEVER_TEXT = ("\x00", "\ud800")


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


def forms(town: Town) -> dict[str, list[str]]:
    """Every form's address and the names of its fields."""
    entry = {
        "projekte/neu/": "title summary status steps cost_base funded_until actors target_groups",
        "akteure/neu/": "name sector summary carrier access phone mail website",
        "termine/neu/": "title kind day begins ends last_day repeats until kept_rule organiser",
        "netzwerke/neu/": "title summary purposes reach actors website",
    }
    found = {f"/{path}": [*names.split(), "districts", "topics"] for path, names in entry.items()}
    for thing in (town.actor, town.date, town.network):
        found[f"{thing.get_absolute_url()}bearbeiten/"] = ["base", "note", "title", "name", "text"]
    actor = town.actor.get_absolute_url()
    return found | {
        f"{actor}nachricht/": ["name", "mail", "text", "copy"],
        f"{actor}widerspruch/": ["words", "mail"],
        f"{actor}kuemmern/": ["action", "words", "mail"],
        f"{town.date.get_absolute_url()}absagen/": ["what", "because"],
        f"{town.paper.get_absolute_url()}verknuepfen/": ["projects", "topics"],
    }


#: Every day each word is typed once, by one or the other.
TYPED = [
    pytest.param(
        role, words, marks=() if number % 2 == turn else pytest.mark.full, id=f"{role}-{number}"
    )
    for turn, role in enumerate(("guest", "resident"))
    for number, words in enumerate(WORDS)
]


@pytest.mark.long("sends every form with a word that is meant to break it")
@pytest.mark.parametrize(("role", "words"), TYPED)
def test_no_word_breaks_a_form(client: Client, town: Town, role: str, words: str) -> None:
    services.update_actor(actor=town.actor, mail="k@krumel.example")
    if role != "guest":
        client.force_login(person(role))
    asked = [*forms(town).items()]
    if words not in NEVER_TEXT and not full_proofs():
        # Every day each word is typed into some forms, and each form gets some words.
        asked = asked[WORDS.index(words) % 3 :: 3]
    for address, names in asked:
        data = dict.fromkeys(names, words)
        # Surrogates cannot be sent as UTF-8; a program sends their bytes all the same.
        body = urlencode({n: v.encode("utf-8", "surrogatepass") for n, v in data.items()})
        answer = client.post(address, body, content_type=FORM)
        assert answer.status_code < 500, address
        page = answer.content.decode()
        assert "<script>alert" not in page, address
        if "kuemmern" not in address and words.startswith("' OR") and answer.status_code == 400:
            assert "&#x27; OR 1=1 --" in page, f"{address} has lost what was typed"
