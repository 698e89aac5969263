"""Pictures in the long texts of entries: figures as in articles, and nothing of what is hidden."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from districts import entries
from districts.models import Actor
from districts.services.signature import Signature
from pictures import inbox
from pictures.models import Picture
from tests.fixtures.town import Town
from tests.people import moderator, newcomer, person, signed_in
from tests.pictures.sharing import given_picture
from text.inline import in_words, written, written_with_pictures
from text.rich.field import digest

pytestmark = pytest.mark.usefixtures("own_folders")

#: All that could tell of a picture where it must not be told of.
WORDS = ("Kinder am Brunnen", "Einweihung", "Mia Muster", "Selbst gesagt", "Unterschrift")

#: A long text of each kind.
LONG = {"actor": "description", "project": "what_worked", "date": "text", "network": "text"}


def line(picture: Picture) -> str:
    return f'![Selbst gesagt](/bilder/{picture.pk}/ "Unterschrift")'


def put_into(town: Town, picture: Picture) -> dict[str, str]:
    """Write a picture into a long text of each kind; return the addresses of their pages."""
    found = {}
    for name, field in LONG.items():
        entry = getattr(town, name)
        text = f"{line(picture)}\n\nVorher {line(picture)} nachher.\n"
        type(entry).objects.filter(pk=entry.pk).update(**{field: text})
        found[name] = entry.get_absolute_url()
    return found


@pytest.mark.django_db(transaction=True)
def test_a_figure_stands_in_every_kind_until_it_is_hidden(
    client: Client, committed_town: Town
) -> None:
    writer, boss = person(), moderator()
    picture = given_picture(writer)
    readers = {"guest": client, "writer": signed_in(writer), "moderator": signed_in(boss)}
    pages = put_into(committed_town, picture)
    for reader in readers.values():
        for _again in range(2):  # made, then kept
            for address in pages.values():
                page = reader.get(address).content.decode()
                assert page.count("<figure") == 1, address
                assert 'alt="Selbst gesagt"' in page
                assert "Unterschrift" in page
                assert page.count("CC BY 4.0") == 1
                assert f'<a href="/bilder/{picture.pk}/">/bilder/' in page  # within a sentence
    inbox.hide(picture, 0, boss, "weil")
    for name, reader in readers.items():
        for address in (*pages.values(), "/suche/?q=Vorher"):
            page = reader.get(address).content.decode()
            assert [word for word in WORDS if word in page] == [], (name, address)
            assert "picture-place" not in page


@pytest.mark.django_db
def test_a_page_asks_once_for_all_its_pictures(client: Client, town: Town) -> None:
    project = town.project
    address = project.get_absolute_url()

    def cost(*texts: str) -> int:
        fields = dict(zip(("what_worked", "results", "what_stays"), texts, strict=True))
        type(project).objects.filter(pk=project.pk).update(**fields)
        client.get(address)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        assert page.count("<figure") == sum("bilder" in text for text in texts)
        return len(queries)

    pictures = [line(given_picture(person())) for _number in range(3)]
    assert cost(*pictures) == cost("Eins", "Zwei", "Drei") + 2


@pytest.mark.django_db
def test_in_few_words_nothing_is_said_of_a_picture() -> None:
    text = f"{line(Picture(pk=3))}\n\nDanach {line(Picture(pk=4))} mehr."
    assert in_words(text) == "Danach  mehr."
    assert "<figure" not in written(text)
    assert [word for word in WORDS if word in written(text)] == []
    assert written(text).count('<a href="/bilder/') == 2
    assert written_with_pictures(text).count("picture-place") == 1
    foreign = "![Alt](https://example.org/bilder/3/) ![b](/media/x.png)"
    assert written_with_pictures(foreign) == written(foreign)
    assert "<img" not in written(foreign)


@pytest.mark.django_db
def test_what_an_editor_sends_of_an_entry(town: Town) -> None:
    """Public pictures and one's own that wait come into it; those of others that wait do not."""
    writer = newcomer()
    own, held, public = given_picture(writer), given_picture(newcomer()), given_picture(person())

    def sent(number: object, alt: object = "Neu") -> tuple[int, str, str]:
        node = {"type": "picture", "attrs": {"number": number, "alt": alt, "caption": "So"}}
        changes = {"of": digest("Alt"), "changes": [{"keep": 0}, {"node": node}]}
        data = {
            "name": f"Verein {number}"[:40],
            "sector": "nonprofit",
            "summary": "Wir.",
            "description": "Alt",
            "description_blocks": json.dumps(changes),
            "districts": [town.west.pk],
            "topics": [town.topic.pk],
        }
        answer = signed_in(writer).post("/akteure/neu/", data)
        made = Actor.objects.filter(name=data["name"]).first()
        return answer.status_code, answer.content.decode(), made.description if made else ""

    for picture in (own, public):
        status, _page, text = sent(picture.pk)
        assert (status, text) == (302, f'Alt\n\n![Neu](/bilder/{picture.pk}/ "So")')
    for number, alt in (
        (held.pk, "Neu"),
        (99_999, "Neu"),
        ("x", "Neu"),
        (public.pk + 7, "a" * 10**6),
    ):
        status, page, text = sent(number, alt)
        assert (status, text) == (400, "")
        assert 'id="id_description-error' in page or 'href="#id_description"' in page
        assert "&quot;So&quot;" in page


