"""Opening the form of an entry and sending it as it stands changes nothing, whatever is stored."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from districts import services
from districts.calendar.recurrence import ZONE
from districts.models import Actor, Date, Network, Project
from tests.districts.conftest import Town, person
from tests.fixtures.conditions import every_day, full_proofs
from tests.untouched import columns_of, sent_by

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 9, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def november(settings: Any) -> Iterator[None]:
    settings.RATE_LIMITS = False
    with time_machine.travel(NOW, tick=False):
        yield


def state_of(entry: Any) -> dict[str, Any]:
    """Return every column and list of an entry as the database has it."""
    state = columns_of(entry) | {"revisions": entry.revisions.count()}
    if isinstance(entry, Project):
        state["conditions"] = list(entry.conditions.values("kind", "text", "sector", "position"))
    return state


def untouched(client: Client, entry: Any) -> None:
    """Open the form, send what it shows, and see that nothing came of it."""
    address = f"{entry.get_absolute_url()}bearbeiten/"
    page = client.get(address)
    assert page.status_code == 200
    before = state_of(entry)
    answer = client.post(address, sent_by(page.content.decode()) | {"action": ["save"]})
    assert answer.status_code == 302, answer.context["form"].errors
    changed = {n: (before[n], v) for n, v in state_of(entry).items() if v != before[n]}
    assert changed == {}
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["Nichts zu speichern: Es ist dasselbe wie zuvor."]


def stored(entry: Any, **columns: Any) -> Any:
    """Put columns into a row as an import, an older version or a script has left them."""
    type(entry).objects.filter(pk=entry.pk).update(**columns)
    return entry


TEXTS = {
    "plain": "Ein Satz.",
    "lines": "Eins\nZwei",
    "crlf": "Eins\r\nZwei\r\n",
    "around": "\n\n  eingerückt  \n\n",
    "tabs": "\tA\tB ",
    "signs": "<b>&amp; \"'</b>",
    "empty": "",
}
LONG = "x" * 20_100


def texts(kind: str) -> dict[str, str]:
    """Every day each of them in the form of one kind or another."""
    turn = [*STATES].index(kind)
    return {
        name: text
        for number, (name, text) in enumerate(TEXTS.items())
        if full_proofs() or number % len(STATES) == turn
    }


def actor_states(entry: Actor, town: Town) -> dict[str, Callable[[], Any]]:
    hidden = services.create_actor(name="Weg", sector="citizens", summary="Nicht mehr da.")
    services.hide_entry(entry=hidden)
    twin = services.create_actor(name="Zwilling", sector="citizens", summary="Der erste.")
    second = services.create_actor(name="Zwilling", sector="citizens", summary="Der zweite.")
    assert twin.pk < second.pk
    return {
        "hidden carrier": lambda: stored(entry, carrier=hidden),
        "carrier of a name that two have": lambda: stored(entry, carrier=second),
        "website without https": lambda: stored(entry, website="www.example.org"),
        "mail that is none": lambda: stored(entry, mail="ruth at example"),
        "empty sentence": lambda: stored(entry, summary=""),
        "lines in a sentence": lambda: stored(entry, summary="Eins\nZwei"),
        "blanks in a name": lambda: stored(entry, name="Bäckerei  Krümel "),
        "unknown access": lambda: stored(entry, access=["step_free", "lift_2"]),
        "in no city": lambda: (entry.districts.clear(), stored(entry, city=None)),
        "too long": lambda: stored(entry, description=LONG),
        **{
            f"text {n}": lambda t=t: stored(entry, description=t) for n, t in texts("actor").items()
        },
    }


def project_states(entry: Project, town: Town) -> dict[str, Callable[[], Any]]:
    hidden = services.create_actor(name="Weg", sector="citizens", summary="Nicht mehr da.")
    services.hide_entry(entry=hidden)
    many = [{"kind": "other", "text": f"Bedingung {n}", "sector": ""} for n in range(15)]
    return {
        "hidden actor": lambda: entry.actors.add(hidden),
        "many steps": lambda: stored(entry, steps=[f"Schritt {n}" for n in range(80)]),
        "long steps": lambda: stored(entry, steps=["x" * 600, " y  z "]),
        "many conditions": lambda: services.update_project(project=entry, conditions=many),
        "funded in another age": lambda: stored(entry, funded_until="0026-12-31"),
        "dear": lambda: stored(entry, cost_base=200_000_000, cost_year=0),
        "did not hold": lambda: stored(entry, status="failed"),
        "did not hold, with reasons": lambda: stored(
            entry, status="failed", failed_because="money,unsaid,weather"
        ),
        "runs again": lambda: stored(entry, failed_because="room"),
        "nameless, named in its text": lambda: stored(
            entry, nameless=True, results="Bäckerei Krümel half."
        ),
        "in no city": lambda: (entry.districts.clear(), stored(entry, city=None)),
        **{f"text {n}": lambda t=t: stored(entry, results=t) for n, t in texts("project").items()},
    }


def network_states(entry: Network, town: Town) -> dict[str, Callable[[], Any]]:
    hidden = services.create_actor(name="Weg", sector="citizens", summary="Nicht mehr da.")
    services.hide_entry(entry=hidden)
    return {
        "hidden actor": lambda: entry.actors.add(hidden),
        "purposes in another order": lambda: stored(entry, purposes="resources,knowledge"),
        "no purpose": lambda: stored(entry, purposes=""),
        "unknown purpose": lambda: stored(entry, purposes="knowledge,fun"),
        "in no city": lambda: (entry.districts.clear(), stored(entry, city=None)),
        **{f"text {n}": lambda t=t: stored(entry, text=t) for n, t in texts("network").items()},
    }


def times(start: str, end: str, recurrence: str = "", **more: Any) -> dict[str, Any]:
    moments = {"start": datetime.fromisoformat(start), "end": datetime.fromisoformat(end)}
    return moments | {"recurrence": recurrence, "next_start": moments["start"]} | more


TIMES = {
    "24 hours": times("2026-12-05T20:00+01:00", "2026-12-06T20:00+01:00"),
    "past midnight": times("2026-12-05T20:00+01:00", "2026-12-06T01:00+01:00"),
    "till midnight": times("2026-12-05T20:00+01:00", "2026-12-06T00:00+01:00"),
    "a day from midnight": times("2026-12-05T00:00+01:00", "2026-12-06T00:00+01:00"),
    "days": times("2026-12-14T10:00+01:00", "2026-12-18T18:00+01:00"),
    "days till an earlier hour": times("2026-12-14T10:00+01:00", "2026-12-18T09:00+01:00"),
    "two days": times("2026-12-14T10:00+01:00", "2026-12-15T12:00+01:00"),
    "a moment": times("2026-12-05T20:00+01:00", "2026-12-05T20:00+01:00"),
    "seconds": times("2026-12-05T20:00:30+01:00", "2026-12-05T21:00:45.5+01:00"),
    "struck twice, second": times("2026-10-25T02:30+01:00", "2026-10-25T02:45+01:00"),
    "from the first to the second": times("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"),
    "over summer time": times("2026-03-28T20:00+01:00", "2026-03-29T20:00+02:00"),
    "year 26": times("0026-12-05T20:00+00:00", "0026-12-05T21:00+00:00"),
    "year 9000": times("9000-12-05T20:00+00:00", "9000-12-05T21:00+00:00"),
    "weekly": times("2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=WEEKLY"),
    "weekly until": times(
        "2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=WEEKLY;UNTIL=20261231T235959"
    ),
    "until a day": times(
        "2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=WEEKLY;UNTIL=20261231"
    ),
    "until far away": times(
        "2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=WEEKLY;UNTIL=20991231T235959Z"
    ),
    "ten times": times("2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=DAILY;COUNT=10"),
    "on a day that is none of its days": times(
        "2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=MONTHLY;BYDAY=1MO"
    ),
    "several days": times(
        "2026-12-05T20:00+01:00", "2026-12-05T21:00+01:00", "FREQ=WEEKLY;BYDAY=SA,SU"
    ),
    "with times left out": times(
        "2026-12-05T20:00+01:00",
        "2026-12-05T21:00+01:00",
        "FREQ=WEEKLY",
        exceptions=["2026-12-12T19:00:00+00:00", "morgen"],
    ),
    "with times changed": times(
        "2026-12-05T20:00+01:00",
        "2026-12-05T21:00+01:00",
        "FREQ=WEEKLY",
        changes={
            "2026-12-12": {"cancelled": True, "because": "Regen"},
            "2026-12-19": {
                "start": "2026-12-20T19:00:00+00:00",
                "end": "2026-12-20T20:00:00+00:00",
                "place": "Haus am Hang",
            },
            "morgen": {"later": 1},
        },
    ),
    "ten last working days": times(
        "2026-12-31T20:00+01:00",
        "2026-12-31T21:00+01:00",
        "FREQ=MONTHLY;COUNT=10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ),
}


def date_states(entry: Date, town: Town) -> dict[str, Callable[[], Any]]:
    hidden = services.create_actor(name="Weg", sector="citizens", summary="Nicht mehr da.")
    services.hide_entry(entry=hidden)
    return {
        "hidden organiser": lambda: stored(entry, organiser=hidden),
        "next host": lambda: stored(entry, next_host=town.east),
        "cancelled": lambda: services.cancel_date(entry=entry, because="Regen"),
        "link that is none": lambda: stored(entry, link="www.example.org/x"),
        "in no city": lambda: (entry.districts.clear(), stored(entry, city=None)),
        **{f"text {n}": lambda t=t: stored(entry, agenda=t) for n, t in texts("date").items()},
        **{name: lambda c=columns: stored(entry, **c) for name, columns in TIMES.items()},
    }


STATES: dict[str, Callable[..., dict[str, Callable[[], Any]]]] = {
    "actor": actor_states,
    "project": project_states,
    "network": network_states,
    "date": date_states,
}


@pytest.mark.parametrize(
    "imported",
    [
        pytest.param(False, id="versioned"),
        pytest.param(True, id="imported", marks=pytest.mark.any_database),
    ],
)
@pytest.mark.parametrize("kind", STATES)
def test_a_form_sent_as_it_stands_changes_nothing(
    client: Client, town: Town, kind: str, imported: bool
) -> None:
    entry = getattr(town, kind)
    client.force_login(person("moderator"))
    failed = {}
    begun = {f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields}
    lists = {r.name: list(getattr(entry, r.name).all()) for r in entry._meta.many_to_many}
    states = STATES[kind](entry, town)
    # What is stored is the same whether there are versions of it or not.
    for name in every_day(states, one_in=4) if imported else states:
        states[name]()
        entry.refresh_from_db()
        if imported:
            entry.revisions.all().delete()
            stored(entry, head_number=0, published_number=0, last_number=0)
        else:
            services.entry_revisions.ensure_revision(entry)
        try:
            untouched(client, type(entry).objects.get(pk=entry.pk))
        except AssertionError as error:
            failed[name] = str(error)
        now = type(entry).objects.get(pk=entry.pk)
        kept = ("head_number", "published_number", "last_number")
        stored(entry, **begun | {name: getattr(now, name) for name in kept})
        for relation, rows in lists.items():
            getattr(entry, relation).set(rows)
    assert failed == {}


RULES = ("", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=1WE", "FREQ=MONTHLY", "FREQ=YEARLY;UNTIL=20300101")


@given(
    minute=st.integers(0, 4 * 366 * 24 * 60),
    minutes=st.integers(0, 8 * 24 * 60),
    rule=st.sampled_from(RULES),
)
@settings(
    max_examples=40 if full_proofs() else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_time_is_moved_by_looking_at_it(
    client: Client, town: Town, minute: int, minutes: int, rule: str
) -> None:
    if "_auth_user_id" not in client.session:
        client.force_login(person("moderator"))
    start = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    end = start + timedelta(minutes=minutes)
    town.date.revisions.all().delete()
    stored(town.date, start=start, end=end, recurrence=rule, head_number=0, last_number=0)
    untouched(client, Date.objects.get(pk=town.date.pk))


class TestWhatIsChanged:
    """Who changes one thing changes that alone, and what was not shown stays."""

    def change(self, client: Client, entry: Any, **fields: Any) -> Any:
        address = f"{entry.get_absolute_url()}bearbeiten/"
        client.force_login(person("moderator"))
        data = sent_by(client.get(address).content.decode())
        data |= {name: [value] for name, value in fields.items()}
        answer = client.post(address, data)
        entry.refresh_from_db()
        return answer

    def test_a_name_is_added_beside_one_that_is_hidden(self, client: Client, town: Town) -> None:
        hidden = services.create_actor(name="Weg", sector="citizens", summary="Nicht mehr da.")
        services.update_project(project=town.project, actors=[town.actor, hidden])
        services.hide_entry(entry=hidden)
        more = services.create_actor(name="Chor", sector="citizens", summary="Wir singen.")
        self.change(client, town.project, actors="Bäckerei Krümel\nChor")
        assert set(town.project.actors.all()) == {town.actor, hidden, more}

    def test_a_text_alone_leaves_24_hours(self, client: Client, town: Town) -> None:
        stored(town.date, **TIMES["24 hours"])
        answer = self.change(client, town.date, text="Neu.")
        assert answer.status_code == 302
        assert town.date.text == "Neu."
        assert town.date.end - town.date.start == timedelta(hours=24)

    def test_what_was_stored_wrongly_is_still_wrong_when_typed(
        self, client: Client, town: Town
    ) -> None:
        stored(town.date, link="www.example.org/x")
        answer = self.change(client, town.date, link="nichts davon")
        assert answer.status_code == 400
        assert "link" in answer.context["form"].errors

    def test_one_from_before_does_not_take_back_what_others_changed(
        self, client: Client, town: Town
    ) -> None:
        address = f"{town.date.get_absolute_url()}bearbeiten/"
        client.force_login(person("moderator"))
        data = sent_by(client.get(address).content.decode())
        services.update_date(entry=town.date, place="Rathaus", text="Anders.")
        client.post(address, data | {"costs": ["3 Euro"]})
        town.date.refresh_from_db()
        found = (town.date.place, town.date.text, town.date.costs)
        assert found == ("Rathaus", "Anders.", "3 Euro")
