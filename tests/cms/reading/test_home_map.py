"""The home page: projects that have travelled, one story with its picture, what is newest."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from districts import services
from districts.models import District, Project
from pictures.models import People
from pictures.models.said import PictureState
from pictures.services import share_picture
from pictures.services.states import set_state
from pictures.taking import taken
from tests.people import moderator, person
from tests.pictures.factories import png
from wiki.models import Article
from wiki.services import create_article

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Am Montag reparieren wir alles, was Sie mitbringen. Danach gibt es Kuchen."

SAID = {
    "description": "Ein Toaster",
    "caption": "",
    "credit": "Ida Berg",
    "licence": "cc-by-sa-4.0",
    "people": People.NONE,
    "source_url": "",
    "taken": "",
}


@pytest.fixture
def places() -> dict[str, District]:
    city = services.create_city(name="Musterstadt")
    found = {}
    for number, name in enumerate(("Nord", "Ost", "West")):
        found[name] = services.create_district(
            city=city, name=name, latitude=48.7 + number / 50, longitude=9.1 + number % 2 / 30
        )
    return found


def home(client: Client) -> str:
    return client.get("/").content.decode()


def travelled(places: dict[str, District]) -> Project:
    source = services.create_project(title="Bank", status="running", districts=[places["Nord"]])
    goal = services.create_project(title="Bank II", status="running", districts=[places["West"]])
    services.adopt_project(project=goal, source=source, adapted="", why="")
    return goal


def test_a_project_that_was_taken_over_is_a_line_on_the_plan(
    client: Client, places: dict[str, District]
) -> None:
    assert "plan-route" not in home(client)
    goal = travelled(places)
    page = home(client)
    assert page.count('class="plan-route"') == 1
    routes = page.partition('<ol class="routes">')[2].partition("</ol>")[0]
    assert "von Nord nach West" in " ".join(routes.split())
    assert f'href="{goal.get_absolute_url()}"' in routes


def test_a_hidden_project_has_no_line(client: Client, places: dict[str, District]) -> None:
    goal = travelled(places)
    services.hide_entry(entry=goal)
    assert "plan-route" not in home(client)
    assert "Bank II" not in home(client)


def test_within_one_district_nothing_has_travelled(
    client: Client, places: dict[str, District]
) -> None:
    made = [
        services.create_project(title=name, status="running", districts=[places["Ost"]])
        for name in ("Eins", "Zwei")
    ]
    services.adopt_project(project=made[1], source=made[0], adapted="", why="")
    assert "plan-route" not in home(client)


class TestStory:
    @pytest.fixture
    def author(self) -> User:
        return person(name="Ida Berg")

    def pictured(self, author: User, **more: Any) -> tuple[Article, Any]:
        shown = share_picture(upload=taken(png().read()), words=SAID, places=[], by=author)
        body = f"{WORDS}\n\n![](/bilder/{shown.pk}/)\n"
        article, _result = create_article(title="Repair-Café", body=body, author=author, **more)
        return article, shown

    def test_it_has_the_picture_the_first_sentence_and_who_wrote_it(
        self, client: Client, author: User
    ) -> None:
        self.pictured(author)
        story = home(client).partition('class="section story"')[2].partition("</section>")[0]
        assert "Am Montag reparieren wir alles, was Sie mitbringen." in story
        assert "Kuchen" not in story
        assert f'href="/mitwirkende/{author.slug}/"' in story
        assert ">IB</span>" in story
        assert "<img" in story
        assert "<q>" not in story, "what many wrote is nobody's saying"

    def test_without_a_picture_that_may_be_shown_there_is_none(
        self, client: Client, author: User
    ) -> None:
        create_article(title="Ohne Bild", body=WORDS, author=author)
        page = home(client)
        assert "story" not in page
        assert "Am Montag reparieren wir alles, was Sie mitbringen." in page, "newest, as a card"
        _article, shown = self.pictured(author)
        assert "story" in home(client)
        set_state(picture=shown, state=PictureState.HIDDEN, by=moderator())
        assert "story" not in home(client)
