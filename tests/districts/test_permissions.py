"""One table: every address of the directory × who asks × how the entry stands.

2: shown, or done and led on. L: led to signing in. 3: 403. 4: 404. 0: 400, looked at and refused.
9: 409. A point: 405. Roles in the order of `ROLES`; the carer is new and takes care of the entry.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from districts import entries, services
from districts.entries import EntryKind
from districts.models import EntryRevision
from districts.services.signature import Signature
from districts.urls import urlpatterns
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import full_proofs
from tests.fixtures.standing import around_the_tests
from tests.permissions.walk import words_of

pytestmark = pytest.mark.django_db

ROLES = ("guest", "new", "resident", "carer", "moderator", "blocked")
STATES = ("live", "held", "hidden")
LIKE_HELD = ("new", "resident", "blocked")
#: The kinds that people write, by the names of their routes.
KINDS = {kind.route: kind for kind in entries.kinds() if kind.writing}
#: Routes that every one of them has, by the end of their name: reading and writing of a public
#: entry, and reading and writing of one that waits or is hidden.
OF_A_KIND = {
    "": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", ". . . . . ."),
    "_new": ("2 2 2 2 2 3", "0 0 0 0 0 3", "2 2 2 2 2 3", "0 0 0 0 0 3"),
    "_edit": ("2 2 2 2 2 3", "0 0 0 0 0 3", "4 4 4 4 2 4", "4 4 4 4 0 4"),
    "_pending": ("4 4 4 4 2 4", ". . . . . .", "4 4 4 4 2 4", ". . . . . ."),
    "_still_right": (". . . . . .", "L 2 2 2 2 3", ". . . . . .", "L 4 4 4 4 4"),
    "_history": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", "4 4 4 4 . 4"),
    "_version": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", "4 4 4 4 . 4"),
    "_compare": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", "4 4 4 4 . 4"),
    "_on_day": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", "4 4 4 4 . 4"),
    "_revert": ("3 2 2 2 2 3", "3 2 2 2 2 3", "4 4 4 4 2 4", "4 4 4 4 2 4"),
    "_undo": ("3 2 2 2 2 3", "3 2 2 2 2 3", "4 4 4 4 2 4", "4 4 4 4 2 4"),
}
NOWHERE = ("4 4 4 4 4 4", "4 4 4 4 4 4")
#: Secrets and tokens that are none lead nowhere, whoever brings them.
NO_SECRET = NOWHERE * 2
OWN = {
    "take_over": ("2 2 2 2 2 2", "2 2 2 2 2 2", *NOWHERE),
    # Only what was taken over has others beside it.
    "family": ("4 4 4 4 4 4", ". . . . . .", "4 4 4 4 4 4", ". . . . . ."),
    "conditions": NO_SECRET,  # only what was taken over has answers to conditions
    "outcome_replies": ("L 4 4 4 4 4", "L 4 4 4 4 4", *NOWHERE),
    "outcome_reply": NO_SECRET,
    "project_act": (". . . . . .", "L 3 3 3 2 3", ". . . . . .", "4 4 4 4 2 4"),
    "relay": ("2 2 2 2 2 2", "0 0 0 0 0 0", *NOWHERE),
    "relay_confirm": NO_SECRET,
    "care": ("L 2 2 2 2 3", "L 0 0 0 0 3", "L 4 4 4 4 4", "L 4 4 4 4 4"),
    "claim_confirm": ("L 4 4 4 4 3", "L 4 4 4 4 3", "L 4 4 4 4 4", "L 4 4 4 4 4"),
    "care_offer": NO_SECRET,
    "answer": NO_SECRET,
    "objection": ("2 2 2 2 2 2", "0 0 0 0 0 0", *NOWHERE),
    "objection_confirm": NO_SECRET,
    "date_cancel": ("L 3 2 3 2 3", "L 3 0 3 0 3", "L 4 4 4 4 4", "L 4 4 4 4 4"),
    "single_time": OF_A_KIND["_edit"],
    "date_calendar": ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", ". . . . . ."),
    "paper_link": ("L 3 2 3 2 3", "L 3 2 3 2 3", "L 4 4 4 4 4", "L 4 4 4 4 4"),
    "need_close": (". . . . . .", "L 3 2 3 2 3", ". . . . . .", "L 4 4 4 4 4"),
    # Somebody is written to, whatever becomes of the entries.
    "person_relay": ("2 2 2 2 2 2", "0 0 0 0 0 0") * 2,
    "person_relay_confirm": NO_SECRET,
    "need_relay": ("2 2 2 2 2 2", "0 0 0 0 0 0", *NOWHERE),
    "need_relay_confirm": NO_SECRET,
}
#: What has a history, or is talked about, can be watched by whoever may read it and has an account.
WATCHED = (*("L 2 2 2 2 2",) * 2, *("4 4 4 4 2 4",) * 2)
#: What people talk about is read by whoever may know of it; a feed asks for nobody in particular.
TALK = ("2 2 2 2 2 2", ". . . . . .", "4 4 4 4 2 4", "4 4 4 4 . 4")
TALK_FEED = ("2 2 2 2 2 2", ". . . . . .", *NOWHERE)
TALKED = [kind.route for kind in entries.kinds() if kind.talk]
#: For everybody, whatever the state of an entry: `test_a_secret_is_on_no_page` looks inside.
OPEN = ("2 2 2 2 2 2", ". . . . . .") * 2
PUBLIC = (
    *(
        "districts",
        "district",
        "sheet",
        "leaflet",
        "gallery",
        "topics",
        "topic",
        "calendar",
        "phone_list",
    ),
    "similar",
    *(f"{kind.list_route}{end}" for kind in entries.listed() for end in ("", "_csv", "_xlsx")),
)
TABLE: dict[str, tuple[str, ...]] = {
    **{kind.route: OF_A_KIND[""] for kind in entries.kinds()},
    **{f"{kind}{end}": cells for kind in KINDS for end, cells in OF_A_KIND.items()},
    **{
        f"{kind.route}_watch": WATCHED if kind.shape or kind.talk else NO_SECRET
        for kind in entries.kinds()
    },
    **{f"{route}_talk": TALK for route in TALKED},
    **{f"{route}_talk_feed": TALK_FEED for route in TALKED},
    **OWN,
    **dict.fromkeys(PUBLIC, OPEN),
    "signs": NO_SECRET,
}


class Standing:
    """One entry of each kind in a state; number 3 of each is a change that waits."""

    def __init__(self, town: Town, state: str) -> None:
        self.town = town
        self._addresses: dict[str, str] = {}
        self.entries: dict[str, Any] = {
            "project": town.project,
            "actor": town.actor,
            "date": town.date,
            "network": town.network,
            "paper": town.paper,
            "need": services.create_need(title="Ein Raum", mail="raum@example.org"),
        }
        services.update_actor(actor=town.actor, mail="kontakt@krumel.example")
        steward = person("resident", "ansprechperson")
        steward.responsibilities.create(
            role="steward", scope_kind="district", scope_pk=town.west.pk
        )
        for name, kind in KINDS.items():
            self._write_twice(name, kind)
        self.put(state)

    def put(self, state: str) -> None:
        """Let all entries stand in a state."""
        self.state = state
        for entry in self.entries.values():
            type(entry).objects.filter(pk=entry.pk).update(state=state)

    def _write_twice(self, name: str, kind: EntryKind) -> None:
        field = "text" if "text" in kind.fields.columns else "summary"
        for author, word in (
            (person("resident", f"r-{name}"), "Lindwurm"),
            (person("new", f"n-{name}"), "Geheimnis"),
        ):
            kind.update(self.entries[name], {field: word}, base=None, signature=Signature(author))

    def address(self, route: str) -> str:
        """Return an address of a route; numbers lead to what waits where that is asked for."""
        if route not in self._addresses:
            self._addresses[route] = self._make_address(route)
        return self._addresses[route]

    def _make_address(self, route: str) -> str:
        pattern = str(next(p.pattern for p in urlpatterns if p.name == route))
        start = pattern.partition("/")[0]
        kinds = {kind.start: kind.route for kind in entries.kinds()}
        entry = self.entries.get(kinds.get(start, ""))
        places = {"stadtteile": "west", "themen": "einsamkeit", "mitwirkende": "ansprechperson"}
        slug = places.get(start) or (entry and entry.slug)
        number = "1"
        if entry is not None and hasattr(entry, "revisions"):
            rows = entry.revisions.order_by("-number").values_list("number", flat=True)
            held = "pending" in route
            number = str(rows.filter(state="held" if held else "live").first())
        when = timezone.now() if "on_day" in route else self.town.date.start
        for part, value in (
            ("<slug:slug>", slug or ""),
            ("<number:number>", number),
            ("<slug:action>", "transferprojekt"),
            ("<str:day>", str(timezone.localdate(when))),
            ("<slug:digest>", "alt"),
            ("<str:secret>", "nichts"),
            ("<str:token>", "nichts"),
        ):
            pattern = pattern.replace(part, value)
        return "/" + pattern


@pytest.fixture(scope="module")
def standing_entries(standing_town: Town, django_db_blocker: DjangoDbBlocker) -> Iterator[Standing]:
    """The entries, made once for all states and all who are asked."""
    with around_the_tests(django_db_blocker):
        made = Standing(deepcopy(standing_town), "live")
        for name in TABLE:
            made.address(name)
        yield made


@pytest.fixture
def standing(standing_entries: Standing, state: str, db: None) -> Standing:
    own = deepcopy(standing_entries)
    own.put(state)
    return own


def as_role(client: Client, role: str, standing: Standing) -> None:
    if role == "guest":
        return
    trust = {"carer": "new", "blocked": "resident"}.get(role, role)
    user = person(trust, f"rolle-{role}")
    if role == "carer":
        for name in (kind.route for kind in entries.kinds() if kind.has_carers):
            services.take_charge(standing.entries[name], user)
    if role == "blocked":
        User.objects.filter(pk=user.pk).update(blocked_at=timezone.now())
    client.force_login(user)


def sign_of(answer: Any) -> str:
    if answer.status_code == 302 and answer["Location"].startswith("/konto/"):
        return "L"
    return {200: "2", 302: "2", 400: "0", 403: "3", 404: "4", 409: "9", 405: "."}[
        answer.status_code
    ]


def everybody(but: str = "", alike: tuple[str, ...] = ("hidden",)) -> pytest.MarkDecorator:
    """Ask in each state as each role; for most people what is hidden is as what is held, and asked
    with `scripts/test --full`.
    """
    long = pytest.mark.full
    asked = [
        pytest.param(state, role, marks=long if state in alike and role in LIKE_HELD else ())
        for state, role in product(STATES, ROLES)
        if role != but
    ]
    return pytest.mark.parametrize(("state", "role"), asked)


def asked_of(role: str, state: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of the table that a role is asked in a state; all with --full.

    Every day a third of what all kinds have alike, of each address with other kinds in other
    states and for other roles: as a guest each address is asked in one of them.
    """
    start = STATES.index(state) + ROLES.index(role)
    return {
        name: cells
        for at, (name, cells) in enumerate(TABLE.items())
        if full_proofs() or name in OWN or (at + start) % 3 == 0
    }


