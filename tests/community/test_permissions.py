"""One table: every address of this app × who asks × how the case stands. And hostile input."""

from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from community import cases, decisions
from community.cases import Sender
from community.mails import comment_texts, stops
from community.models import Case, Comment, MailStop, Responsibility, Watch
from community.typed import drafts
from community.urls import moderation, routes
from community.watching import stop_links, watches
from tests import people
from tests.community import factories
from tests.community.factories import Board
from tests.fixtures.conditions import every_day, full_proofs

pytestmark = pytest.mark.django_db

ROLES = ("guest", "new", "resident", "elsewhere", "steward", "moderator", "admin", "blocked")
# How each address answers each role, in this order. 2: shown, or led on. D: done. L: led to the
# sign-in. 0: 400, 3: 403, 4: 404, 9: 409, a point: 405.
GETS = {
    "inbox": "L 3 3 2 2 2 2 3",
    "case": "L 3 3 4 2 2 2 3",
    "case-report": "L 3 3 4 2 2 2 3",
    "case-decided": "L 3 3 4 2 2 2 3",
    "log": "L 3 3 3 3 2 2 3",
    "account": "L 3 3 3 3 2 2 3",
    "accounts": "L 3 3 3 3 2 2 3",
    "revert-plan": "L 3 3 3 3 2 2 3",
    "here": "L 3 3 3 3 2 2 3",
    "report": "2 2 2 2 2 2 2 3",
    "contributions": "L 2 2 2 2 2 2 2",
    "receipt": "2 2 2 2 2 2 2 2",
    "kept-text": "2 2 2 2 2 2 2 2",
    "mails": "L 2 2 2 2 2 2 2",
    "copy": "L 2 2 2 2 2 2 2",
    "erase": "L 2 2 2 2 2 2 2",
    "stop-mail": "2 2 2 2 2 2 2 2",
    "overview": "L 2 2 2 2 2 2 2",
    "watched": "L 2 2 2 2 2 2 2",
    "change-watch": ". . . . . . . .",
    "watch-search": "L 2 2 2 2 2 2 2",
    "stop-watch": "2 2 2 2 2 2 2 2",
    "watch": "L 2 2 2 2 2 2 2",
    "demo-mailbox": "4 4 4 4 4 4 4 4",
    "comment": "2 2 2 2 2 2 2 2",
    "write-comment": "2 2 2 2 2 2 2 3",
    "resolve-comment": "3 3 3 3 2 2 2 3",
    "confirm-answers": "2 2 2 2 2 2 2 2",
    "decide": ". . . . . . . .",
    "decide-many": ". . . . . . . .",
    "undo": ". . . . . . . .",
    "withdraw": ". . . . . . . .",
    "account-action": ". . . . . . . .",
    "appoint": ". . . . . . . .",
    "end-responsibility": ". . . . . . . .",
}
POSTS = {
    "inbox": ". . . . . . . .",
    "case": ". . . . . . . .",
    "log": ". . . . . . . .",
    "account": ". . . . . . . .",
    "accounts": ". . . . . . . .",
    "revert-plan": ". . . . . . . .",
    "here": "L 3 3 3 3 0 0 3",
    "contributions": "L . . . . . . .",
    "receipt": ". . . . . . . .",
    "kept-text": ". . . . . . . .",
    "mails": "L D D D D D D D",
    "copy": "L . . . . . . .",
    "erase": "L 0 0 0 0 0 0 0",
    "demo-mailbox": ". . . . . . . .",
    "comment": ". . . . . . . .",
    "write-comment": "0 0 0 0 0 0 0 3",
    "resolve-comment": "3 3 3 3 D D D 3",
    "confirm-answers": "2 2 2 2 2 2 2 2",
    "report": "0 0 0 0 0 0 0 3",
    "stop-mail": "D D D D D D D D",
    "overview": "L 2 2 2 2 2 2 2",
    "watched": "L 2 2 2 2 2 2 2",
    "change-watch": "L 4 4 4 4 4 4 4",
    "watch-search": "L D D D D D D D",
    "stop-watch": "D D D D D D D D",
    "watch": "L D D D D D D D",
    "withdraw": "D D D D D D D D",
    "decide": "L 3 3 4 D D D 3",
    "decide-decided": "L 3 3 4 9 9 9 3",
    "decide-many": "L 3 3 0 D D D 3",
    "undo": "L 3 3 2 2 2 2 3",
    "account-action": "L 3 3 3 3 D D 3",
    "appoint": "L 3 3 3 3 0 0 3",
    "end-responsibility": "L 3 3 3 3 4 4 3",
}
STATUS = {"3": {403}, "4": {404}, ".": {405}, "0": {400}, "9": {409}, "2": {200, 302}, "L": {302}}
STATUS["D"] = STATUS["2"]


