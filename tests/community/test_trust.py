"""Who may do what."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from community import trust
from community.models import Responsibility
from community.people import responsibilities
from community.trust import Change, held_because, may
from tests import people
from tests.community import factories

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = ("district", 1), ("district", 2)


def thing(*scopes: tuple[str, int], protection: str = "open") -> SimpleNamespace:
    return SimpleNamespace(protection=protection, trust_scopes=lambda: set(scopes))


ROLES = ("guest", "new", "resident", "steward", "carer", "moderator", "admin", "blocked")
TABLE = {
    #            guest new resident steward carer moderator admin blocked
    "suggest": "1 1 1 1 1 1 1 0",
    "report": "1 1 1 1 1 1 1 0",
    "comment": "1 1 1 1 1 1 1 0",
    "edit": "0 1 1 1 1 1 1 0",
    "create": "0 1 1 1 1 1 1 0",
    "confirm": "0 1 1 1 1 1 1 0",
    "publish": "0 0 1 1 1 1 1 0",
    "rename": "0 0 1 1 1 1 1 0",
    "move": "0 0 1 1 1 1 1 0",
    "review": "0 0 0 1 0 1 1 0",
    "inbox": "0 0 0 1 0 1 1 0",
    "care": "0 0 0 0 1 1 1 0",
    "moderate": "0 0 0 0 0 1 1 0",
    "protect": "0 0 0 0 0 1 1 0",
    "hide": "0 0 0 0 0 1 1 0",
    "delete": "0 0 0 0 0 1 1 0",
    "see_hidden": "0 0 0 0 0 1 1 0",
    "import": "0 0 0 0 0 1 1 0",
    "patrol": "0 0 0 0 0 1 1 0",
    "appoint": "0 0 0 0 0 1 1 0",
    "entrust": "0 0 0 0 0 0 1 0",
    "block": "0 0 0 0 0 1 1 0",
    "promote": "0 0 0 0 0 1 1 0",
    "revert_all": "0 0 0 0 0 1 1 0",
}


def in_role(role: str) -> trust.Person:
    makers = {
        "guest": AnonymousUser,
        "new": people.newcomer,
        "resident": people.person,
        "steward": lambda: factories.steward(*HERE),
        "carer": lambda: factories.carer("actor", 7),
        "moderator": people.moderator,
        "admin": factories.admin,
        "blocked": lambda: people.moderator(blocked_at=timezone.now()),
    }
    made: trust.Person = makers[role]()
    return made


def test_both_tables_name_every_action() -> None:
    """That of the documentation and that of the tests."""
    lines = str(trust.__doc__).splitlines()
    start, end = [at for at, line in enumerate(lines) if line.startswith("=====")]
    documented = re.findall(r"\w+", " ".join(line[:24] for line in lines[start + 1 : end]))
    assert set(TABLE) == set(trust.ACTIONS) == set(documented)


@pytest.fixture
def own_actions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test add actions."""
    monkeypatch.setattr(trust, "ACTIONS", dict(trust.ACTIONS))


LIKE = {
    trust.Rule.EVERYBODY: "report",
    trust.Rule.GUESTS: "suggest",
    trust.Rule.MEMBERS: "edit",
    trust.Rule.RESIDENTS: "rename",
    trust.Rule.PUBLISHING: "publish",
    trust.Rule.REVIEWING: "review",
    trust.Rule.STEWARDS: "inbox",
    trust.Rule.CARING: "care",
    trust.Rule.MODERATION: "hide",
    trust.Rule.ABOUT_PEOPLE: "block",
    trust.Rule.ADMINISTRATION: "entrust",
}


@pytest.mark.parametrize("rule", trust.Rule)
def test_an_action_of_another_app_falls_under_the_rule_it_names(
    rule: trust.Rule, own_actions: None
) -> None:
    trust.register(rule, "lend")
    obj = thing(HERE, ("actor", 7))
    allowed = [may(in_role(role), "lend", obj) for role in ROLES]
    assert allowed == [cell == "1" for cell in TABLE[LIKE[rule]].split()]