def test_every_route_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(TABLE)


@pytest.fixture(autouse=True)
def no_limits(settings: Any) -> None:
    settings.RATE_LIMITS = False


@pytest.mark.walk
@everybody()
def test_reading(
    client: Client, standing: Standing, role: str, request: pytest.FixtureRequest
) -> None:
    """Each address answers as the table says, and shows nobody but moderators a secret."""
    if role != "guest":  # the page that says "not found" is read for secrets once in each state
        request.getfixturevalue("short_pages_where_nothing_is")
    as_role(client, role, standing)
    found = {}
    for name, cells in asked_of(role, standing.state).items():
        expected = cells[0 if standing.state == "live" else 2].split()[ROLES.index(role)]
        path = standing.address(name)
        answer = client.get(path)
        sign = sign_of(answer)
        if sign != expected:
            found[name] = f"{sign} instead of {expected}"
        elif shown := [] if role == "moderator" else secrets_in(answer, path, role, standing.state):
            found[name] = f"shows {shown}"
    assert found == {}


@pytest.mark.walk
@pytest.mark.usefixtures("short_pages_where_nothing_is")
@everybody()
def test_writing(client: Client, standing: Standing, role: str) -> None:
    as_role(client, role, standing)
    found = {}
    for name, cells in asked_of(role, standing.state).items():
        expected = cells[1 if standing.state == "live" else 3].split()[ROLES.index(role)]
        before = transaction.savepoint()  # what one write does is not the next one's start
        sign = sign_of(client.post(standing.address(name), {"mail": "x@example.org"}))
        transaction.savepoint_rollback(before)
        if sign != expected:
            found[name] = f"{sign} instead of {expected}"
    assert found == {}


