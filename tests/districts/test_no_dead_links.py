"""Nobody is led to what no town uses, nor to a form where nothing is written at present."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.services import Extras, create_page, find_page
from districts import modules
from districts.models import City, Topic
from districts.modules import Usage
from districts.services import modules as switching
from search.models import QueryCount
from tests import people
from tests.community import factories
from tests.fixtures.days import in_days
from tests.look import small_site
from tests.site_walk import OTHER_LANGUAGES, routes_without_parameters, unrecorded

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("site"),
    pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results"),
]
#: The lists of what is a module of its own, and what is below them.
LISTS = "akteure|projekte|termine|netzwerke|gesucht|ratspapiere|wiki"
TO_LISTS = re.compile(rf'(?:href|action)="((?:/en|/de-simple)?/(?:{LISTS})/[^"]*)"')
TO_FORMS = re.compile(
    rf'(?:href|action)="((?:/en|/de-simple)?/(?:{LISTS})/'
    r'(?:[^"]*/)?(?:neu|bearbeiten|ergaenzen|stimmt-noch|umbenennen)/[^"]*)"'
)
ELSEWHERE = ("/admin/", "/konto/logout/", *(language for language in OTHER_LANGUAGES))
#: Links of a text lead to what nobody has written yet; they are stored with it, and the page to
#: which they lead says that it rests.
WITHIN_A_TEXT = "/wiki/neu/?district=west&amp;title=Bach"
#: What is shown where nothing is known, and leads on from there.
WITH_NOTHING = ("/suche/?q=xyzzy", "/beitraege/", "/ohne-alles/", "/konto/beitraege/")


@pytest.fixture(autouse=True)
def pages() -> None:
    """An editorial page with each list, one about a topic of which nothing is known, a question."""
    home = find_page(path="", locale="de")
    lists: dict[str, dict[str, Any]] = {
        "projects": {"status": "", "transferable": False},
        "actors": {"sector": ""},
        "dates": {"kind": ""},
    }
    everywhere = {"title": "Liste", "topic": "", "district": "", "number": 4}
    body = [{"type": name, "value": everywhere | own} for name, own in lists.items()]
    made: Any = create_page(
        type="standard", parent=home, locale="de", slug="listen", title="Listen"
    )
    made.body = made.body.stream_block.to_python(body)
    made.save_revision().publish()
    unknown = Extras(topics=[Topic.objects.create(name="Leere", slug="leere")])
    create_page(
        type="theme", parent=home, locale="de", slug="ohne-alles", title="Ohne", extras=unknown
    )
    QueryCount.objects.create(query="bolzplatz", language="de", count=9, last_day=in_days(0).date())


def let_all(state: Usage) -> None:
    for module in modules.known():
        switching.set_state(city=City.objects.get(), module=module, state=state, seen=Usage.ON)


def led_to(client: Client, wanted: re.Pattern[str]) -> Iterator[str]:
    """What readers open, and each page that has an address of its own: yield who leads where."""
    alone = [path for path in routes_without_parameters() if not path.startswith(ELSEWHERE)]
    for address in {*small_site.ADDRESSES.values(), *WITH_NOTHING, "/listen/", *alone}:
        answer: Any = client.get(address)
        if answer.status_code < 400 and not answer.streaming:
            for found in wanted.findall(answer.content.decode(errors="replace")):
                if found != WITHIN_A_TEXT:
                    yield f"{address} leads to {found}"


@pytest.mark.walk
@pytest.mark.long("asks every address of the site")
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        pytest.param(Usage.OFF, TO_LISTS, id="off"),
        pytest.param(Usage.RESTING, TO_FORMS, id="resting"),
    ],
)
def test_no_page_leads_there(client: Client, state: Usage, wanted: re.Pattern[str]) -> None:
    client.force_login(people.person())
    let_all(state)
    with unrecorded():
        assert list(led_to(client, wanted)) == []


def test_a_page_leads_there_else(client: Client) -> None:
    for address, wanted in (
        ("/listen/", '/akteure/"'),
        ("/suche/?q=xyzzy", "/wiki/neu/?title=Xyzzy"),
        ("/beitraege/", '/wiki/"'),
        ("/ohne-alles/", "/wiki/neu/"),
        ("/stadtteile/ost/", "/wiki/neu/?district=ost"),
    ):
        assert wanted in client.get(address).content.decode(), address


@pytest.mark.parametrize("state", [Usage.ON, Usage.OFF, Usage.RESTING])
def test_editors_answer_a_question_where_articles_are_begun(client: Client, state: Usage) -> None:
    client.force_login(factories.admin())
    if state != Usage.ON:
        let_all(state)
    page = client.get("/admin/suche/ohne-treffer/").content.decode()
    assert "bolzplatz" in page
    assert ("/wiki/neu/?title=Bolzplatz" in page) == (state == Usage.ON)


@pytest.mark.parametrize("state", [Usage.ON, Usage.OFF])
def test_a_closed_account_leads_to_the_wiki_if_there_is_one(client: Client, state: Usage) -> None:
    User.objects.filter(slug="mia-muster").update(is_active=False)
    if state == Usage.OFF:
        let_all(state)
    page = client.get("/mitwirkende/mia-muster/")
    assert page.status_code == 410
    lead = page.content.decode().partition("<main")[2]
    assert ('href="/wiki/"' in lead) == (state == Usage.ON)
