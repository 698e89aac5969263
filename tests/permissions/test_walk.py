"""Nobody is shown what is hidden from them: every route, as every role, with everything in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.fixtures.conditions import every_day, full_proofs
from tests.permissions.posting import MUST_ANSWER, post_everywhere
from tests.permissions.report import write_report
from tests.permissions.roles import ROLES, account
from tests.permissions.routes import CLOSED, routes, unclassified
from tests.permissions.things import THINGS
from tests.permissions.walk import DETAILS, OK, Seen, look, walk
from tests.permissions.world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.always,
    pytest.mark.usefixtures("short_pages_where_nothing_is"),
]
REPORT = Path(settings.BASE_DIR) / "var" / "permissions"


def test_every_route_is_described() -> None:
    unknown = {route: names for route in routes() if (names := unclassified(route))}
    assert not unknown, f"say in tests/permissions/routes.py what these name: {unknown}"
    assert set(CLOSED) | DETAILS <= set(routes())


def test_no_canary_is_part_of_another() -> None:
    words = [thing.canary for thing in THINGS]
    assert len(set(words)) == len(words)
    assert not [(a, b) for a in words for b in words if a != b and a in b]


def test_every_canary_is_looked_for() -> None:
    for thing in THINGS:
        seen = Seen()
        look(HttpResponse(f"<p>{thing.canary}</p>"), "/", "/", seen)
        assert seen.things == {thing.name}


#: Asked on every kind of database, so that the SQL of every other page is.
ON_BOTH = "editor"
ON_POSTGRESQL = (2, 2)
#: Like another role in all that the walk sees, or asked every day by what posts; asked with
#: `scripts/test --full`.
LIKE_OTHERS = {
    *(
        "new",
        "resident",
        "steward elsewhere",
        "steward of the topic",
        "former steward",
        "carer",
        "district editor here",
        "district editor elsewhere",
        "admin",
    ),
}


#: Every day one in so many routes of the admin, and one in so many of the others, where another
#: role asks them all: whoever may not enter is sent away as moderators are; outside of the admin
#: its people are residents, and so are stewards but for what they decide.
ONE_IN = {
    "steward here": (4, 1),
    "moderator": (1, 3),
    "author": (1, 4),
    "editor": (4, 4),
}


#: Asked by all, as `DETAILS` are: who sees these sees them nowhere else.
FOR_FEW = ("/moderation/", "/admin/suche/")


def asked_by(role: str) -> set[str]:
    """Return the routes that a role is to ask."""
    known = list(routes())
    of_admin, others = ONE_IN.get(role, (1, 1))
    if role == ON_BOTH and connection.vendor != "sqlite":
        of_admin, others = ON_POSTGRESQL
    inside = [route for route in known if route.startswith("/admin/")]
    outside = [route for route in known if not route.startswith("/admin/")]
    found = every_day(inside, one_in=of_admin) + every_day(outside, one_in=others)
    return {*found, *DETAILS, *(route for route in known if route.startswith(FOR_FEW))}


def marks_of(role: str) -> list[pytest.MarkDecorator]:
    """Say when a role is asked: with `--full` only, on one kind of database, or on both."""
    if role in LIKE_OTHERS:
        return [pytest.mark.full]
    return [] if role == ON_BOTH else [pytest.mark.walk]


def check(seen: Seen, role: str) -> set[str]:
    """Fail where something was shown to somebody who may not see it; return what they may see."""
    may = {thing.name for thing in THINGS if role in thing.seen_by}
    wrong = [
        f"{address} shows {name} ({route})"
        for (name, route), address in seen.where.items()
        if name not in may
    ]
    assert not wrong, f"{role}:\n" + "\n".join(sorted(wrong))
    assert not seen.broken, f"{role}:\n" + "\n".join(seen.broken)
    return may


#: Who may enter the admin without seeing everything there; the first one is asked every day.
WRITERS = ("district editor elsewhere", "author", "district editor here", "editor")


@pytest.mark.walk
@pytest.mark.long("sends every form of the admin with the key of every hidden thing")
@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
def test_nobody_is_shown_what_they_send_the_key_of(world: World, client: Client) -> None:
    for role in WRITERS if full_proofs() else WRITERS[:1]:
        user = account(world, role)
        assert user is not None
        client.force_login(user)
        seen = post_everywhere(client, world)
        write_report(REPORT, f"{role} posting", seen)
        check(seen, role)
        for route in MUST_ANSWER:
            assert OK in seen.statuses[route], f"{role} never reached the form at {route}"


@pytest.mark.long("asks every route")
@pytest.mark.timeout(1800)  # half a minute of work, on a busy machine much more
@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")
@pytest.mark.parametrize(
    "role",
    [pytest.param(role, marks=marks_of(role)) for role in ROLES],
)
def test_nobody_is_shown_what_is_hidden_from_them(world: World, client: Client, role: str) -> None:
    user = account(world, role)
    if user is not None:
        client.force_login(user)
    seen = walk(client, world, asked_by(role))
    write_report(REPORT, role, seen)
    may = check(seen, role)
    missing = may - seen.things
    assert not missing, f"{role} may see these, but no route shows them: {sorted(missing)}"
