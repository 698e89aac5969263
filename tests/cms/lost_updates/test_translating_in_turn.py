"""One person at a time writes in a translation, and nobody over words that they have not seen."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import polib
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationSource,
)

from accounts.models import User
from cms.lost_updates import po_files
from cms.models import BasePage
from cms.models.translation_turns import TranslationTurn
from tests.cms.conftest import MakePage
from tests.cms.forms import seen, send
from tests.cms.test_lost_updates import person

# Wagtail-localize publishes when the transaction is over.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]

INTRO = "Beete und Bäume."


@pytest.fixture
def translation(make_page: MakePage) -> Translation:
    """A page that is being translated into English."""
    page: BasePage = make_page("garten", title="Garten", intro=INTRO)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    found = Translation.objects.create(source=source, target_locale=english)
    found.save_target(publish=False)
    return found


def address(translation: Translation, german: str = "Garten") -> str:
    segment = translation.source.stringsegment_set.get(string__data=german).pk
    return f"/admin/localize/translate/{translation.pk}/strings/{segment}/edit/"


def slug_address(translation: Translation) -> str:
    segment = translation.source.overridablesegment_set.get(context__path="slug").pk
    return f"/admin/localize/translate/{translation.pk}/overrides/{segment}/edit/"


def put(client: Client, url: str, words: str) -> Any:
    form = urlencode({"value": words})
    return client.put(url, form, content_type="application/x-www-form-urlencoded")


def write(client: Client, translation: Translation, words: str) -> Any:
    return put(client, address(translation), words)


def edit(translation: Translation) -> str:
    return f"/admin/pages/{translation.get_target_instance().pk}/edit/"


class Editor:
    """A page of the editor, as somebody has opened it: its addresses carry what it shows."""

    def __init__(self, client: Client, translation: Translation) -> None:
        self.client, self.translation = client, translation
        self.html = client.get(edit(translation)).content.decode()

    def url(self, plain: str) -> str:
        found = re.search(re.escape(plain) + r"\?base=[0-9a-f.-]+", self.html)
        assert found
        return found[0]

    def write(self, words: str, german: str = "Garten") -> Any:
        return put(self.client, self.url(address(self.translation, german)), words)

    def take_away(self) -> Any:
        return self.client.delete(self.url(address(self.translation)))

    def publish(self) -> Any:
        base = re.search(r'data-base="([^"]+)"', self.html)
        assert base, "what the script puts into the form"
        data = {"action": "publish", "base": base[1]}
        return self.client.post(edit(self.translation), data)


def written() -> list[str]:
    return list(StringTranslation.objects.order_by("pk").values_list("data", flat=True))


def end_all_turns() -> None:
    TranslationTurn.objects.update(at=timezone.now() - timedelta(minutes=16))


def is_live(translation: Translation) -> bool:
    return bool(translation.get_target_instance().live)


def test_the_second_writes_when_the_first_has_finished(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    assert write(rita, translation, "Garden").status_code == 201
    refused = write(ali, translation, "Yard")
    assert refused.status_code == 409
    assert "Editor" in refused.json()["detail"]
    assert refused.json()["mine"] == "Yard"
    assert written() == ["Garden"]
    assert "Editor übersetzt hier" in Editor(ali, translation).html
    publish = {"action": "publish"}
    assert ali.post(edit(translation), publish).status_code == 409
    put(rita, address(translation, INTRO), "Beds and trees.")
    assert Editor(rita, translation).publish().status_code == 302
    assert is_live(translation)
    assert not TranslationTurn.objects.exists()
    assert Editor(ali, translation).write("Yard").status_code == 200
    assert written() == ["Yard", "Beds and trees."]


def refuse(self: Page, *_args: Any, **_more: Any) -> None:
    raise ValidationError({"title": ["So nicht."]})


@pytest.mark.parametrize("why", ["gap", "error"])
def test_a_publishing_that_fails_ends_no_turn(
    translation: Translation, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    if why == "error":
        put(rita, address(translation, INTRO), "Beds and trees.")
    opened = Editor(rita, translation)
    with monkeypatch.context() as broken:
        if why == "error":
            broken.setattr(Page, "full_clean", refuse)
        assert opened.publish().status_code == 302
    assert not is_live(translation)
    assert TranslationTurn.objects.get().user.name == "Editor"
    assert Editor(ali, translation).write("Yard").status_code == 409


def test_after_a_turn_an_old_page_writes_over_nothing_newer(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    old = Editor(rita, translation)
    assert old.write("Garden").status_code == 201
    assert old.write("The garden").status_code == 200, "its own words"
    end_all_turns()
    assert write(ali, translation, "Yard").status_code == 409, "it has seen nothing"
    assert Editor(ali, translation).write("Yard").status_code == 200
    assert old.write("Garden again").status_code == 409, "not their turn"
    end_all_turns()
    refused = old.write("Garden, for the third time")
    assert refused.status_code == 409
    said = refused.json()
    assert (said["theirs"], said["mine"]) == ("Yard", "Garden, for the third time")
    assert said["theirs"] in said["detail"]
    assert said["mine"] in said["detail"]
    assert old.take_away().status_code == 409
    assert written() == ["Yard"]
    assert TranslationTurn.objects.get().user.name == "Admin", "who is refused has no turn"
    fresh = Editor(rita, translation)
    assert fresh.write("Garden, seen").status_code == 200
    assert fresh.take_away().status_code == 200


def test_two_pages_of_one_person_are_two(translation: Translation) -> None:
    rita = person("editor")
    old, new = Editor(rita, translation), Editor(rita, translation)
    assert new.write("Garden").status_code == 201
    assert old.write("Gardn").status_code == 409
    assert new.write("Gardens").status_code == 200
    assert written() == ["Gardens"]


def test_what_replaces_no_text_is_compared_as_well(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    old = Editor(rita, translation)
    theirs = Editor(ali, translation)
    assert put(ali, theirs.url(slug_address(translation)), "yard").status_code == 201
    end_all_turns()
    slug = old.url(slug_address(translation))
    assert put(rita, slug, "garden").json()["theirs"] == "yard"
    assert rita.delete(slug).status_code == 409
    assert SegmentOverride.objects.get().data == "yard"
    assert put(ali, theirs.url(slug_address(translation)), "the-yard").status_code == 200


def test_a_stopped_translation_is_compared_as_well(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    old = Editor(rita, translation)
    Editor(ali, translation).write("Yard")
    ali.post(f"/admin/localize/translate/{translation.pk}/disable/")
    end_all_turns()
    assert old.write("Garden").status_code == 409


def test_nobody_publishes_sentences_that_they_have_not_seen(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    first = Editor(rita, translation)
    first.write("Garden")
    first.write("Beds and trees.", INTRO)
    end_all_turns()
    Editor(ali, translation).write("Yard")
    end_all_turns()
    refused = first.publish()
    assert refused.status_code == 409
    html = refused.content.decode()
    assert "Yard" in html
    assert "Beds and trees." not in html, "it has written that itself"
    assert not is_live(translation)
    assert rita.post(edit(translation), {"action": "publish"}).status_code == 409
    form = dict(re.findall(r'<input type="hidden" name="(action|base)" value="([^"]*)">', html))
    assert rita.post(edit(translation), form).status_code == 302
    assert translation.get_target_instance().title == "Yard"
    assert is_live(translation)


def upload(client: Client, translation: Translation, po: Any) -> Any:
    file = SimpleUploadedFile("garten.po", str(po).encode())
    url = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    return client.post(url, {"file": file, "next": "/admin/"})


def download(client: Client, translation: Translation) -> Any:
    url = f"/admin/localize/translate/{translation.pk}/pofile/download/"
    return polib.pofile(client.get(url).content.decode())


def test_a_file_brings_back_what_was_written_in_it_and_nothing_else(
    translation: Translation,
) -> None:
    rita, ali = person("editor"), person("admin")
    write(ali, translation, "Garden")
    end_all_turns()
    po = download(rita, translation)
    Editor(ali, translation).write("Yard")
    end_all_turns()
    po.find(INTRO).msgstr = "Beds and trees."
    assert upload(rita, translation, po).status_code == 302
    assert written() == ["Yard", "Beds and trees."]
    end_all_turns()
    po.find("Garten").msgstr = "My garden"
    refused = upload(ali, translation, po)
    assert refused.status_code == 409
    for words in ("Garten", "Yard", "My garden"):
        assert words in refused.content.decode()
    for entry in po:
        entry.comment = ""
    assert upload(ali, translation, po).status_code == 409, "it says not what it was written over"
    assert written() == ["Yard", "Beds and trees."]
    new = download(ali, translation)
    new.find("Garten").msgstr = "My garden"
    assert upload(ali, translation, new).status_code == 302
    assert written() == ["My garden", "Beds and trees."]


def test_a_file_of_something_else_changes_nothing(translation: Translation) -> None:
    rita = person("editor")
    po = download(rita, translation)
    po.find("Garten").msgstr = "Garden"
    po.metadata.pop(po_files.TRANSLATION)
    for head in ({}, {po_files.TRANSLATION: "another one"}):
        po.metadata |= head
        assert upload(rita, translation, po).status_code == 302
        assert written() == []
        assert "nicht für diese Übersetzung" in rita.get("/admin/").content.decode()


UNREADABLE = (
    'msgid "Garten"\nmsgstr "Gärten"\n'.encode("cp1252"),
    b'msgid ""\nmsgstr "Content-Type: text/plain; charset=undefined\\n"\n',
    b'msgid "Garten"\nmsgstr "Gar\x00den"\n',
    b"PK\x03\x04\xff",
)


def test_a_file_that_cannot_be_read_is_said_plainly(translation: Translation) -> None:
    rita = person("editor")
    url = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    for content in UNREADABLE:
        file = SimpleUploadedFile("garten.po", content)
        assert rita.post(url, {"file": file, "next": "/admin/"}).status_code == 302, content
        assert written() == []
        said = rita.get("/admin/").content.decode()
        assert "nicht als Datei mit Übersetzungen" in said, content


@pytest.fixture
def update(translation: Translation) -> str:
    return f"/admin/localize/update/{translation.source_id}/"


def test_what_the_german_text_brings_waits_for_the_turn(
    translation: Translation, update: str
) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    put(rita, address(translation, INTRO), "Beds and trees.")
    assert send(ali, update, {"publish_translations": "on"}).status_code == 409
    assert not is_live(translation)
    end_all_turns()
    base = seen(ali, update)
    write(rita, translation, "Gardens")
    end_all_turns()
    newer = ali.post(update, {"publish_translations": "on"} | base)
    assert newer.status_code == 409
    assert not is_live(translation)
    assert send(ali, update, {"publish_translations": "on"}).status_code == 302
    assert is_live(translation)


def test_files_and_stopping_wait_for_the_turn_as_well(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    for end in ("pofile/upload", "disable", "machine_translate"):
        answer = ali.post(f"/admin/localize/translate/{translation.pk}/{end}/")
        assert answer.status_code == 409, end
        assert Translation.objects.get().enabled


def test_giving_a_translation_up_waits_for_the_turn_as_well(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    page = translation.get_target_instance()
    answer = send(ali, f"/admin/localize/page/{page.pk}/convert_to_alias/")
    assert answer.status_code == 409
    assert "übersetzt hier" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).alias_of_id is None


def test_who_may_not_publish_gives_no_public_translation_up(translation: Translation) -> None:
    author, page = person("author"), translation.get_target_instance()
    Page.objects.filter(pk=page.pk).update(
        live=True, owner=User.objects.get(email="author@example.org")
    )
    address = f"/admin/localize/page/{page.pk}/convert_to_alias/"
    assert author.get(address).status_code == 200, "Wagtail-localize would let them"
    assert send(author, address).status_code == 403
    assert Page.objects.get(pk=page.pk).alias_of_id is None
    Page.objects.filter(pk=page.pk).update(live=False)
    assert send(author, address).status_code == 302


WRITING: dict[str, Callable[[Client, Translation], Any]] = {
    "sentence": lambda who, what: write(who, what, "Garden"),
    "override": lambda who, what: put(who, slug_address(what), "garden"),
    "file": lambda who, what: upload(who, what, "msgid ''\nmsgstr ''\n"),
    "stop": lambda who, what: who.post(f"/admin/localize/translate/{what.pk}/disable/"),
    "publish": lambda who, what: who.post(edit(what), {"action": "publish"}),
}


@pytest.mark.parametrize("role", ["resident", "author"])
def test_who_may_not_edit_the_page_takes_no_turn(translation: Translation, role: str) -> None:
    client = person(role)
    for way, send_it in WRITING.items():
        assert send_it(client, translation).status_code in {302, 403, 404}, way
        assert not TranslationTurn.objects.exists(), way
        assert not written(), way
        assert Translation.objects.get().enabled, way
    write(person("editor"), translation, "Garden")
    for way, send_it in WRITING.items():
        answer = send_it(client, translation)
        assert answer.status_code in {302, 403, 404}, f"{way}: nor do they learn whose it is"
