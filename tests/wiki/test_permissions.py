"""One table: every address of the wiki × who asks × how the article stands."""

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import roles
from community.people import responsibilities
from tests.fixtures.conditions import full_proofs
from tests.people import moderator, newcomer, person
from tests.wiki.factories import article, topic
from wiki import services
from wiki.models import Article
from wiki.urls import OF_AN_ARTICLE, wiki

pytestmark = pytest.mark.django_db

ROLES = ("guest", "new", "resident", "moderator", "blocked")
# How each address answers each role. 2: shown, or done and led on. 3: 403, 4: 404, 9: 409,
# G: 410, 0: 400, a point: 405.
READ_LIVE = {
    "article": "2 2 2 2 2",
    "article-feed": "2 2 2 2 2",
    "edit": "2 2 2 2 2",
    "edit-preview": ". . . . .",
    "add": "2 2 2 2 2",
    "confirm": ". . . . .",
    "move": "3 3 2 2 3",
    "manage": "4 4 4 2 4",
    "watch": "2 2 2 2 2",
    "talk": "2 2 2 2 2",
    "talk-feed": "2 2 2 2 2",
    "source": "2 2 2 2 2",
    "history": "2 2 2 2 2",
    "version": "2 2 2 2 2",
    "hide": "4 4 4 2 4",
    "patrol": ". . . . .",
    "compare": "2 2 2 2 2",
    "on-day": "2 2 2 2 2",
    "who-wrote": "2 2 2 2 2",
    "revert": "3 2 2 2 3",
    "undo": "3 2 2 2 3",
    "waiting": "2 2 2 2 2",
    "pending": "2 2 2 2 2",
    "pending-edit": "4 4 4 2 4",
}
WRITE_LIVE = {
    "article": ". . . . .",
    "article-feed": ". . . . .",
    "edit": "2 2 2 2 3",
    "edit-preview": "2 2 2 2 2",
    "add": "2 2 2 2 3",
    "confirm": "2 2 2 2 2",
    "move": "3 3 2 2 3",
    "manage": "4 4 4 2 4",
    "watch": "2 2 2 2 2",
    "talk": ". . . . .",
    "talk-feed": ". . . . .",
    "source": ". . . . .",
    "history": ". . . . .",
    "version": ". . . . .",
    "hide": "4 4 4 2 4",
    "patrol": "4 4 4 2 4",
    "compare": ". . . . .",
    "on-day": ". . . . .",
    "who-wrote": ". . . . .",
    "revert": "3 2 2 2 3",
    "undo": "3 2 2 2 3",
    "waiting": ". . . . .",
    "pending": ". . . . .",
    "pending-edit": "4 4 4 2 4",
}
# An article that waits for its first review, or was deleted, is there for moderators alone.
NOT_PUBLIC = dict.fromkeys(READ_LIVE, "4 4 4 2 4") | {
    "article-feed": "4 4 4 4 4",
    "talk-feed": "4 4 4 4 4",
    "edit-preview": ". . . . .",
    "confirm": ". . . . .",
    "patrol": ". . . . .",
}
READ_HELD = NOT_PUBLIC | {
    "edit": "4 4 4 9 4",
    "add": "4 4 4 9 4",
    "move": "4 4 4 3 4",
    "version": "4 4 4 2 4",
    "compare": "4 4 4 4 4",
    "on-day": "4 4 4 4 4",
    "who-wrote": "4 4 4 4 4",
    "revert": "4 4 4 4 4",
    "undo": "4 4 4 4 4",
}
READ_DELETED = NOT_PUBLIC | {
    "article": "4 4 4 G 4",
    "source": "4 4 4 G 4",
    "pending-edit": "4 4 4 2 4",
}
STATUS = {
    "2": {200, 302},
    "0": {400},
    "3": {403},
    "4": {404},
    "9": {409},
    "G": {410},
    ".": {405},
}
FORM = {
    "title": "Spielplätze",
    "body": "Neuer Text.",
    "words": "Noch etwas.",
    "base_revision": 2,
    "section": "",
    "action": "save",
    "reason": "weil",
    "summary": "weil",
    "protection": "open",
}


