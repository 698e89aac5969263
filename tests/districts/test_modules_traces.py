"""Where what a town has switched off could still be named: links, receipts, lists of one's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cms.services import create_page, find_page
from community.models import Case
from districts import entries, services
from districts.models import Actor
from districts.modules import Usage, own
from districts.services import modules as switching
from districts.services.signature import Signature
from search import sync
from search.models import Entry as Found
from tests import people
from tests.community import factories
from tests.districts.conftest import Town
from tests.untouched import sent_by
from tests.wiki import factories as articles
from wiki import services as wiki
from wiki.addresses import article_url

pytestmark = pytest.mark.django_db


def switch_off(town: Town, module: Any) -> None:
    switching.set_state(city=town.city, module=module, state=Usage.OFF, seen=Usage.ON)


def pages_of(case: Case) -> tuple[str, str]:
    """Return where a guest reads what became of their text, and where the text itself stands."""
    return f"/konto/beleg/{case.receipt}/", f"{case.url}?quittung={case.receipt}"


@pytest.fixture
def nord(town: Town) -> Any:
    other = services.create_city(name="Anderstadt", district_term="Bezirk")
    return services.create_district(city=other, name="Nord")


def test_an_actor_does_not_name_a_carrier_of_a_town_without_actors(
    town: Town, nord: Any, client: Client
) -> None:
    made: Actor = entries.by_key("actor").create(
        {"name": "Teestube", "sector": "citizens", "carrier": town.actor, "districts": [nord]},
        signature=Signature(author=people.person()),
    )
    assert "Krümel" in client.get(made.get_absolute_url()).content.decode()
    switch_off(town, own.ACTORS)
    page = client.get(made.get_absolute_url())
    assert page.status_code == 200
    assert "Krümel" not in page.content.decode()


@pytest.mark.parametrize("change", [False, True])
def test_no_receipt_leads_to_an_entry_of_what_is_off(
    town: Town, client: Client, change: bool
) -> None:
    kind, by = entries.by_key("network"), Signature(author_name="Ruth", is_guest=True)
    if change:
        kind.update(town.network, {"summary": "Nadeln"}, base=None, signature=by)
    else:
        kind.create({"title": "N", "summary": "Nadeln", "districts": [town.west]}, signature=by)
    receipt, sent = pages_of(Case.objects.get())
    assert sent.replace("&", "&amp;") in client.get(receipt).content.decode()
    assert "Nadeln" in client.get(sent).content.decode()
    switch_off(town, own.NETWORKS)
    assert client.get(sent).status_code == 404
    page = client.get(receipt)
    assert page.status_code == 200
    assert "quittung=" not in page.content.decode()


def test_not_even_its_author_reads_what_waits_where_it_is_off(town: Town, client: Client) -> None:
    author = people.newcomer()
    entries.by_key("network").create(
        {"title": "N", "districts": [town.west]}, signature=Signature(author=author)
    )
    sent = Case.objects.get().url
    client.force_login(author)
    assert client.get(sent).status_code == 200
    switch_off(town, own.NETWORKS)
    assert client.get(sent).status_code == 404


def test_no_receipt_leads_to_an_article_of_a_town_without_the_wiki(
    town: Town, client: Client
) -> None:
    made = articles.article("Westwissen", "Vom Fluss.", district=town.west)
    wiki.save_edit(article=made, base_revision=1, body="Nadeln", author=people.newcomer())
    receipt, sent = pages_of(Case.objects.get())
    assert "Nadeln" in client.get(sent).content.decode()
    assert "quittung=" in client.get(receipt).content.decode()
    switch_off(town, own.ARTICLES)
    assert client.get(sent).status_code == 404
    assert "quittung=" not in client.get(receipt).content.decode()


def test_ones_own_list_neither_calls_public_what_is_off_nor_leads_there(
    town: Town, client: Client
) -> None:
    author = people.person()
    made = entries.by_key("network").create(
        {"title": "Nadelnetz", "districts": [town.west]}, signature=Signature(author=author)
    )
    client.force_login(author)
    page = client.get("/konto/beitraege/").content.decode()
    assert f'href="{made.get_absolute_url()}"' in page
    assert "Nicht mehr öffentlich" not in page
    switch_off(town, own.NETWORKS)
    page = client.get("/konto/beitraege/").content.decode()
    assert "Nadelnetz" in page
    assert "Nicht mehr öffentlich" in page
    assert made.get_absolute_url() not in page


def test_ones_own_list_leads_to_no_article_of_a_town_without_the_wiki(
    town: Town, client: Client
) -> None:
    author = people.person()
    made = articles.article("Westwissen", "Vom Fluss.", district=town.west, author=author)
    client.force_login(author)
    assert f'href="{article_url(made)}"' in client.get("/konto/beitraege/").content.decode()
    switch_off(town, own.ARTICLES)
    page = client.get("/konto/beitraege/").content.decode()
    assert "Westwissen" in page
    assert article_url(made) not in page


def test_search_looks_again_at_what_was_saved_while_it_was_switched(town: Town) -> None:
    switch_off(town, own.NETWORKS)
    row = Found.objects.filter(kind="network", object_id=town.network.pk)
    written: dict[str, Any] = {"public": True, "hidden": False, "stale": False}
    row.update(**written, city=town.city.slug)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        sync.look_again()
        sync.project_stale()
    assert not row.get().public


def test_editors_choose_nothing_of_what_is_off(town: Town, client: Client) -> None:
    articles.article("Westwissen", "Vom Fluss.", district=town.west)
    client.force_login(factories.admin())
    for module, address, name in (
        (own.NETWORKS, "/admin/snippets/choose/districts/network/results/", "Runder Tisch"),
        (own.ACTORS, "/admin/snippets/choose/districts/actor/results/", "Krümel"),
        (own.ARTICLES, "/admin/wiki_article_chooser/results/", "Westwissen"),
    ):
        assert name in client.get(address).content.decode()
        switch_off(town, module)
        assert name not in client.get(address).content.decode()


def test_an_article_that_is_off_has_no_name_on_the_pages_that_quote_it(
    town: Town, client: Client
) -> None:
    made = articles.article("Westwissen", "Vom Fluss.", district=town.west)
    home = find_page(path="", locale="de")
    page: Any = create_page(type="standard", parent=home, locale="de", slug="zitat", title="Zitat")
    page.body.append(("wiki_passage", {"article": made, "section": "", "number": 1}))
    page.save_revision().publish()
    client.force_login(factories.admin())
    compared = f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/"
    shown = ("/zitat/", f"/admin/pages/{page.pk}/edit/", compared)
    for address in shown:
        assert "Westwissen" in client.get(address).content.decode(), address
    switch_off(town, own.ARTICLES)
    for address in shown:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Westwissen" not in answer.content.decode(), address


def test_a_case_about_what_is_off_says_that_it_waits(town: Town, client: Client) -> None:
    author, moderator = people.newcomer(), people.moderator()
    by = Signature(author=author)
    entries.by_key("network").create({"title": "Nadelnetz", "districts": [town.west]}, signature=by)
    case = Case.objects.get()
    client.force_login(moderator)
    address = f"/moderation/{case.pk}/"
    assert address in client.get(f"/moderation/konten/{author.pk}/").content.decode()
    assert "Nadelnetz" in client.get(address).content.decode()
    switch_off(town, own.NETWORKS)
    page = client.get(address)
    assert page.status_code == 404
    assert "ausgeschaltet" in page.content.decode()
    assert "Nadelnetz" not in page.content.decode()
    typed = {"decision": "refuse", "reason": "Zu kurz gesagt"}
    answer = client.post(f"{address}entscheiden/", typed)
    assert answer.status_code == 409
    assert "ausgeschaltet" in answer.content.decode()
    assert "Zu kurz gesagt" in answer.content.decode()
    assert Case.objects.get().state == Case.State.OPEN
    assert client.get("/moderation/999999/").status_code == 404
    assert "ausgeschaltet" not in client.get("/moderation/999999/").content.decode()


@pytest.mark.parametrize("state", ["live", "hidden"])
def test_what_was_hidden_of_ones_own_has_no_link_either(
    town: Town, client: Client, state: str
) -> None:
    author = people.person()
    by = Signature(author=author)
    made = entries.by_key("network").create(
        {"title": "Nadelnetz", "districts": [town.west]}, signature=by
    )
    type(made).objects.filter(pk=made.pk).update(state=state)
    client.force_login(author)
    switch_off(town, own.NETWORKS)
    page = client.get("/konto/beitraege/").content.decode()
    assert "Nadelnetz" in page
    assert made.get_absolute_url() not in page


def test_the_wiki_of_a_district_is_gone_with_its_town(
    town: Town, nord: Any, client: Client
) -> None:
    lists = ("/wiki/", "/wiki/letzte-aenderungen/")
    for address in lists:
        assert "west" in client.get(address).content.decode()
    assert client.get("/wiki/west/").status_code == 200
    switch_off(town, own.ARTICLES)
    for address in lists:
        page = client.get(address).content.decode()
        assert "west" not in page
        assert "nord" in page
    assert client.get("/wiki/west/").status_code == 404
    assert client.get("/wiki/west/feed.atom").status_code == 404
    assert client.get("/wiki/nord/").status_code == 200


def test_the_wiki_of_a_district_takes_nothing_while_it_rests_there(
    town: Town, nord: Any, client: Client
) -> None:
    assert "/wiki/neu/?district=west" in client.get("/wiki/west/").content.decode()
    switching.set_state(city=town.city, module=own.ARTICLES, state=Usage.RESTING, seen=Usage.ON)
    page = client.get("/wiki/west/")
    assert page.status_code == 200
    assert "/wiki/neu/" not in page.content.decode()
    assert "/wiki/neu/?district=nord" in client.get("/wiki/nord/").content.decode()


SAYS_SO = "Das ruht zurzeit"


def test_who_looks_for_a_form_reads_that_it_rests(town: Town, client: Client) -> None:
    article = article_url(articles.article("Westwissen", "Vom Fluss.", district=town.west))
    of_the_wiki = ("/wiki/", "/wiki/west/", article)
    pages = ("/netzwerke/", town.network.get_absolute_url(), *of_the_wiki)
    for address in pages:
        assert SAYS_SO not in client.get(address).content.decode()
    assert "Hier dürfen alle schreiben" in client.get(article).content.decode()
    for module in (own.NETWORKS, own.ARTICLES):
        switching.set_state(city=town.city, module=module, state=Usage.RESTING, seen=Usage.ON)
    for address in pages:
        assert SAYS_SO in client.get(address).content.decode(), address
    assert "Hier dürfen alle schreiben" not in client.get(article).content.decode()
    assert SAYS_SO not in client.get("/projekte/").content.decode()


@pytest.mark.parametrize("state", [Usage.RESTING, Usage.OFF])
def test_what_was_typed_comes_back_where_nothing_is_written_any_more(
    town: Town, client: Client, state: Usage
) -> None:
    article = article_url(articles.article("Westwissen", "Vom Fluss.", district=town.west))
    client.force_login(people.person())
    changed = sent_by(client.get(f"{article}bearbeiten/").content.decode())
    new = sent_by(client.get("/wiki/neu/").content.decode())
    kind = f"{town.network.get_absolute_url()}bearbeiten/"
    network = sent_by(client.get(kind).content.decode())
    for module in (own.NETWORKS, own.ARTICLES):
        switching.set_state(city=town.city, module=module, state=state, seen=Usage.ON)
    for address, sent in (
        (f"{article}bearbeiten/", changed | {"body": "Zaunkönigwort"}),
        ("/wiki/neu/", new | {"title": "T", "body": "Zaunkönigwort"}),
        (kind, network | {"summary": "Zaunkönigwort"}),
    ):
        answer = client.post(address, sent)
        assert answer.status_code in (403, 404)
        assert "Zaunkönigwort" in answer.content.decode(), address
