"""What was taken back of a person (number, address, home) is gone from every version."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community import cases, decisions
from community.inbox import reverting
from community.models import Case, KeptText
from community.typed import drafts
from districts import services as directory
from districts.forms.actors import ActorForm
from districts.models import Actor, Date
from districts.services import deciding
from districts.services.edit_conflicts import EditConflict
from districts.services.signature import Signature
from districts.services.taking_back import forget_objected
from search.engines.database.forgetting import forget_words
from tests.canary import Canary, scan_database, scan_mail, scan_site
from tests.fixtures.conditions import full_proofs
from tests.fixtures.days import in_days
from tests.people import moderator, newcomer, person

pytestmark = pytest.mark.django_db
PHONE, OTHER = "0711 8642097531", "0711 1357902468"
MAIL = "zwitscher@kanarienfluh.example"
HOME = "Kanarienfluhweg 17"
GONE = Canary.of(PHONE, MAIL, HOME)
WHEN = in_days(3)


def actor(**values: Any) -> Actor:
    given: dict[str, Any] = {"name": "Repaircafé", "sector": "citizens", "phone": PHONE}
    given |= {
        "summary": "Wir reparieren.",
        "phone_public": True,
        "mail": MAIL,
        "address": HOME,
        "description": "Wir löten.",
    }
    return directory.create_actor(signature=Signature(moderator()), **{**given, **values})


def change(entry: Any, by: Any = None, **values: Any) -> Any:
    service, name = (
        (directory.update_date, "entry")
        if isinstance(entry, Date)
        else (directory.update_actor, "actor")
    )
    return service(**{name: entry}, signature=Signature(by or moderator()), **values)


def versions(entry: Any) -> dict[int, dict[str, Any]]:
    return {row.number: row.fields for row in entry.revisions.all()}


def pages(client: Client, entry: Any) -> str:
    """Return every page about the versions of an entry as one text."""
    url, last = entry.get_absolute_url(), entry.last_number
    numbers = range(1, last + 1)
    paths = ["", "verlauf/", *(f"version/{n}/" for n in numbers)]
    paths += [f"vergleich/?from={a}&to={b}" for a in numbers for b in numbers]
    paths += [f"{view}/{n}/" for view in ("zuruecksetzen", "rueckgaengig") for n in numbers]
    return "\n".join(client.get(f"{url}{path}").content.decode() for path in paths)


def filled(page: Any) -> dict[str, Any]:
    """Return what a form sends when nobody changes anything."""
    form = page.context["form"]
    return {n: v for n in form.fields if (v := form[n].value()) not in (None, "", [], False)}


TAKINGS = {
    "removed": {"phone": "", "mail": "", "address": ""},
    "replaced": {"phone": OTHER, "mail": "neu@example.org", "address": "Am Bach 1"},
    "no longer shown": {"phone_public": False, "mail": "", "address": ""},
}


#: Every day each taking is looked at by somebody, and each role looks at one of them.
LOOKED_AT = [
    pytest.param(role, how, marks=() if turn == number else pytest.mark.full)
    for turn, role in enumerate((None, person, moderator))
    for number, how in enumerate(TAKINGS)
]


@pytest.mark.parametrize(("role", "how"), LOOKED_AT)
def test_no_old_version_shows_what_was_taken_back(client: Client, role: Any, how: str) -> None:
    entry = actor()
    change(entry, description="Wir löten und nähen.")
    if role:
        client.force_login(role())
    seen = client.get(f"{entry.get_absolute_url()}version/1/").content.decode()
    assert GONE.found_in(seen), "there was something to see"
    change(entry, **TAKINGS[how])
    assert GONE.found_in(pages(client, entry)) == ""
    kept = {n: f for n, f in versions(entry).items() if n != entry.head_number}
    assert GONE.found_in(str(kept)) == ""
    assert [row.taken_back for row in entry.revisions.filter(number__lt=3)] == [
        ["address", "mail", "phone"]
    ] * 2


def test_a_digest_does_not_keep_what_was_taken_back() -> None:
    entry = actor()
    before = entry.revisions.get(number=1)
    change(entry, phone="")
    after = entry.revisions.get(number=1)
    assert after.sha256 != before.sha256
    assert after.size == before.size - len(PHONE)
    assert after.size_change == after.size


def test_what_the_entry_still_has_stays_in_its_versions() -> None:
    entry = actor()
    change(entry, description="Wir löten und nähen.")
    change(entry, mail="")
    assert [f["phone"] for f in versions(entry).values()] == [PHONE] * 3
    change(entry, address="Am Bach 1")
    assert [f["phone"] for f in versions(entry).values()] == [PHONE] * 4


def test_the_place_of_an_institution_is_no_secret() -> None:
    entry = actor(sector="nonprofit")
    change(entry, address="Am Bach 1")
    assert versions(entry)[1]["address"] == HOME


def test_the_number_of_a_date_goes_too(client: Client) -> None:
    date = directory.create_date(
        title="Fest", kind="offer", start=WHEN, phone=PHONE, signature=Signature(moderator())
    )
    assert GONE.found_in(pages(client, date))
    change(date, phone="")
    client.force_login(moderator())
    assert GONE.found_in(pages(client, date)) == ""
    assert GONE.found_in(str(versions(date))) == ""


def test_what_a_program_removed_past_the_services_is_not_shown(client: Client) -> None:
    entry = actor()
    change(entry, description="Neu.")
    Actor.objects.filter(pk=entry.pk).update(phone="", address="")
    client.force_login(moderator())
    assert GONE.found_in(pages(client, entry)) == ""


@pytest.mark.parametrize("view", ["zuruecksetzen/1/", "rueckgaengig/2/"])
def test_going_back_does_not_bring_it_back(client: Client, view: str) -> None:
    entry = actor()
    change(entry, phone="", mail="", address="", description="Neu.")
    client.force_login(moderator())
    assert client.post(f"{entry.get_absolute_url()}{view}", {"summary": ""}).status_code == 302
    entry.refresh_from_db()
    assert entry.description == "Wir löten."
    assert (entry.phone, entry.mail, entry.address) == ("", "", "")


def test_going_back_takes_a_number_that_came_later_away_and_leaves_the_address() -> None:
    """The number may be a stranger's; the address is shown in no comparison."""
    entry = actor()
    change(entry, phone=OTHER, mail="neu@example.org", description="Neu.")
    deciding.put_back(entry=entry, number=1, signature=Signature(moderator()))
    entry.refresh_from_db()
    assert (entry.phone, entry.mail) == ("", "neu@example.org")