def secrets_in(answer: Any, path: str, role: str, state: str) -> list[str]:
    """Return what an answer shows of what a role may not see."""
    secrets = ["Geheimnis", "kontakt@krumel.example", "raum@example.org"]
    if state != "live":
        secrets += ["Lindwurm", "Plauderbank", "Krümel", "Runder Tisch", "Mittagstisch"]
    body = words_of(answer)
    care = role == "carer" and path.endswith("/bearbeiten/")
    return [s for s in secrets if s in body and not (care and "@" in s)]


@pytest.mark.walk
@everybody(but="moderator", alike=("held", "hidden"))  # as guests, whom this asks
def test_a_secret_is_in_no_answer_to_a_program(
    client: Client, standing: Standing, role: str
) -> None:
    as_role(client, role, standing)
    for kind, form in product(entries.listed(), ("", "?format=csv")):
        path = f"/api/v1/{kind.lists.name}{form}"
        assert secrets_in(client.get(path), path, role, standing.state) == [], path


@pytest.mark.parametrize("kind", KINDS)
def test_authors_see_their_own_that_waits(client: Client, town: Town, kind: str) -> None:
    standing = Standing(town, "held")
    entry, author = standing.entries[kind], person("new", "verfasser")
    type(entry).objects.filter(pk=entry.pk).update(created_by=author)
    assert client.get(entry.get_absolute_url()).status_code == 404
    client.force_login(author)
    assert client.get(entry.get_absolute_url()).status_code == 200
    held: EntryRevision = entry.revisions.get(state="held")
    assert client.get(f"{entry.get_absolute_url()}ausstehend/{held.number}/").status_code == 404
    client.force_login(held.author)
    assert client.get(f"{entry.get_absolute_url()}ausstehend/{held.number}/").status_code == 200
