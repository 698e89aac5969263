"""What was hidden of a version (text, summary, author) is on no page and in no answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from tests.fixtures.conditions import every_day
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, district
from wiki import services
from wiki.errors import EditConflict
from wiki.models import Article
from wiki.urls import OF_AN_ARTICLE

pytestmark = pytest.mark.django_db
HOME = "/wiki/bad-cannstatt/spielplaetze/"
TEXT, SUMMARY, AUTHOR = "Frau Geheimnis", "Grund Geheimnis", "Person Geheimnis"
PARTS = {"text": TEXT, "summary": SUMMARY, "author": AUTHOR}


@dataclass
class Scene:
    """An article whose second version has something to hide; the third has not."""

    article: Article
    culprit: User

    def hide(self, *parts: str) -> None:
        services.hide_parts(
            article=self.article, number=2, parts=parts, reason="Schutz", by=moderator()
        )


@pytest.fixture(autouse=True)
def no_stored_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction never commits, so the content version would never rise."""
    monkeypatch.setattr("pagecache.middleware._is_anonymous_read", lambda request: False)


@pytest.fixture
def scene() -> Scene:
    made = article(body="Eins.\n\nZwei.\n", author=person(name="Otto"), district=district())
    culprit = person(name=AUTHOR)
    bad = f"Eins.\n\nZwei. {TEXT} wohnt hier.\n"
    services.save_edit(
        article=made, base_revision=1, body=bad, summary=SUMMARY, author=culprit, minor=False
    )
    services.save_edit(
        article=made, base_revision=2, body="Eins.\n\nZwei.\n\nDrei.\n", author=person()
    )
    return Scene(made, culprit)


