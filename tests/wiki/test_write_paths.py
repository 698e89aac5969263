"""All ways of writing obey the same rules: who goes live, who waits, who may not, on each of them.

One table: role × protection × way (form, form upon an older text, one added paragraph, going back,
taking back, program).
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import tokens
from accounts.models import User
from community import antispam, roles
from community.models import Case
from community.people import responsibilities
from tests.people import person
from tests.wiki.factories import article, district
from wiki import services
from wiki.models import Article

pytestmark = pytest.mark.django_db

# L: public at once, H: waits, -: refused.
TABLE = {
    #             open residents moderators
    "guest": "H - -",
    "new": "H H H",
    "resident": "L L H",
    "steward elsewhere": "L L H",
    "steward": "L L L",
    "moderator": "L L L",
    "admin": "L L L",
    "blocked": "- - -",
    "closed": "H - -",  # nobody is signed in with it
}
PROTECTIONS = ("open", "residents", "moderators")
# What guests cannot do at all, whatever the protection.
ON_EVERY_PROTECTION = {"form", "going back", "program"}
NOBODY = ("guest", "closed")
MEMBERS_ONLY = {"going back", "taking back", "program"}


def in_role(role: str) -> User | None:
    if role == "guest":
        return None
    trust = {"new": "new", "moderator": "moderator"}.get(role, "resident")
    user = person(trust)
    changes: dict[str, Any] = {
        "admin": {"is_superuser": True},
        "blocked": {"blocked_at": timezone.now(), "trust": "moderator"},
        "closed": {"is_active": False, "trust": "moderator"},
    }.get(role, {})
    User.objects.filter(pk=user.pk).update(**changes)
    if role.startswith("steward"):
        place = district() if role == "steward" else district("Ost", "ost")
        responsibilities.grant(user=user, role=roles.STEWARD, kind="district", pk=place.pk)
    user.refresh_from_db()
    return user


def written(title: str) -> Article:
    """An article in a district with three public versions of three paragraphs."""
    made = article(title=title, body="Eins.\n\nZwei.\n\nDrei.\n", district=district())
    for base, body in ((1, "Eins.\n\nZwei.\n\nVier.\n"), (2, "Eins.\n\nFünf.\n\nVier.\n")):
        services.save_edit(article=made, base_revision=base, body=body, author=person())
    made.refresh_from_db()
    return made


class Writer:
    """Somebody with a browser and, with an account, a program."""

    def __init__(self, user: User | None) -> None:
        self.client, self.token = Client(), ""
        if user:
            self.client.force_login(user)
            self.token = tokens.issue_token(user=user, name="Skript")

    def form(self, made: Article, base: int, body: str) -> int:
        url = self.url(made)
        data = {"title": made.title, "body": body, "base_revision": base, "action": "save"}
        return self.client.post(f"{url}bearbeiten/", data | self.guest()).status_code

    def guest(self) -> dict[str, str]:
        return {"started": antispam.stamp(seconds_ago=60), "website": ""}

    def url(self, made: Article) -> str:
        return f"/wiki/bad-cannstatt/{made.slug}/"

    def edit(self, made: Article) -> int:
        return self.form(made, made.head_number, f"Sechs.\n\n{made.head_number}\n\nVier.\n")

    def merge(self, made: Article) -> int:
        return self.form(made, 2, "Ganz neu.\n\nZwei.\n\nVier.\n")

    def add(self, made: Article) -> int:
        data = {"words": "Noch etwas.", "base_revision": made.head_number, "section": ""}
        answer = self.client.post(f"{self.url(made)}ergaenzen/", data | self.guest())
        return answer.status_code

    def go_back(self, made: Article) -> int:
        answer = self.client.post(f"{self.url(made)}zuruecksetzen/1/", {"summary": "zurück"})
        return answer.status_code

    def take_back(self, made: Article) -> int:
        answer = self.client.post(f"{self.url(made)}rueckgaengig/2/", {"summary": "zurück"})
        return answer.status_code

    def program(self, made: Article) -> int:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = {"base_revision": made.head_number, "body": "Vom Programm.\n", "summary": ""}
        path = f"/api/v1/wiki/articles/{made.pk}"
        answer = Client().put(path, data, content_type="application/json", headers=headers)
        return answer.status_code


WAYS: dict[str, Callable[[Writer, Article], int]] = {
    "form": Writer.edit,
    "form upon an older text": Writer.merge,
    "one paragraph": Writer.add,
    "going back": Writer.go_back,
    "taking back": Writer.take_back,
    "program": Writer.program,
}


def came_of(made: Article, act: Callable[[], int]) -> str:
    """Do it; say whether the public text changed, something waits now, or nothing happened."""
    head, waiting = made.head_number, Case.objects.open().pending().count()
    status = act()
    made.refresh_from_db()
    if made.head_number != head:
        assert status in (200, 302)
        return "L"
    if Case.objects.open().pending().count() == waiting + 1:
        assert status in (200, 302)
        return "H"
    assert status in (400, 401, 403, 404), status
    return "-"


@pytest.mark.parametrize("role", list(TABLE))
def test_every_way_obeys_the_same_table(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "RATE_LIMITS", False)
    writer = Writer(in_role(role))
    made, found = written("Bank"), {}
    for protection, expected in zip(PROTECTIONS, TABLE[role].split(), strict=True):
        for way, act in WAYS.items():
            if protection != "open" and way not in ON_EVERY_PROTECTION:
                continue
            before = transaction.savepoint()  # what one writes is not the next one's start
            Article.objects.filter(pk=made.pk).update(protection=protection)
            made.refresh_from_db()
            wanted = "-" if role in NOBODY and way in MEMBERS_ONLY else expected
            outcome = came_of(made, lambda act=act: act(writer, made))  # type: ignore[misc]
            transaction.savepoint_rollback(before)
            if outcome != wanted:
                found[protection, way] = outcome
    assert found == {}