def as_role(client: Client, role: str) -> Client:
    makers = {
        "new": people.newcomer,
        "resident": people.person,
        "elsewhere": lambda: factories.steward("district", 2),
        "steward": lambda: factories.steward("district", 1),
        "moderator": people.moderator,
        "admin": factories.admin,
        "blocked": lambda: people.moderator(blocked_at=timezone.now()),
    }
    if role in makers:
        client.force_login(makers[role]())
    return client


def address(name: str, board: Board) -> str:
    case = board.hold(Sender(people.newcomer()))
    if name == "case-report":
        case = cases.open_case(
            sort=Case.Sort.REPORT,
            kind=factories.KIND,
            pk=case.object_pk,
            title="Zettel",
            url="/x/",
            sender=Sender(),
            scopes={("district", 1)},
            cause="spam",
        )
    if name.endswith("-decided"):
        decisions.accept(case=case, by=people.moderator())
    said = board.say(mail="anke@example.org")
    theirs = watches.watch_search(user=people.person(), parameters="q=Kuchen")
    return {
        "comment": f"/kommentare/{said.pk}/",
        "write-comment": f"/kommentare/{factories.KIND}/{said.place_pk}/",
        "resolve-comment": f"/kommentare/{said.pk}/erledigt/",
        "confirm-answers": f"/kommentare/antworten/{comment_texts.token_of(said)}/",
        "inbox": "/moderation/",
        "decide-many": "/moderation/auswahl/",
        "undo": "/moderation/zuruecknehmen/",
        "log": "/moderation/protokoll/",
        "case": f"/moderation/{case.pk}/",
        "case-report": f"/moderation/{case.pk}/",
        "case-decided": f"/moderation/{case.pk}/",
        "decide": f"/moderation/{case.pk}/entscheiden/",
        "decide-decided": f"/moderation/{case.pk}/entscheiden/",
        "account": f"/moderation/konten/{case.author_id}/",
        "accounts": "/moderation/konten/",
        "revert-plan": f"/moderation/konten/{case.author_id}/vorschau/",
        "here": f"/moderation/hier/?url=/stadtteile/{case.object_pk}/",
        "account-action": f"/moderation/konten/{case.author_id}/sperren/",
        "appoint": f"/moderation/konten/{case.author_id}/aufgaben/",
        "end-responsibility": f"/moderation/konten/{case.author_id}/aufgaben/7/beenden/",
        "report": "/melden/",
        "contributions": "/konto/beitraege/",
        "receipt": f"/konto/beleg/{case.receipt}/",
        "withdraw": f"/konto/beleg/{case.receipt}/zuruecknehmen/",
        "mails": "/konto/mails/",
        "copy": "/konto/daten/",
        "erase": "/konto/loeschen/",
        "kept-text": f"/konto/entwurf/{drafts.keep(path='/wiki/neu/', fields={})}/",
        "stop-mail": f"/abbestellen/{stops.stop_token('a@b.example', 'decision')}/",
        "overview": "/konto/",
        "watched": "/konto/beobachtet/",
        "change-watch": f"/konto/beobachtet/{theirs.pk}/",
        "watch-search": "/beobachten/suche/?q=Kuchen",
        "stop-watch": f"/beobachten/ende/{stop_links.token_of(theirs.pk, theirs.user_id)}/",
        "watch": f"/beobachten/{factories.KIND}/{said.place_pk}/",
        "demo-mailbox": "/demo/postfach/",
    }[name]


def test_every_route_is_in_the_table() -> None:
    names = {route.name for route in (*moderation, *routes[0]) if hasattr(route, "name")}
    names.discard(None)
    assert names == set(GETS) - {"case-report", "case-decided"}
    assert names == set(POSTS) - {"decide-decided"}


def check(cell: str, status: int, location: str) -> None:
    assert status in STATUS[cell]
    assert (cell == "L") == location.startswith("/konto/login/")


def asked(table: dict[str, str]) -> list[tuple[str, str]]:
    """Name and role: each role beside which the answer changes, and every fourth of all cells."""
    cells = list(product(sorted(table), ROLES))
    if full_proofs():
        return cells
    turns = {
        (name, ROLES[at])
        for name, row in table.items()
        for at in range(len(ROLES))
        if len(set(row.split()[max(at - 1, 0) : at + 2])) > 1
    }
    some = {*every_day(cells, one_in=4), *turns}
    return [cell for cell in cells if cell in some]