def everything(client: Client, scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield every page and answer that could show something of the second version."""
    today = str(timezone.localdate())
    routes = [route.replace("<number:number>", "2") for route, _view, _name in OF_AN_ARTICLE]
    paths = [f"{HOME}{route.replace('<str:day>', today)}" for route in routes]
    paths += [f"{HOME}vergleich/?from={a}&to={b}" for a, b in ((1, 2), (2, 3), (2, 2), (1, 3))]
    paths += [f"{HOME}?stand=2026-12-31", f"{HOME}verlauf/?author={scene.culprit.slug}"]
    paths += [f"{HOME}bearbeiten/?version=2", f"{HOME}quelltext/?version=2"]
    paths += ["/wiki/", "/wiki/bad-cannstatt/", "/wiki/letzte-aenderungen/", "/"]
    paths += ["/wiki/letzte-aenderungen/feed.atom", "/wiki/bad-cannstatt/feed.atom"]
    paths += ["/stadtteile/bad-cannstatt/", "/suche/?q=Geheimnis", f"/melden/?url={HOME}version/2/"]
    api = f"/api/v1/wiki/articles/{scene.article.pk}"
    paths += [api, f"{api}/revisions", f"{api}/revisions/2", "/api/v1/search?q=Geheimnis"]
    for path in paths:
        text = client.get(path, follow=True).content.decode()
        # What was asked for is said again beside the search field.
        yield path, text.replace("q=Geheimnis", "").replace('value="Geheimnis"', "")


@pytest.mark.parametrize("part", sorted(PARTS))
def test_hidden_means_nowhere(client: Client, scene: Scene, part: str) -> None:
    assert PARTS[part] in client.get(f"{HOME}version/2/").content.decode()
    scene.hide(part)
    after = [path for path, text in everything(client, scene) if PARTS[part] in text]
    assert after == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("part", "role"), every_day(product(sorted(PARTS), ["new", "resident"]), one_in=2)
)
def test_hidden_means_nowhere_for_accounts(
    client: Client, scene: Scene, part: str, role: str
) -> None:
    client.force_login(newcomer() if role == "new" else person())
    assert PARTS[part] in client.get(f"{HOME}version/2/").content.decode()
    scene.hide(part)
    after = [path for path, text in everything(client, scene) if PARTS[part] in text]
    assert after == []


def test_moderators_still_see_it(client: Client, scene: Scene) -> None:
    scene.hide(*PARTS)
    client.force_login(moderator())
    page = client.get(f"{HOME}version/2/").content.decode()
    assert TEXT in page


def test_the_persons_page_does_not_name_it(client: Client, scene: Scene) -> None:
    page = f"/mitwirkende/{scene.culprit.slug}/"
    assert SUMMARY in client.get(page).content.decode()
    scene.hide("author")
    assert "Spielplätze" not in client.get(page).content.decode()


def test_no_conflict_gives_it_away(client: Client, scene: Scene) -> None:
    """Saving upon a hidden version must not answer with its text as "what you started from"."""
    scene.hide("text")
    writer = person()
    client.force_login(writer)
    form = {"title": "Spielplätze", "body": "Eins.\n\nVier.\n", "base_revision": 2, "summary": ""}
    answer = client.post(f"{HOME}bearbeiten/", {**form, "action": "save"}, follow=True)
    assert TEXT not in answer.content.decode()
    assert "Vier." in answer.content.decode(), "what was typed is never lost"
    for action in ("difference", "preview"):
        shown = client.post(f"{HOME}bearbeiten/", {**form, "action": action})
        assert TEXT not in shown.content.decode(), action
    token = tokens.issue_token(user=writer, name="x")
    data = {"base_revision": 2, "body": "Eins.\n\nFünf.\n", "summary": ""}
    written = Client().put(
        f"/api/v1/wiki/articles/{scene.article.pk}",
        data,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert TEXT not in written.content.decode()


@pytest.mark.parametrize("view", ["zuruecksetzen/2/", "rueckgaengig/3/"])
def test_nobody_brings_it_back(client: Client, scene: Scene, view: str) -> None:
    scene.hide("text")
    client.force_login(person())
    for answer in (
        client.get(HOME + view),
        client.post(HOME + view, {"summary": "x"}, follow=True),
    ):
        assert TEXT not in answer.content.decode()
    assert TEXT not in Client().get(HOME).content.decode()


def test_hiding_is_written_down_once_and_can_be_taken_back(client: Client, scene: Scene) -> None:
    scene.hide("text", "author")
    scene.hide()
    page = client.get(f"{HOME}version/2/").content.decode()
    assert TEXT in page
    assert AUTHOR in page
    client.force_login(moderator())
    log = client.get("/moderation/protokoll/").context["rows"]
    assert [row.entry.action for row in log] == ["hide", "hide"]


@pytest.mark.parametrize("role", ["guest", "resident", "moderator"])
def test_no_digest_and_no_size_lets_it_be_guessed(client: Client, scene: Scene, role: str) -> None:
    """A digest of a short text is as good as the text: one tries until it fits."""
    if role != "guest":
        client.force_login(moderator() if role == "moderator" else person())
    api = f"/api/v1/wiki/articles/{scene.article.pk}/revisions"
    row = scene.article.revisions.get(number=2)
    assert row.sha256 in client.get(api).content.decode()
    scene.hide("text")
    listed = {line["number"]: line for line in client.get(api).json()["results"]}
    for line in (listed[2], client.get(f"{api}/2").json()):
        assert (line["size"], line["sha256"]) == (None, None)
        assert row.sha256 not in str(line)
    assert listed[3]["sha256"], "what can be read has its digest"


def test_the_growth_of_the_next_version_does_not_tell_its_size(scene: Scene) -> None:
    def growth() -> dict[int, int | None]:
        lines = Client().get(f"{HOME}verlauf/").context["page"].lines
        return {line.number: line.size for line in lines}

    assert growth()[3] is not None
    scene.hide("text")
    assert growth()[2] is None
    assert growth()[3] is None


@pytest.mark.parametrize(
    "guess", ["Eins.\n\nZwei. Frau Geheimnis wohnt hier.\n", "Eins.\n\nZwei.\n"]
)
def test_whoever_guesses_a_hidden_text_is_not_told_so(scene: Scene, guess: str) -> None:
    """Combined upon the hidden text, a right guess would be "unchanged" and a wrong one not."""
    scene.hide("text")
    with pytest.raises(EditConflict) as conflict:
        services.save_edit(article=scene.article, base_revision=2, body=guess, author=person())
    assert conflict.value.merged == guess
    assert conflict.value.base.body == conflict.value.base.title == ""


def test_a_hidden_title_leads_nowhere(client: Client, scene: Scene) -> None:
    services.save_edit(
        article=scene.article, base_revision=3, title="Frau Geheimnis", author=scene.culprit
    )
    former = "/wiki/bad-cannstatt/frau-geheimnis/"
    assert client.get(former).status_code == 200
    services.hide_parts(
        article=scene.article, number=4, parts=["text"], reason="Schutz", by=moderator()
    )
    assert client.get(HOME).status_code == 200
    assert client.get(former).status_code == 404