def test_what_a_blocked_account_entered_goes_with_it() -> None:
    entry = actor()
    culprit = moderator()
    change(entry, culprit, phone=OTHER, mail="neu@example.org")
    by = moderator(is_superuser=True)  # moderators judge no other
    done = reverting.put_back(user=culprit, by=by, reason="x")
    entry.refresh_from_db()
    assert (done.things, entry.phone, entry.mail) == (1, "", "")


def test_a_form_opened_before_does_not_bring_it_back(client: Client) -> None:
    entry = actor(mail="")
    writer = person()
    client.force_login(writer)
    url = f"{entry.get_absolute_url()}bearbeiten/"
    sent = filled(client.get(url))
    change(entry, phone="", address="")
    answer = client.post(url, {**sent, "description": "Wir nähen.", "action": "save"})
    assert answer.status_code == 409
    again = answer.context["form"]
    assert (again["phone"].value() or "", again["address"].value() or "") == ("", "")
    assert client.post(url, {**filled(answer), "action": "save"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.phone, entry.address, entry.description) == ("", "", "Wir nähen.")


def test_who_leaves_the_number_alone_meets_no_conflict() -> None:
    entry = actor()
    change(entry, phone="")
    saved = change(entry, base=1, description="Wir nähen.")
    assert saved.status == "merged"
    with pytest.raises(EditConflict):
        change(entry, base=1, phone=OTHER)


def test_who_leaves_the_number_alone_leaves_it_private_too() -> None:
    entry = actor()
    before = {"phone": entry.phone, "phone_public": entry.phone_public}
    change(entry, phone_public=False)
    saved = change(entry, base=1, description="Wir nähen.", **before)
    assert saved.status == "merged"
    entry.refresh_from_db()
    assert not entry.phone_public


def test_contributions_keep_what_they_propose_and_not_what_they_repeat() -> None:
    entry = actor(mail="")
    waits = change(entry, newcomer(), description="Wir nähen.").revision
    proposes = change(entry, newcomer(), phone=OTHER).revision
    change(entry, phone="", address="")
    fields = versions(entry)
    assert fields[waits.number]["phone"] == fields[waits.number]["address"] == ""
    assert fields[proposes.number]["phone"] == OTHER
    by = moderator()
    deciding.accept(entry=entry, number=waits.number, by=by)
    entry.refresh_from_db()
    assert (entry.phone, entry.address, entry.description) == ("", "", "Wir nähen.")
    deciding.withdraw(entry=entry, number=proposes.number)
    assert OTHER not in str(versions(entry))


def test_a_withdrawn_entry_leaves_nothing(client: Client) -> None:
    entry = directory.create_actor(
        name="Neu", sector="citizens", phone=PHONE, mail=MAIL, address=HOME,
        signature=Signature(newcomer()),
    )  # fmt: skip
    deciding.withdraw(entry=entry, number=1)
    assert scan_database(GONE) == []


def test_what_people_keep_while_they_sign_in_forgets_it(client: Client) -> None:
    entry = actor(mail="")
    url = f"{entry.get_absolute_url()}bearbeiten/"
    kept = client.post(url, {**filled(client.get(url)), "action": "sign_in"})
    assert kept.status_code == 302, kept.context["form"].errors
    change(entry, phone="", address="")
    forget_words()
    assert scan_database(GONE) == []


def test_an_upheld_objection_takes_the_ways_of_contact_along() -> None:
    entry = actor()
    change(entry, description="Neu.")
    case = cases.open_case(
        sort=Case.Sort.OBJECTION,
        kind="actor",
        pk=entry.pk,
        title="x",
        url="/",
        sender=cases.Sender(),
    )
    decisions.answer_report(case=case, by=moderator(), outcome="hidden", reason="x")
    assert forget_objected() == 0, "a decision can still be taken back"
    Case.objects.update(decided_at=timezone.now() - timedelta(hours=2))
    assert forget_objected() == 1
    assert forget_objected() == 0
    forget_words()
    assert scan_database(GONE) == []


def test_forms_of_others_that_share_the_address_keep_what_was_typed() -> None:
    """Every kind has its own addresses: a network may have the slug of an actor."""
    entry = actor()
    typed = {"typed": f"phone={OTHER}&name=X"}
    for path in (
        f"{entry.get_absolute_url()}bearbeiten/",
        f"/en{entry.get_absolute_url()}bearbeiten/",
        f"/netzwerke/{entry.slug}/bearbeiten/",
        f"/akteure/alt/{entry.slug}/bearbeiten/",
    ):
        drafts.keep(path=path, fields=typed)
    change(entry, phone="")
    rows = dict(KeptText.objects.values_list("path", "fields"))
    there = {path for path, fields in rows.items() if "phone" in fields["typed"]}
    assert there == {
        f"/netzwerke/{entry.slug}/bearbeiten/",
        f"/akteure/alt/{entry.slug}/bearbeiten/",
    }


def test_every_way_to_reach_somebody_is_declared() -> None:
    """A new field of this kind must be decided about; so far nothing else names a way to people."""
    from districts import entries

    ways = {"phone", "mail", "fax", "mobile", "contact", "email", "person"}
    for kind in entries.versioned():
        reach = {name for name in kind.fields.columns if ways & set(name.split("_"))}
        assert reach - {"phone_public", "contact_willing"} <= set(kind.fields.personal), kind.key
    assert "phone" in ActorForm.base_fields


@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
@pytest.mark.long("asks every address that could still say it")
def test_the_canary_is_gone_from_everywhere(client: Client, mailoutbox: list[Any]) -> None:
    entry = actor()
    change(entry, description="Wir löten und nähen.")
    url = entry.get_absolute_url()
    more = [f"{url}version/1/", f"{url}vergleich/?from=1&to=2", f"{url}zuruecksetzen/1/"]
    more += ["/akteure/telefonliste/"]
    asked = "/api/v1/search?q=Kanarienfluhweg"
    assert client.get(asked).json()["total"] == 1
    assert scan_site(Client(), GONE, start=more, below="/akteure/")
    assert scan_database(GONE)
    change(entry, phone="", mail="", address="")
    forget_words()
    assert scan_database(GONE) == []
    assert scan_mail(GONE) == []
    assert client.get(asked).json()["total"] == 0
    # Who moderates is shown all that others are; these are asked where pages were kept before.
    below = "/" if full_proofs() else "/akteure/"
    for role, part in ((None, below), (person(), below), (moderator(), "/")):
        reader = Client()
        if role:
            reader.force_login(role)
        assert scan_site(reader, GONE, start=[*more, "/"], below=part) == [], role