def test_an_action_does_not_change_its_rule(own_actions: None) -> None:
    with pytest.raises(ValueError, match="hide"):
        trust.register(trust.Rule.MEMBERS, "hide")
    trust.register(trust.Rule.MODERATION, "hide")
    assert not may(people.person(), "hide", thing(HERE))


@pytest.mark.parametrize("action", sorted(TABLE))
def test_every_role_and_action(action: str) -> None:
    obj = thing(HERE, ("actor", 7))
    allowed = [may(in_role(role), action, obj) for role in ROLES]
    assert allowed == [cell == "1" for cell in TABLE[action].split()]


def test_an_unknown_action_is_an_error() -> None:
    with pytest.raises(ValueError, match="pubish"):
        may(factories.admin(), "pubish", None)


@pytest.mark.parametrize(
    ("protection", "guest", "new", "resident"),
    [
        ("open", True, True, True),
        ("residents", False, True, True),
        ("moderators", False, True, False),
    ],
)
def test_protection(protection: str, guest: bool, new: bool, resident: bool) -> None:
    obj = thing(HERE, protection=protection)
    assert may(None, "suggest", obj) is guest
    assert may(None, "report", obj)
    assert may(people.newcomer(), "suggest", obj) is new
    assert may(people.person(), "publish", obj) is resident


def test_stewards_and_carers_have_their_place_and_no_other() -> None:
    steward = factories.steward(*HERE, trust=User.Trust.NEW)
    carer = factories.carer("actor", 7, trust=User.Trust.NEW)
    assert may(steward, "review", thing(HERE))
    assert not may(steward, "review", thing(ELSEWHERE))
    assert not may(steward, "review", thing())
    assert may(carer, "care", thing(ELSEWHERE, ("actor", 7)))
    assert not may(carer, "care", thing(("actor", 8)))
    assert may(carer, "publish", thing(("actor", 7)))
    assert not may(carer, "publish", thing(("project", 7)))


def test_a_responsibility_ends_with_its_term() -> None:
    user = factories.steward(*HERE)
    term = user.responsibilities.get()
    assert term.until == timezone.localdate() + timedelta(days=365)
    Responsibility.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert not may(user, "review", thing(HERE))
    assert responsibilities.people("steward", *HERE) == []
    responsibilities.grant(user=user, role="steward", kind="district", pk=1)
    assert may(user, "review", thing(HERE))
    assert user.responsibilities.count() == 1
    assert responsibilities.people("steward", *HERE) == [user]
    responsibilities.end(responsibility=user.responsibilities.get())
    assert not may(user, "review", thing(HERE))


def test_moderators_do_not_judge_each_other() -> None:
    moderator, admin = people.moderator(), factories.admin()
    assert may(moderator, "block", people.person())
    assert not may(moderator, "block", people.moderator())
    assert not may(moderator, "block", moderator)
    assert not may(moderator, "block", admin)
    assert may(admin, "block", people.moderator())
    assert not may(admin, "block", admin)


def test_why_something_is_held() -> None:
    obj, old = thing(HERE), timezone.now() - timedelta(days=60)
    resident = people.person()
    cut = Change(before=1000, removed=600)
    assert held_because(None, obj) == "guest"
    assert held_because(people.newcomer(), obj) == "new"
    assert held_because(resident, obj) == ""
    assert held_because(resident, obj, cut) == "removal"
    assert held_because(resident, obj, Change(before=100, removed=100)) == ""
    assert held_because(resident, thing(protection="moderators")) == "protected"
    assert held_because(resident, obj, Change(links=3)) == "links"
    assert held_because(people.person(date_joined=old), obj, Change(links=9)) == ""
    assert held_because(people.moderator(), obj, cut) == ""
    assert held_because(factories.steward(*HERE), obj, cut) == ""
    assert held_because(factories.steward(*ELSEWHERE), obj, cut) == "removal"
    assert held_because(None, obj) == "guest"
