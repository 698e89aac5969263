"""The editor of a translation shows sentences as people write them, and days in their words."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from cms.admin.translation_words import as_written
from cms.models import BasePage
from tests.cms.conftest import MakePage
from tests.cms.lost_updates.test_translating_in_turn import Editor, edit
from tests.cms.test_lost_updates import person

# Wagtail-localize publishes when the transaction is over.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]
#: Half past eleven at night in UTC is the next day here.
EVENING = "2026-12-01T23:30:00+00:00"


def props(client: Client, translation: Translation) -> Any:
    """Return what the program of the editor is given."""
    page = client.get(edit(translation)).content.decode()
    found = re.search(r'data-props="([^"]*)"', page)
    assert found
    return json.loads(html.unescape(found[1]))


@pytest.fixture
def translation(make_page: MakePage) -> Translation:
    """A page of which English is made."""
    body = [
        {"type": "heading", "value": "Wann & wo?"},
        {"type": "text", "value": "Kaffee & **Kuchen**, 1 < 2"},
    ]
    words = {"title": "Garten & R&D", "intro": "5 > 4 &amp; &copy;"}
    page: BasePage = make_page("garten", body=body, **words)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    found = Translation.objects.create(source=source, target_locale=english)
    found.save_target(publish=False)
    return found


def test_sentences_are_shown_as_people_write_them(translation: Translation) -> None:
    shown = {one.get("source") for one in props(person("admin"), translation)["segments"]}
    assert "Garten & R&amp;D" in shown
    assert "Wann & wo?" in shown
    assert "Kaffee & <strong>Kuchen</strong>, 1 &lt; 2" in shown
    # These words are no signs: as they are they would say something else.
    assert "5 > 4 &amp;amp; &amp;copy;" in shown


def test_what_is_typed_as_shown_is_the_same_sentence(translation: Translation) -> None:
    client = person("admin")
    editor = Editor(client, translation)
    for one in props(client, translation)["segments"]:
        if one["type"] == "string":
            stored = translation.source.stringsegment_set.get(pk=one["id"]).string.data
            assert editor.write(one["source"], stored).status_code in (200, 201)
    translation.save_target(publish=False)
    page = translation.get_target_instance().get_latest_revision_as_object()
    assert (page.title, page.intro) == ("Garten & R&D", "5 > 4 &amp; &copy;")
    assert page.body[0].value["text"] == "Wann & wo?"
    assert "Kaffee &amp; <strong>Kuchen</strong>, 1 &lt; 2" in str(page.body[1].value)


@pytest.mark.parametrize(
    "text", ["Wann & wo?", "R&D", "a &amp; b", "&copy=1", "1 > 0 < 2", "&&", "AT&T;", "&#38;"]
)
def test_nothing_else_is_said_than_was_written(text: str) -> None:
    stored = StringValue.from_plaintext(text)
    shown = StringValue.from_translated_html(as_written(stored.data))
    assert shown.data == stored.data
    assert shown.render_text() == text


def test_days_are_said_in_the_language_of_the_reader(translation: Translation) -> None:
    client = person("admin")
    with time_machine.travel(EVENING, tick=False):
        answer = Editor(client, translation).write("Garden", "Garten &amp; R&amp;D")
    assert answer.json()["comment"] == "Manuell übersetzt am 2. Dezember 2026"
    (again,) = props(client, translation)["initialStringTranslations"]
    assert again["comment"] == "Manuell übersetzt am 2. Dezember 2026"
    with override("en"):
        said = StringTranslation.objects.get().get_comment()
    assert said == "Translated manually on 2 December 2026"