TOPIC = "Spielplätze und Parks"


def contact_person(topic_pk: int) -> User:
    user = person()
    responsibilities.grant(user=user, role=roles.STEWARD, kind="topic", pk=topic_pk)
    return user


def as_role(client: Client, role: str) -> User | None:
    makers = {
        "steward": lambda: contact_person(topic(TOPIC, "spielen").pk),
        "elsewhere": lambda: contact_person(topic("Heizen", "heizen").pk),
        "admin": administrator,
        "new": newcomer,
        "resident": person,
        "moderator": moderator,
        "blocked": lambda: person(),
    }
    if role == "guest":
        return None
    user = makers[role]()
    if role == "blocked":
        User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    client.force_login(user)
    return user


def administrator() -> User:
    user = person()
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    user.refresh_from_db()
    return user


def standing(state: str) -> tuple[Article, int]:
    """An article in a state, and the number of a revision in it that waits."""
    topics = [topic(TOPIC, "spielen").pk]
    if state == "held":
        return article(author=newcomer(), topics=topics), 1
    made = article(body="Eins.\n\nZwei.\n", topics=topics)
    services.save_edit(article=made, base_revision=1, body="Eins neu.\n\nZwei.\n", author=person())
    held = services.save_edit(
        article=made, base_revision=2, body="Eins neu.\n\nZwei neu.\n", author=newcomer()
    )
    if state == "deleted":
        services.delete_article(article=made, reason="doppelt", by=moderator())
    return made, held.revision.number


def address(route: str, number: int) -> str:
    shown = number if "ausstehend" in route else 1 if number == 1 else 2
    route = route.replace("<number:number>", str(shown))
    today = str(timezone.localdate())
    return "/wiki/allgemein/spielplaetze/" + route.replace("<str:day>", today)


def asked_of(role: str, state: str, one_in: int) -> list[tuple[str, str]]:
    """Return route and name of what a role is asked in a state; all with --full.

    Every day one in so many, others in other states and for other roles.
    """
    start = ("live", "held", "deleted").index(state) + [*ROLES, *LIKE].index(role)
    return [
        (route, name)
        for at, (route, _view, name) in enumerate(OF_AN_ARTICLE)
        if full_proofs() or (at + start) % one_in == 0
    ]


def test_every_route_is_in_the_table() -> None:
    names = {name for _route, _view, name in OF_AN_ARTICLE}
    assert names == set(READ_LIVE) == set(WRITE_LIVE) == set(READ_HELD) == set(READ_DELETED)
    lists = {"start", "new", "new-preview", "new-links", "new-blocks", "recent", "recent-feed"}
    lists |= {"district", "district-feed", "worklist", "worklists", "task"}
    assert {route.name for route in wiki[0]} == names | lists


@pytest.mark.walk
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("state", "table"),
    [("live", READ_LIVE), ("held", READ_HELD), ("deleted", READ_DELETED)],
    ids=["live", "held", "deleted"],
)
def test_reading(client: Client, role: str, state: str, table: dict[str, str]) -> None:
    _made, number = standing(state)
    as_role(client, role)
    found = {}
    for route, name in asked_of(role, state, 2):
        cell = table[name].split()[ROLES.index(role)]
        status = client.get(address(route, number)).status_code
        if status not in STATUS[cell]:
            found[name] = status
    assert found == {}


# Other roles see what these see, but for what they may decide in their own place.
LIKE = {"elsewhere": "resident", "admin": "moderator", "steward": "resident"}
STEWARD = {
    "live": {"pending-edit": "2"},
    "held": {
        **{name: cells.split()[3] for name, cells in READ_HELD.items()},
        # Moderators alone manage and hide.
        **dict.fromkeys(("manage", "hide"), "4"),
    },
    "deleted": {},
}