def write(town: Town, text: str, author: User) -> None:
    for name, field in LONG.items():
        entry = getattr(town, name)
        signature = Signature(author=author)
        entries.of(entry).update(entry, {field: text}, base=None, signature=signature)


def told(town: Town, reader: Client) -> dict[str, str]:
    """What programs and writers are told of the texts into which a picture was put."""
    addresses = [
        f"{getattr(town, name).get_absolute_url()}{view}"
        for name in ("actor", "project", "date", "network")
        for view in ("bearbeiten/", "version/1/")
    ]
    addresses += [f"/api/v1/{name}" for name in ("actors", "projects", "events", "networks")]
    addresses += ["/api/v1/actors?format=csv", f"{town.project.get_absolute_url()}uebernehmen/"]
    answers = {address: reader.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address: html.unescape(answer.content.decode()) for address, answer in answers.items()}


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
def test_no_form_and_no_program_is_told_who_is_in_a_hidden_picture(committed_town: Town) -> None:
    writer, boss = person(), moderator()
    picture = given_picture(writer)
    write(committed_town, f"Davor.\n\n{line(picture)}\n\nDanach.", writer)
    reader = signed_in(writer)
    before = told(committed_town, reader)
    silent = {address for address, page in before.items() if "Selbst gesagt" not in page}
    assert {
        address for address in silent if "bearbeiten" in address or "actors" in address
    } == set()
    inbox.hide(picture, 0, boss, "weil")
    for who in (reader, signed_in(boss)):
        for address, page in told(committed_town, who).items():
            assert [word for word in WORDS if word in page] == [], address
    assert f"![](/bilder/{picture.pk}/)" in told(committed_town, reader)["/api/v1/actors"]


@pytest.mark.django_db
def test_a_form_keeps_what_its_writer_was_not_shown(town: Town) -> None:
    writer = person()
    picture = given_picture(writer)
    text = f"Davor.\n\n{line(picture)}\n\nDanach."
    write(town, text, writer)
    inbox.hide(picture, 0, moderator(), "weil")
    address = f"{town.actor.get_absolute_url()}bearbeiten/"
    reader = signed_in(person())

    def send(change: Callable[[str], str]) -> str:
        form = reader.get(address).context["form"]
        values = {name: form[name].value() for name in form.fields}
        data = {name: value for name, value in values.items() if value not in (None, "", False)}
        data["description"] = change(data["description"])
        assert reader.post(address, data).status_code == 302
        town.actor.refresh_from_db()
        return town.actor.description

    assert send(lambda shown: shown.replace("Danach.", "Neues.")) == text.replace("Danach", "Neues")
    assert (
        send(lambda shown: shown.replace(f"![](/bilder/{picture.pk}/)", "Weg.")).count("Selbst")
        == 0
    )
