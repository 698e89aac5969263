"""Every form that people open, sent empty and with nonsense: its errors name field and remedy.

The addresses come from the table of URLs, as in `test_every_form`; the messages that must not be
seen are read from Django, so that a new kind of field is found here, too.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django import forms
from django.core import validators
from django.db import transaction
from django.forms import models
from django.test import Client
from django.utils import translation

from tests.community.conftest import board  # noqa: F401
from tests.config.test_every_form import World, routes, world  # noqa: F401
from tests.people import moderator
from text.form_filling import Form, Reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.walk,
    pytest.mark.long("sends every form of the site"),
]
NONSENSE = {
    "email": "kein Klammeraffe",
    "url": "so nicht",
    "number": "viele",
    "date": "gestern",
    "time": "abends",
    "checkbox": "gibt-es-nicht",
    "radio": "gibt-es-nicht",
}
LONG = "x" * 21_000
#: Sent as they are: who reads, and what another test asks.
KEPT = {"hidden", "submit", "button", "image", "reset"}
#: Fewest forms that show errors to a role; a walk that sees none proves nothing.
LEAST = {"guest": 20, "moderator": 25}


def messages_of_django() -> set[str]:
    """What Django says of fields, in German, up to the first thing that is put in."""
    classes = [*vars(forms).values(), *vars(models).values(), *vars(validators).values()]
    found: list[Any] = []
    for one in classes:
        if isinstance(one, type) and one.__module__.startswith("django."):
            found += getattr(one, "default_error_messages", {}).values()
            found.append(getattr(one, "message", ""))
    with translation.override("de"):
        words = {re.split(r"[%{]", str(_single(one)))[0].strip() for one in found if one}
    return {text for text in words if len(text) > 12}


def _single(message: Any) -> Any:
    """Return a message that is counted in the form for one."""
    try:
        return str(message)
    except (KeyError, TypeError):
        return message % {"max": 1, "limit_value": 1}


def sent(form: Form, kind: str) -> dict[str, list[str]]:
    """Fill a form with nothing, or with what fits into none of its fields."""
    values: dict[str, list[str]] = {}
    for tag in form.fields:
        name, type_ = tag.get("name"), tag.get("type").lower()
        if not name or name in ("csrfmiddlewaretoken", "started") or tag.get("tabindex") == "-1":
            continue
        if type_ in KEPT:
            values.setdefault(name, []).append(unescape(tag.get("value")))
        elif tag.name == "select" or kind == "nonsense":
            nonsense = "gibt-es-nicht" if tag.name == "select" else NONSENSE.get(type_, LONG)
            values[name] = ["" if kind == "empty" else nonsense]
        elif type_ not in ("checkbox", "radio"):
            values[name] = [""]
    return values


def answers(client: Client, path: str, kind: str, known: set[Any]) -> Iterator[str]:
    """Send every form of a page that no other page had; what comes back as a page."""
    page = client.get(path)
    if page.status_code != 200 or "html" not in page["Content-Type"]:
        return
    for form in Reader(page.content.decode()).forms:
        action = urlsplit(urljoin(path, form.tag.get("action"))).path
        if "logout" in action:
            continue
        same = (form.tag.get("method").lower(), action, *sorted(t.get("name") for t in form.fields))
        if same in known:
            continue
        known.add(same)
        before = transaction.savepoint()
        values = sent(form, kind)
        if form.tag.get("method").lower() == "post":
            answer = client.post(action, values)
        else:
            short = {name: [v[:60] for v in given] for name, given in values.items()}
            answer = client.get(f"{action}?{urlencode(short, doseq=True)}")
        transaction.savepoint_rollback(before)
        if "html" in answer.get("Content-Type", ""):
            yield answer.content.decode()


def complaints(html: str) -> list[str]:
    """The errors of a page, at the fields and above the form, as text."""
    at_field = re.findall(r'<p class="error"[^>]*>(.*?)</p>', html, re.DOTALL)
    above = re.findall(r'class="error-summary".*?</ul>', html, re.DOTALL)
    lines = [line for part in above for line in re.findall(r"<li>(.*?)</li>", part, re.DOTALL)]
    return [unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in (*at_field, *lines)]


def unnamed(html: str) -> list[str]:
    """The lines above a form that lead to a field and do not say which."""
    found = []
    for target, line in re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', html, re.DOTALL):
        label = label_of(html, target)
        if label and label not in line:
            found.append(f"{label!r}: {line}")
    return found


def label_of(html: str, target: str) -> str:
    """The label of a field, or the legend of its group."""
    before = html.partition(f' id="{target}"')[0].rpartition("</fieldset>")[2]
    legends = re.findall(r"<legend[^>]*>(.*?)</legend>", before, re.DOTALL)
    labels = re.findall(rf'<label for="{re.escape(target)}">(.*?)</label>', html, re.DOTALL)
    words = ((legends if target.endswith("_0") else labels) or [""])[-1]
    return re.sub(r'<span class="optional".*|<[^>]+>', "", words, flags=re.DOTALL).strip()


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("guest", "nonsense"),
        ("moderator", "empty"),
        pytest.param("guest", "empty", marks=pytest.mark.full),
        pytest.param("moderator", "nonsense", marks=pytest.mark.full),
    ],
)
def test_errors_name_the_field_and_what_to_enter(
    world: World,  # noqa: F811
    role: str,
    kind: str,
) -> None:
    generic = messages_of_django()
    assert any(words.startswith("Dieses Feld") for words in generic)
    found, seen, known = {}, 0, set[Any]()
    for name in routes():
        client = Client()
        if role == "moderator":
            client.force_login(moderator())
        for html in answers(client, world.address(name), kind, known):
            said = complaints(html)
            seen += bool(said)
            bad = [one for one in said if any(words in one for words in generic)]
            if bad or unnamed(html):
                found[name] = (bad, unnamed(html))
    assert found == {}
    assert seen >= LEAST[role], f"{seen} forms have shown errors"
