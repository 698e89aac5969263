"""A project without names shows no person and no organisation, wherever one looks."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from districts import services
from districts.models import Project
from districts.services import Signature
from search.contract import SearchRequest, find
from tests.districts.conftest import Town, person
from tests.districts.services.test_taking_over import take
from tests.districts.services.test_writing import editing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECRETS = ("Krümel", "Kesselrand", "Ruth Schreiberin")


@pytest.fixture
def secret(town: Town, settings: Any) -> Project:
    """A failed project without names, written by a person, with an organisation and money."""
    settings.RATE_LIMITS = False
    writer = person("resident", "ruth")
    User.objects.filter(pk=writer.pk).update(name="Ruth Schreiberin")
    writer.refresh_from_db()
    project = services.create_project(
        signature=Signature(writer, summary="erste Fassung"),
        title="Tauschregal im Hinterhof",
        summary="Ein Regal.",
        districts=[town.east],
        topics=[town.child],
        actors=[town.actor],
        funded_by="Stiftung Kesselrand",
    )
    services.update_project(
        project=project,
        signature=Signature(writer),
        told=True,
        status="failed",
        what_did_not_work="Zu wenig Platz.",
    )
    services.update_project(project=project, signature=Signature(writer), nameless=True)
    return project


def addresses(project: Project, town: Town) -> list[str]:
    base = project.get_absolute_url()
    own = ("", "bearbeiten/", "verlauf/", "version/1/", "version/2/", "vergleich/?from=1&to=3")
    rest = ("uebernehmen/", "uebernehmen/?district=west", "antwort/", "ausstehend/1/")
    return [
        *(f"{base}{view}" for view in (*own, *rest)),
        "/projekte/?status=failed",
        town.east.get_absolute_url(),
        f"{town.east.get_absolute_url()}aushang/",
        "/mitwirkende/ruth/",
        *(f"/api/v1/projects?status=failed{form}" for form in ("", "&format=csv")),
        "/api/v1/search?q=Tauschregal",
        "/suche/?q=Tauschregal",
        "/suche/feed.atom?q=Tauschregal",
    ]


@pytest.mark.parametrize("who", [None, "new", "resident"])
def test_no_address_tells_a_name(client: Client, town: Town, secret: Project, who: str) -> None:
    if who:
        client.force_login(person(who))
    seen = 0
    for address in addresses(secret, town):
        answer = client.get(address)
        text = answer.content.decode().split("<main")[-1]
        if answer.status_code == 200 and "Tauschregal" in text:
            seen += 1
        for name in SECRETS:
            if name == "Ruth Schreiberin" and "/mitwirkende/" in address:
                assert "Tauschregal" not in text
                continue
            # A filter panel may offer what other entries have.
            assert name not in text, f"{name} at {address}"
    assert seen > 7


def test_the_actor_the_sector_and_the_index_do_not_know_it(
    client: Client, town: Town, secret: Project
) -> None:
    assert "Tauschregal" not in client.get(town.actor.get_absolute_url()).content.decode()
    listing = client.get("/projekte/?sector=business").context["listing"]
    assert [str(project) for project in listing.page] == ["Plauderbank"]
    counts = {c.value: c.count for f in listing.facets if f.name == "sector" for c in f.values}
    assert counts == {"business": 1}
    for word in ("Krümel", "Kesselrand"):
        hits = find(SearchRequest(query=word, language="de")).hits
        assert "Tauschregal im Hinterhof" not in [hit.title for hit in hits]
    hits = find(SearchRequest(query="Tauschregal", language="de")).hits
    assert [hit.title for hit in hits] == ["Tauschregal im Hinterhof"]


def test_a_stranger_edits_it_without_seeing_or_losing_the_names(
    client: Client, town: Town, secret: Project
) -> None:
    client.force_login(person("resident"))
    address = f"{secret.get_absolute_url()}bearbeiten/"
    assert "actors" not in client.get(address).context["form"].fields
    data = editing(client, address, duration="ein Jahr", actors="", nameless="")
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    secret.refresh_from_db()
    assert (secret.duration, secret.nameless) == ("ein Jahr", True)
    assert (list(secret.actors.all()), secret.funded_by) == ([town.actor], "Stiftung Kesselrand")


def test_its_carer_still_sees_and_changes_the_names(
    client: Client, town: Town, secret: Project
) -> None:
    client.force_login(User.objects.get(slug="ruth"))
    address = f"{secret.get_absolute_url()}bearbeiten/"
    assert client.get(address).context["form"]["actors"].value() == "Bäckerei Krümel"
    assert client.get(f"{secret.get_absolute_url()}verlauf/").status_code == 200


@pytest.mark.parametrize(
    "name", ["BÄCKEREI KRÜMEL", "Bäcke\u00adrei\u00a0Krümel", "Bäckerei\nKrümel"]
)
def test_names_left_in_the_text_are_pointed_at(client: Client, town: Town, name: str) -> None:
    user = person("resident")
    services.take_charge(town.project, user)
    client.force_login(user)
    address = f"{town.project.get_absolute_url()}bearbeiten/"
    answer = client.post(
        address,
        editing(
            client,
            address,
            nameless="on",
            what_worked=f"Mit der {name} ging es gut.",
            steps=f"Die {name.replace(chr(10), ' ')} fragen",
        ),
    )
    assert answer.status_code == 400
    assert {"what_worked", "steps"} <= set(answer.context["form"].errors)


def test_whoever_takes_it_over_names_nobody_of_it(
    client: Client, town: Town, secret: Project
) -> None:
    client.force_login(person("resident"))
    take(client, secret, "west", title="Regal im Westen")
    services.update_project(project=secret, funded_by="Stiftung Kesselrand II", duration="kurz")
    page = client.get(Project.objects.get(title="Regal im Westen").get_absolute_url())
    text = page.content.decode()
    assert page.context["since"]["labels"] == ["Dauer"]
    assert not [name for name in SECRETS if name in text]
    assert "vergleich/" not in text


def test_evidence_of_a_nameless_copy_names_nobody(client: Client, town: Town) -> None:
    client.force_login(person("resident"))
    services.update_project(
        project=town.project,
        conditions=[{"kind": "partner_sector", "text": "Ein Laden", "sector": "business"}],
    )
    services.update_actor(actor=town.actor, districts=[town.east])
    take(client, town.project, "ost", title="Bank im Osten")
    copy = Project.objects.get(title="Bank im Osten")
    address = f"{copy.get_absolute_url()}bedingungen/"
    assert "Krümel" in Client().get(address).content.decode()
    services.update_project(project=copy, nameless=True, status="failed")
    assert "Krümel" not in Client().get(address).content.decode()
