"""Nobody takes the name of somebody who decides here, or a name that is none."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import naming, services
from accounts.models import User
from cms.models import SiteSettings
from community import antispam
from community.models import Responsibility
from community.people import responsibilities
from districts import services as districts
from districts.models import Actor, Project
from tests.cms.forms import send
from tests.people import moderator, person
from wiki import services as wiki
from wiki.errors import Invalid

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OFFICES = [
    "Admin",
    "аdmin",
    "A d m i n",
    "Ａｄｍｉｎ",
    "Adm1n",
    "Moderation",
    "Mоderаtion",
    "Redaktion Ost",
    "Das Moderationsteam",
    "Ad\u00admin",
    "Ad\u200bmin",
    "SuperAdmin",
    "Chefredaktion Ost",
    "Support-Team",
    "Das Quartierswissen-Team",
    "Team Quartierswissen",
    "ꓮꓓꓟꓲꓠ",
]
LOOKALIKES = [
    "Eva Maier",
    "eva maier",
    "Еvа Mаier",
    "Eva\u00a0Maier",
    "Eva M\u00adaier",
    "Eva Maıer",
    "Eva Mai\u0308er",
    "ꓰꓦꓮ ꓟꓮꓲꓰꓣ",
]
NO_NAMES = [
    "Q\u0301\u0302\u0303\u0304algo",
    "".join(char + "\u0330\u0331" for char in "Rita"),
    "Rita\u3164",
    "\u115f\u115f",
    "Ri\u202eta",
    "Rita\ufe0f",
    "Rita\U000e0041",
    "Rita\ue000",
    "…!?",
    "\u2800\u2800",
    "\u200b\u00ad",
    "Ritа",
]
REFUSED = [
    *OFFICES,
    *LOOKALIKES,
    *NO_NAMES,
    "Quartierswissen",
    "Stadt Musterstadt",
    "stadt-musterstadt",
]


@pytest.fixture(autouse=True)
def those_who_decide(db: None, settings: Any) -> User:
    settings.RATE_LIMITS = False
    SiteSettings.objects.update(name="Quartierswissen", operator="Stadt Musterstadt")
    return moderator(name="Eva Maier")


@pytest.mark.parametrize("name", REFUSED)
def test_no_guest_and_no_newcomer_is_called_like_this(client: Client, name: str) -> None:
    """Signing up, renaming, writing as a guest: an error at the field, and nothing is written."""
    form = {"email": "rita@beispiel.example", "name": name, "rules": "on"}
    answer = client.post("/konto/anmelden/", form)
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"name"}

    guest = {"title": "Lastenrad", "summary": "Zum Leihen", "status": "running"}
    guest |= {"bedingung-TOTAL_FORMS": "0", "bedingung-INITIAL_FORMS": "0"}
    guest |= {"guest-author_name": name, "guest-started": antispam.stamp(30)}
    answer = client.post("/projekte/neu/", guest)
    # What is nothing but invisible is a guest without a name.
    assert answer.status_code == (302 if not name.strip("\u200b\u00ad") else 400)
    if answer.status_code == 400:
        assert "Lastenrad" in answer.content.decode()
    assert not Project.objects.filter(revisions__author_name__gt="").exists()

    rita = services.create_user(email="r@beispiel.example", name="Rita")
    client.force_login(rita)
    answer = client.post("/konto/", {"name": name, "about": "Was ich tippe"})
    assert answer.context["form"].errors.keys() == {"name"}
    assert "Was ich tippe" in answer.content.decode()
    rita.refresh_from_db()
    assert rita.name == "Rita"
    assert User.objects.count() == 2


@pytest.mark.parametrize("name", REFUSED)
def test_services_and_commands_refuse_it_as_well(name: str) -> None:
    with pytest.raises(naming.NameRefused):
        services.create_user(email="r@beispiel.example", name=name)
    rita = services.create_user(email="r@beispiel.example", name="Rita", trust="resident")
    with pytest.raises(naming.NameRefused):
        services.change_profile(user=rita, name=name, about="")
    with pytest.raises(CommandError):
        call_command("create_user", "x@beispiel.example", name=name, stdout=StringIO())
    if name.strip("\u200b\u00ad"):
        with pytest.raises(Invalid) as refused:
            wiki.create_article(title="Titel", body="Text", author_name=name)
        assert refused.value.field == "author_name"


@pytest.mark.parametrize(
    ("name", "way_on"),
    [
        ("Anne Redaktor", "Anne R."),
        ("Eva Maier", "Eva Maier, Botnang"),
        ("Quartierswissen", "Quirin"),
    ],
)
def test_what_is_said_leads_to_a_name_that_is_taken(client: Client, name: str, way_on: str) -> None:
    """Whoever is really called like that reads what helps, not that something has to be added."""
    said = {
        "Anne Redaktor": "Bitte lassen Sie das Wort weg oder kürzen Sie es ab",
        "Eva Maier": "Bitte ergänzen Sie Ihren Namen",
        "Quartierswissen": "So heißt diese Seite",
    }
    form = {"email": "rita@beispiel.example", "name": name, "rules": "on"}
    (error,) = client.post("/konto/anmelden/", form).context["form"].errors["name"]
    assert said[name] in error
    assert client.post("/konto/anmelden/", form | {"name": way_on}).status_code == 302


def test_a_message_is_not_signed_with_somebody_elses_name(client: Client) -> None:
    """Else the site itself would carry a letter "from the moderation" to an actor."""
    actor = districts.create_actor(name="Café", sector="business", mail="cafe@beispiel.example")
    form = {"name": "Modеration", "mail": "x@beispiel.example", "text": "Ihr Passwort bitte."}
    address = f"{actor.get_absolute_url()}nachricht/"
    answer = client.post(address, form | {"started": antispam.stamp(30)})
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {"name"}


@pytest.mark.parametrize("role", ["steward", "author", "editor"])
def test_nobody_is_called_like_those_who_decide_in_one_place(role: str) -> None:
    steward = services.create_user(email="i@beispiel.example", name="Ines Óst", trust="resident")
    responsibilities.grant(user=steward, role=role, kind="district", pk=1)
    with pytest.raises(naming.NameRefused):
        services.create_user(email="x@beispiel.example", name="lnes O\u0301st")
    with pytest.raises(naming.NameRefused):
        services.change_profile(user=steward, name="Moderation Ost", about="")
    Responsibility.objects.update(until=timezone.localdate() - timedelta(days=1))
    if role == "steward":
        services.create_user(email="x@beispiel.example", name="Ines Ost")


def test_who_takes_care_of_an_entry_shares_their_name() -> None:
    anna = services.create_user(email="i@beispiel.example", name="Anna Klein", trust="resident")
    responsibilities.grant(user=anna, role="carer", kind="actor", pk=1)
    services.create_user(email="x@beispiel.example", name="Anna Klein")


@pytest.mark.parametrize("trust", ["moderator", "resident"])
def test_who_has_a_name_keeps_it(client: Client, trust: str) -> None:
    """Also somebody who had it before another one of that name began to decide."""
    bearer = person(trust, name="Eva Maier" if trust == "resident" else "Moderation Ost")
    client.force_login(bearer)
    assert client.post("/konto/", {"name": bearer.name, "about": "Neu"}).status_code == 302
    bearer.refresh_from_db()
    assert bearer.about == "Neu"


def test_people_with_an_office_may_be_called_by_it_but_not_like_one_another() -> None:
    made = services.create_user(email="a@beispiel.example", name="Redaktion", groups=("Redaktion",))
    assert made.name == "Redaktion"
    with pytest.raises(naming.NameRefused):
        services.create_user(email="b@beispiel.example", name="Eva Maier", trust="moderator")
    with pytest.raises(naming.NameRefused):
        services.create_user(email="c@beispiel.example", name="Rеdaktion", is_admin=True)


def test_administrators_invite_and_rename_by_the_same_rule(client: Client) -> None:
    chief = person("moderator", is_superuser=True, is_staff=True)
    client.force_login(chief)
    form = {"email": "neu@beispiel.example", "name": "Ne\u202eu", "groups": []}
    assert "name" in client.post("/admin/users/new/", form).context["form"].errors
    assert (
        "name"
        in client.post("/admin/users/new/", form | {"name": "eva maier"}).context["form"].errors
    )
    assert client.post("/admin/users/new/", form | {"name": "Redaktion  Ost"}).status_code == 302
    made = User.objects.get(email="neu@beispiel.example")
    assert made.name == "Redaktion Ost"
    address = f"/admin/users/edit/{made.pk}/"
    answer = send(client, address, {"email": made.email, "name": "\u3164", "is_active": "on"})
    assert "name" in answer.context["form"].errors
    changed = {"email": made.email, "name": "Redaktion  West", "is_active": "on"}
    assert send(client, address, changed).status_code == 302
    made.refresh_from_db()
    assert made.name == "Redaktion West"


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Hồng",
        "محمد الأحمد",
        "שרה כהן",
        "مهمان‌خانه",
        "李小龍",
        "Łukasz Żółć",
        "Eva Mayer",
        "Eva M.",
    ],
)
def test_names_of_all_languages_are_welcome(client: Client, name: str) -> None:
    form = {"email": "rita@beispiel.example", "name": f" {name}\u00ad ", "rules": "on"}
    assert client.post("/konto/anmelden/", form).status_code == 302
    assert User.objects.filter(name=name).exists()


def test_the_name_of_an_actor_is_no_persons_name() -> None:
    """An organisation may well be called like this."""
    districts.create_actor(name="Redaktion Stadtteilzeitung", sector="citizens")
    assert Actor.objects.get().name == "Redaktion Stadtteilzeitung"
