"""The kept page of an article is what would be made now, whatever has changed around it.

And it stays when something changes that it does not show: else each edit anywhere would have all
pages made anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts import services as directory
from districts.models import District
from tests.kept_pages import changed_in_turn
from tests.people import moderator, newcomer, person
from tests.search.looked_for import found_similar
from tests.wiki.factories import article, district
from wiki import services
from wiki.errors import WikiError
from wiki.models import Article

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = ("Bank", "Garten", "Hof")
LANGUAGES = ("de", "en")
PREFIX = {"de": "", "en": "/en"}


class World:
    """Some articles that lead to each other, in a district and in none, in two languages."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.places: list[District | None] = [district("West", "west"), None]
        self.editor, self.keeper = person(name="Ida"), moderator(name="Emil")
        self.project = directory.create_project(
            title="Laterne", summary="Licht.", status="running", districts=[self.places[0]]
        )
        self.addresses = [
            f"{PREFIX[language]}/wiki/{place.slug if place else 'allgemein'}/{title.lower()}/"
            for language in LANGUAGES
            for place in self.places
            for title in TITLES
        ]
        self.addresses += [
            f"/wiki/{place}/{title.lower()}/{view}"
            for place, title, view in zip(
                ("west", "allgemein", "west"),
                TITLES,
                ("verlauf/", "version/1/", "vergleich/?from=1&to=2"),
                strict=True,
            )
        ]
        for title in TITLES:
            self.create(title=title, language="de")

    def text(self) -> str:
        links = " und ".join(f"[[{title}]]" for title in self.chance.sample(TITLES, 2))
        return f"Text {self.chance.randrange(1000)} mit {links}.\n"

    def one(self, *states: str) -> Article:
        rows = Article.objects.with_place().filter(state__in=states or ["live"])
        return self.chance.choice(list(rows.order_by("pk")))

    # ── what may change

    def create(self, **fields: Any) -> None:
        wanted = {
            "title": self.chance.choice(TITLES),
            "language": self.chance.choice(LANGUAGES),
            "district": self.chance.choice(self.places),
        }
        article(body=self.text(), author=self.editor, **(wanted | fields))

    def translate(self) -> None:
        source = self.one()
        other = "en" if source.language == "de" else "de"
        self.create(language=other, district=source.district, translation_of=source)

    def write(self, **fields: Any) -> None:
        chosen = self.one()
        wanted: dict[str, Any] = {"body": self.text(), "author": self.editor} | fields
        services.save_edit(article=chosen, base_revision=chosen.head_number, **wanted)

    def rename(self) -> None:
        self.write(title=self.chance.choice(TITLES))

    def move(self) -> None:
        self.write(district=self.chance.choice(self.places), body=None, author=self.keeper)

    def delete(self) -> None:
        services.delete_article(article=self.one(), reason="doppelt", by=self.keeper)

    def restore(self) -> None:
        services.restore_article(article=self.one("deleted"), reason="doch", by=self.keeper)

    def hide(self) -> None:
        chosen = self.one()
        number = self.chance.randint(1, chosen.last_number)
        parts = [self.chance.choice(["text", "author", "summary"])]
        services.hide_parts(
            article=chosen, number=number, parts=parts, reason="Namen", by=self.keeper
        )

    def confirm(self) -> None:
        services.confirm_article(article=self.one(), by=self.keeper)

    def protect(self) -> None:
        level = self.chance.choice(Article.Protection.values)
        services.protect_article(
            article=self.one(), protection=level, reason="Streit", by=self.keeper
        )

    def go_back(self) -> None:
        chosen = self.one()
        services.revert_article(article=chosen, number=1, author=self.keeper)

    def change_the_project(self) -> None:
        title = f"Laterne {self.chance.randrange(1000)}"
        directory.update_project(project=self.project, title=title)

    def be_alike(self) -> None:
        chosen, other = self.one(), self.one("live", "deleted")
        found_similar(chosen, self.project, other)

    def ways(self) -> list[Callable[[], None]]:
        """Return every way to change something, in any order."""
        ways: list[Callable[[], None]] = [
            *(self.create, self.translate, self.write, self.rename, self.move, self.go_back),
            *(self.delete, self.restore, self.hide, self.confirm, self.protect),
            *(self.change_the_project, self.be_alike),
        ]
        return self.chance.sample(ways, len(ways))


@pytest.mark.any_database
@pytest.mark.long("reads all pages twice after each change")
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@pytest.mark.parametrize("signed_in", [False, pytest.param(True, marks=pytest.mark.full)])
def test_what_is_kept_is_what_would_be_made(
    signed_in: bool, client: Client, proof_size: Callable[[int, int], int]
) -> None:
    world = World(seed=20 + signed_in)
    if signed_in:
        client.force_login(world.editor)
    # Whole, each of the 156 pairs of changes comes twice to three times in a row.
    ways = chain.from_iterable(world.ways() for _round in range(proof_size(1, 30)))
    done = changed_in_turn(client, world.addresses, ways, refused=(WikiError, IndexError))
    assert len(done) > 9


def test_the_page_stays_when_others_change(client: Client) -> None:
    """Editing somewhere else, an entry too, costs its readers one look at the database."""
    world = World(seed=1)
    chosen, other = article(title="Stille", body="Ruhe."), article(title="Lärm", body="Krach.")
    address = "/wiki/allgemein/stille/"
    client.get(address)
    services.save_edit(article=other, base_revision=1, body="Lärm.", author=world.editor)
    world.change_the_project()
    services.confirm_article(article=other, by=world.keeper)
    with CaptureQueriesContext(connection) as caught:
        assert "Ruhe." in client.get(address).content.decode()
    assert len(caught) == 1
    services.save_edit(article=chosen, base_revision=1, body="Still.", author=world.editor)
    assert "Still." in client.get(address).content.decode()


def test_how_many_wait_is_said_at_once(client: Client) -> None:
    world = World(seed=1)
    chosen = article(title="Stille", body="Ruhe.")
    address = "/wiki/allgemein/stille/"
    assert "wartet" not in client.get(address).content.decode()
    held = services.save_edit(article=chosen, base_revision=1, body="Stille.", author=newcomer())
    assert held.status == "pending"
    assert "1 Beitrag wartet" in client.get(address).content.decode()
    services.refuse_contribution(
        article=chosen, number=held.revision.number, by=world.keeper, reason="Nein."
    )
    assert "wartet" not in client.get(address).content.decode()


def test_who_leads_here_again_is_named_again(client: Client) -> None:
    keeper = moderator()
    article(title="Stille", body="Ruhe.")
    other = article(title="Lärm", body="Siehe [[Stille]].")
    services.delete_article(article=other, reason="doppelt", by=keeper)
    address = "/wiki/allgemein/stille/"
    assert "Lärm" not in client.get(address).content.decode()
    services.restore_article(article=other, reason="doch", by=keeper)
    assert "Lärm" in client.get(address).content.decode()
