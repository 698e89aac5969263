"""What every kind that consists of revisions can do, whichever app it belongs to."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from community import contract as inbox
from tests.fixtures.kinds import ARTICLE, WITH_HISTORY, change, make
from tests.people import moderator, person
from versions import contract

pytestmark = pytest.mark.django_db
OLD, NEW = "Alter Satz.", "Neuer Satz."


@dataclass(frozen=True)
class Changed:
    """A thing with two revisions: the first says OLD, the second NEW."""

    kind: contract.Kind
    thing: Any

    @property
    def url(self) -> str:
        return self.kind.url(self.thing)

    def text(self, number: int) -> str:
        return self.kind.text(self.thing.revisions.get(number=number))

    def head(self) -> int:
        self.thing.refresh_from_db()
        return int(self.thing.head_number)


@pytest.fixture(params=WITH_HISTORY)
def changed(request: pytest.FixtureRequest) -> Changed:
    author = person()
    thing = make(request.param, OLD, author)
    change(thing, NEW, author)
    thing.refresh_from_db()
    return Changed(contract.kind(request.param), thing)


def test_every_registered_kind_is_tried_here() -> None:
    assert {kind.name for kind in contract.kinds()} == set(WITH_HISTORY)


def test_revisions_are_numbered_and_know_their_parents(changed: Changed) -> None:
    rows = changed.thing.revisions.order_by("number").values_list("number", "parents", "state")
    assert list(rows) == [(1, [], "live"), (2, [1], "live")]
    assert OLD in changed.text(1)
    assert NEW in changed.text(2)


def test_history_and_old_versions_are_shown(client: Client, changed: Changed) -> None:
    page = client.get(f"{changed.url}verlauf/").content.decode()
    assert all(f"{changed.url}version/{number}/" in page for number in (1, 2))
    assert OLD in client.get(f"{changed.url}version/1/").content.decode()


def test_two_versions_are_compared(client: Client, changed: Changed) -> None:
    page = client.get(f"{changed.url}vergleich/?from=1&to=2").content.decode()
    assert "<del>Alter</del>" in page
    assert "<ins>Neuer</ins>" in page


@pytest.mark.parametrize("view", ["zuruecksetzen/1/", "rueckgaengig/2/"])
def test_going_back_is_a_new_revision(client: Client, changed: Changed, view: str) -> None:
    assert client.post(f"{changed.url}{view}").status_code == 403
    client.force_login(person())
    assert client.get(f"{changed.url}{view}").status_code == 200
    assert client.post(f"{changed.url}{view}", {"summary": "zurück"}).status_code == 302
    assert changed.head() == 3
    assert OLD in changed.text(3)
    assert NEW in changed.text(2), "what was stays what it was"


def test_what_others_have_changed_since_is_not_undone_alone(
    client: Client, changed: Changed
) -> None:
    change(changed.thing, "Ganz anderer Satz.", person(), base=2)
    client.force_login(person())
    answer = client.post(f"{changed.url}rueckgaengig/2/")
    if changed.kind.name == ARTICLE:  # its conflict has a page of its own
        assert answer.status_code == 409
    else:
        assert answer["Location"] == f"{changed.url}verlauf/"
        assert "von Hand" in client.get(answer["Location"]).content.decode()
    assert changed.head() == 3


@pytest.mark.parametrize("view", ["version/9/", "vergleich/?from=1&to=9", "zuruecksetzen/9/"])
def test_what_is_not_there_is_a_404(client: Client, changed: Changed, view: str) -> None:
    client.force_login(moderator())
    assert client.get(f"{changed.url}{view}").status_code == 404


def test_hidden_text_is_shown_to_moderators_alone(client: Client, changed: Changed) -> None:
    changed.thing.revisions.filter(number=1).update(text_hidden=True)
    for view in ("version/1/", "vergleich/?from=1&to=2"):
        assert OLD not in client.get(f"{changed.url}{view}").content.decode()
    client.force_login(moderator())
    assert OLD in client.get(f"{changed.url}version/1/").content.decode()


@pytest.mark.parametrize("hidden", [1, 2])
def test_the_size_of_a_hidden_text_cannot_be_reckoned(
    client: Client, changed: Changed, hidden: int
) -> None:
    """Neither its own growth is told nor that of the revision made from it."""
    changed.thing.revisions.filter(number=2).update(size_change=777)
    said = "777 Zeichen"  # the number alone is also that of somebody's account, or in a token
    history = f"{changed.url}verlauf/"
    client.force_login(person())
    assert said in client.get(history).content.decode()
    changed.thing.revisions.filter(number=hidden).update(text_hidden=True)
    assert said not in Client().get(history).content.decode()
    for role in (person(), moderator()):
        client.force_login(role)
        assert said not in client.get(history).content.decode()


def test_a_contribution_does_not_show_its_author_the_hidden_text_before(
    client: Client, changed: Changed
) -> None:
    head = changed.thing.revisions.get(number=2)
    changed.thing.revisions.filter(number=2).update(text_hidden=True)
    type(head).objects.create(
        **{head.thing_field: changed.thing, "number": 3, "parents": [2], "state": "held"},
        size=1,
        sha256="x",
        **({"body": OLD, "title": "T"} if changed.kind.name == "article" else {"fields": {}}),
    )
    _template, shown = inbox.kind(changed.kind.name).preview(changed.thing, 3)
    assert "Neuer" not in str(shown)


def test_what_is_public_does_not_stay_so_when_its_version_is_hidden(
    client: Client, changed: Changed
) -> None:
    by = moderator()
    inbox.kind(changed.kind.name).hide(changed.thing, 2, by, "Schutz")
    assert changed.head() == 3
    assert OLD in changed.text(3)
    for page in (changed.url, f"{changed.url}verlauf/", f"{changed.url}vergleich/?from=1&to=3"):
        assert NEW not in client.get(page).content.decode()
