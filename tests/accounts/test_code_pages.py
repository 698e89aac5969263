"""The page on which a mailed code is typed in: a new code, another address, the demo's mailbox."""

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.test.utils import override_settings

from accounts import services
from accounts.models import User
from tests.accounts.test_sign_in import code_from_mail

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BACK = "/wiki/neu/?title=Bank"
MAILBOX = "/demo/postfach/"
#: How a code is asked for, and where its page is.
WAYS = {
    "/konto/login/code/": {},
    "/konto/anmelden/": {"name": "Rita", "rules": "on"},
    "/konto/passwort/vergessen/": {},
}


def account() -> User:
    """Somebody whose address is confirmed."""
    number = User.objects.count()
    return services.create_user(email=f"otto{number}@beispiel.example", name=f"Otto {number}")


def ask(client: Client, way: str, email: str) -> str:
    """Ask for a code; return the address of the page on which it is typed in."""
    data = {"email": email, "next": BACK, **WAYS[way]}
    return str(client.post(way, data)["Location"])


def known(way: str) -> str:
    """An address to which this way sends a code."""
    if way == "/konto/anmelden/":
        return "rita@beispiel.example"
    return str(account().email)


def press(client: Client, page: str, label: str) -> str:
    """Press a button of a page as a browser does; return where it leads."""
    html = client.get(page).content.decode()
    form = next(part for part in html.split("<form")[1:] if f"<span>{label}</span>" in part)
    form = form.partition("</form>")[0]
    fields = {
        part.partition('name="')[2].partition('"')[0]: part.partition('value="')[2].partition('"')[
            0
        ]
        for part in form.replace("<button", "<input").split("<input")[1:]
        if 'name="' in part
    }
    action = form.partition(">")[0].partition('action="')[2].partition('"')[0] or page
    return str(
        client.post(action, {k: v.replace("&amp;", "&") for k, v in fields.items()})["Location"]
    )


@pytest.fixture(autouse=True)
def patient(settings: LazySettings) -> None:
    """allauth sends one code in ten seconds to one address; nobody waits for that here."""
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "20/m/key"}


@pytest.mark.parametrize("way", WAYS)
def test_a_new_code_is_sent_and_counts(client: Client, way: str) -> None:
    page = ask(client, way, known(way))
    old = code_from_mail()
    led = press(client, page, "Neuen Code schicken")
    assert (led, len(mail.outbox)) == (page, 2)
    new = code_from_mail()
    assert old != new
    refused = client.post(page, {"code": old, "next": BACK})
    assert "field-error" in refused.content.decode()
    done = client.post(page, {"code": new, "next": BACK})
    assert done.status_code == 302
    if way != "/konto/passwort/vergessen/":
        assert done["Location"] == BACK


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("there", [True, False])
def test_another_address_begins_again_and_leads_back_in_the_end(
    client: Client, way: str, there: bool
) -> None:
    address = account().email if there else "niemand@beispiel.example"
    page = ask(client, way, address)
    led = press(client, page, "Andere Adresse verwenden")
    assert led.startswith(f"{way}?next=%2Fwiki%2Fneu%2F")
    assert client.get(led).status_code == 200, "not led on to the page for the code"
    assert client.get(page).status_code == 302, "the first code is forgotten"
    page = ask(client, way, "neu@beispiel.example" if "anmelden" in way else account().email)
    if way != "/konto/passwort/vergessen/":
        assert client.post(page, {"code": code_from_mail(), "next": BACK})["Location"] == BACK


def test_the_last_new_code_is_followed_by_none(client: Client) -> None:
    page = ask(client, "/konto/login/code/", known("/konto/login/code/"))
    for _ in range(3):
        press(client, page, "Neuen Code schicken")
    assert "Neuen Code schicken" not in client.get(page).content.decode()
    assert "Andere Adresse verwenden" in client.get(page).content.decode()


def test_changing_the_address_of_an_account_begins_again_there(client: Client) -> None:
    user = account()
    client.force_login(user)
    page = str(
        client.post("/konto/mail/", {"email": "neu@x.example", "action_add": ""})["Location"]
    )
    assert press(client, page, "Andere Adresse verwenden") == "/konto/mail/"
    assert client.get("/konto/").status_code == 200, "still signed in"
    assert User.objects.get(pk=user.pk).email == user.email


def test_another_address_leads_to_no_other_host(client: Client) -> None:
    answer = client.post("/konto/andere-adresse/", {"next": "https://fremd.example/"})
    assert answer["Location"] == "/konto/login/code/"


@pytest.mark.parametrize("way", WAYS)
def test_only_the_demo_leads_to_its_mailbox(client: Client, way: str) -> None:
    page = ask(client, way, known(way))
    assert MAILBOX not in client.get(page).content.decode()
    with override_settings(DEMO=True):
        assert f'href="{MAILBOX}"' in client.get(page).content.decode()