@pytest.mark.walk
@pytest.mark.parametrize(("name", "role"), asked(GETS))
def test_reading(client: Client, board: Board, name: str, role: str) -> None:
    answer = as_role(client, role).get(address(name, board))
    check(GETS[name].split()[ROLES.index(role)], answer.status_code, answer.get("Location", ""))
    kept_by = answer.get("Cache-Control", "no-store")
    assert answer.status_code == 405 or {"no-store", "private"} & set(kept_by.split(", "))


def standing() -> list[list[Any]]:
    """Return everything that these addresses could change."""
    return [
        list(rows.order_by("pk"))
        for rows in (
            Case.objects.values_list("pk", "state"),
            Comment.objects.values_list("pk", "state", "resolved_at"),
            MailStop.objects.values_list("pk"),
            Responsibility.objects.values_list("pk", "until"),
            Watch.objects.values_list("pk", "rhythm"),
            User.objects.values_list("pk", "blocked_at", "trust", "is_active"),
        )
    ]


@pytest.mark.walk
@pytest.mark.parametrize(("name", "role"), asked(POSTS))
def test_writing(client: Client, board: Board, name: str, role: str) -> None:
    """Who may is done what they ask for, and for nobody else anything is changed."""
    path, reader = address(name, board), as_role(client, role)
    data = {"decision": "accept", "reason": "Weil.", "case": Case.objects.latest("pk").pk}
    before, cell = standing(), POSTS[name].split()[ROLES.index(role)]
    answer = reader.post(path, data)
    check(cell, answer.status_code, answer.get("Location", ""))
    assert (standing() != before) == (cell == "D")


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\0",
    "a\u202eb",
    "{{ 7|add:7 }}{% debug %}",
    "x" * 100_000,
    "'; DROP TABLE community_case; --",
    "💥" * 500,
    "%00%0d%0aSet-Cookie: a=b",
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_everywhere(
    client: Client, board: Board, report_form: dict[str, str], value: str
) -> None:
    moderator = people.moderator()
    for name in (*report_form, "csrfmiddlewaretoken"):
        answer = client.post("/melden/", report_form | {name: value})
        assert answer.status_code in (302, 400)
    case = board.hold(
        Sender(name=value[:80].replace("\0", "")), title=value[:250].replace("\0", "")
    )
    client.force_login(moderator)
    pages = [
        client.get("/moderation/", {"show": value, "page": value, "decided": value}),
        client.get(f"/moderation/{case.pk}/"),
        client.get("/moderation/protokoll/", {"action": value, "page": value}),
        client.get("/konto/beitraege/", {"page": value}),
        client.get("/melden/", {"url": value}),
        client.get("/moderation/hier/", {"url": value}),
        client.get("/moderation/konten/", {"q": value, "state": value, "page": value}),
        client.get(f"/moderation/konten/{people.newcomer().pk}/vorschau/", {"thing": value}),
        client.get("/moderation/", dict.fromkeys(("place", "kind", "account", "group"), value)),
        client.post(
            f"/moderation/konten/{people.newcomer().pk}/zuruecksetzen/",
            {"reason": "Weil.", "thing": value},
        ),
        client.post(f"/moderation/{case.pk}/entscheiden/", {"decision": value, "ready": value}),
        client.post("/moderation/auswahl/", {"decision": value, "case": value, "reason": value}),
        client.post("/moderation/zuruecknehmen/", {"case": [value, "-1", "9" * 30]}),
        client.post(
            f"/moderation/konten/{people.newcomer().pk}/sperren/", {"reason": value}, follow=True
        ),
        client.get(f"/konto/beleg/{case.receipt}/"),
    ]
    for page in pages:
        assert page.status_code < 500
        html = page.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "{% debug" not in html or "7|add" in html


@pytest.mark.parametrize(
    "path",
    [
        "/moderation/99999999999999999999999/",
        "/moderation/0/",
        "/moderation/konten/99999999999999999999999/",
        "/konto/beleg/x/",
        "/konto/beleg/%00/",
        "/konto/beleg/" + "x" * 3000 + "/",
        "/abbestellen/%00/",
    ],
)
def test_addresses_of_nothing(client: Client, path: str) -> None:
    client.force_login(people.moderator())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", sorted(set(POSTS) - {"stop-mail", "stop-watch"}))
def test_no_other_site_presses_our_buttons(board: Board, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.moderator())
    path = address(name, board)
    assert strict.post(path, {"decision": "accept"}).status_code in (403, 405)
    assert Case.objects.filter(state=Case.State.WITHDRAWN).count() == 0


def test_an_account_action_that_does_not_exist(client: Client) -> None:
    client.force_login(people.moderator())
    user: User = people.newcomer()
    assert client.post(f"/moderation/konten/{user.pk}/loeschen/").status_code == 404