@pytest.mark.walk
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@pytest.mark.parametrize("role", list(LIKE))
@pytest.mark.parametrize(
    ("state", "table"),
    [("live", READ_LIVE), ("held", READ_HELD), ("deleted", READ_DELETED)],
    ids=["live", "held", "deleted"],
)
def test_reading_in_other_roles(
    client: Client, role: str, state: str, table: dict[str, str]
) -> None:
    _made, number = standing(state)
    as_role(client, role)
    special = STEWARD[state] if role == "steward" else {}
    found = {}
    for route, name in asked_of(role, state, 3):
        cell = special.get(name) or table[name].split()[ROLES.index(LIKE[role])]
        status = client.get(address(route, number)).status_code
        if status not in STATUS[cell]:
            found[name] = status
    assert found == {}


LISTS = {
    "/wiki/": "2 .",
    "/wiki/neu/": "2 0",
    "/wiki/neu/vorschau/": ". 2",
    "/wiki/neu/verweise/": "2 .",
    "/wiki/neu/bloecke/": ". 2",
    "/wiki/letzte-aenderungen/": "2 .",
    "/wiki/letzte-aenderungen/feed.atom": "2 .",
    "/wiki/allgemein/": "2 .",
    "/wiki/allgemein/feed.atom": "2 .",
    "/mitwirkende/person-lange-weg/": "4 .",
}


@pytest.mark.walk
@pytest.mark.parametrize("role", [*ROLES, *LIKE])
def test_pages_for_everybody(client: Client, role: str) -> None:
    user = as_role(client, role)
    table = LISTS | ({f"/mitwirkende/{user.slug}/": "2 ."} if user else {})
    found = {
        path: (client.get(path).status_code, client.post(path, {}).status_code) for path in table
    }
    for path, cells in table.items():
        reading, writing = cells.split()
        assert found[path][0] in STATUS[reading], (path, found[path])
        assert found[path][1] in STATUS[writing] | ({403} if role == "blocked" else set()), path


@pytest.mark.walk
@pytest.mark.parametrize("role", ROLES)
def test_writing(client: Client, role: str) -> None:
    _made, number = standing("live")
    as_role(client, role)
    found = {}
    for route, _view, name in OF_AN_ARTICLE:
        before = transaction.savepoint()  # what one write does is not the next one's start
        status = client.post(address(route, number), FORM).status_code
        transaction.savepoint_rollback(before)
        if status not in STATUS[WRITE_LIVE[name].split()[ROLES.index(role)]]:
            found[name] = status
    assert found == {}


@pytest.mark.any_database
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@pytest.mark.parametrize("role", ["guest", "new", "resident", "blocked"])
@pytest.mark.parametrize("state", ["held", "deleted"])
def test_nobody_writes_what_is_not_public(client: Client, role: str, state: str) -> None:
    made, number = standing(state)
    as_role(client, role)
    before = made.revisions.count()
    for route, name in asked_of(role, state, 2):
        status = client.post(address(route, number), FORM).status_code
        assert status in (404, 405), name
    assert made.revisions.count() == before


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["guest", "new", "resident", "blocked"])
def test_a_secret_text_is_on_no_page(client: Client, role: str) -> None:
    made = article(body="Eins.")
    services.save_edit(article=made, base_revision=1, body="Geheimnis", author=newcomer())
    as_role(client, role)
    paths = [address(route, 2) for route, _view, _name in OF_AN_ARTICLE]
    paths += [
        "/wiki/",
        "/wiki/allgemein/",
        "/wiki/letzte-aenderungen/",
        "/wiki/allgemein/feed.atom",
    ]
    paths += [f"/api/v1/wiki/articles/{made.pk}", f"/api/v1/wiki/articles/{made.pk}/revisions/2"]
    for path in paths:
        assert "Geheimnis" not in client.get(path, follow=True).content.decode(), path
