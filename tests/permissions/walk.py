"""Asking every route as somebody, and looking for canaries in every answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.fixtures.conditions import full_proofs
from tests.permissions import things_of_the_directory, things_of_the_editors
from tests.permissions.routes import CLOSED, addresses, questions, routes
from tests.permissions.things import THINGS
from tests.permissions.world import World
from tests.site_walk import unrecorded

OK = 200
#: Where things stand by themselves: asked for all of them, every day.
DETAILS = frozenset(
    {
        "/((?:[w-]+/)*)",
        "/moderation/<pk>/",
        "/kommentare/<pk>/",
        "/bilder/<pk>/",
        "/akteure/<slug>/",
        "/akteure/<slug>/version/<number>/",
        "/akteure/<slug>/ausstehend/<number>/",
        "/wiki/<district>/<slug>/",
        "/wiki/<district>/<slug>/version/<number>/",
        "/wiki/<district>/<slug>/stand/<day>/",
        "/wiki/<district>/<slug>/wer-schrieb-was/",
        "/wiki/<district>/<slug>/ausstehend/<number>/",
        "/admin/pages/<page_id>/edit/",
        "/admin/images/<image_id>/",
        "/admin/documents/edit/<document_id>/",
    }
)
#: Led to signing in, forbidden, not found, not by GET.
CLOSED_WITH = {302, 403, 404, 405}
#: The modules that fill the table: whoever imports this one first must not find it empty, else
#: nothing is ever seen.
FILLED_BY = (things_of_the_directory, things_of_the_editors)
_CANARY = re.compile("|".join(thing.canary for thing in THINGS))
_NAMES = {thing.canary: thing.name for thing in THINGS}


@dataclass
class Seen:
    """What somebody was shown: for each route how it answered, and which canaries were in it.

    `where` keeps one address for each thing and route; `broken` are addresses that failed;
    `admin_opens` says whether they may enter the admin at all.
    """

    statuses: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    where: dict[tuple[str, str], str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    admin_opens: bool = True

    @property
    def things(self) -> set[str]:
        """Return the names of all things that were seen anywhere."""
        return {name for name, _route in self.where}


def walk(client: Client, world: World, asked: Collection[str]) -> Seen:
    """Ask these routes with everything that may stand in them; every day with a part of that."""
    client.raise_request_exception = False  # a failure is told with its address
    seen = Seen(admin_opens=client.get("/admin/").status_code == OK)
    with unrecorded():
        for number, route in enumerate(routes()):
            if route in asked and route not in CLOSED:
                _ask_route(client, world, route, number, seen)
    return seen


def some_of(choices: list[str], number: int, most: int = 1) -> list[str]:
    """Return as many choices, beginning with another one for each route than for its neighbours.

    Dozens of views take a page, an actor, an article in the same way, so that every thing is asked
    for by some of them every day.
    """
    start = number % len(choices) if choices else 0
    return (choices[start:] + choices[:start])[:most]


def _ask_route(client: Client, world: World, route: str, number: int, seen: Seen) -> None:
    known = addresses(route, world)
    # All twenty addresses of every route, for every role, would take hours.
    most = 3 if full_proofs() else 1
    for address in known if route in DETAILS else some_of(known, number, most):
        if (
            route.startswith("/admin/")
            and not seen.admin_opens
            and CLOSED_WITH >= seen.statuses[route] > set()
        ):
            return  # closed to them as the whole admin is: one address is as good as twenty
        answer = _ask(client, route, address, seen)
        if answer.status_code in (OK, 400, 404):
            page = b"" if answer.streaming else answer.content
            for question in questions(route, page, world):
                _ask(client, route, f"{address}?{question}", seen)


def _ask(client: Client, route: str, address: str, seen: Seen) -> Any:
    answer: Any = client.get(address)
    look(answer, route, address, seen)
    return answer


def look(answer: Any, route: str, address: str, seen: Seen) -> None:
    """Note how a route has answered, and which canaries are in it."""
    seen.statuses[route].add(answer.status_code)
    if answer.status_code >= 500:
        cause = getattr(answer, "exc_info", None)
        seen.broken.append(f"{address}: {cause[1]!r}" if cause else address)
    for canary in set(_CANARY.findall(words_of(answer).lower())):
        if canary not in address.lower():
            seen.where.setdefault((_NAMES[canary], route), address)


def words_of(answer: Any) -> str:
    """Return the text of an answer, of a spreadsheet too, and where it leads."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    leads = str(answer.headers.get("Location", ""))
    return content.decode(errors="replace") + leads
