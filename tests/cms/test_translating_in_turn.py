"""One person at a time writes in a translation, since its form names no state that it saw."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import BasePage
from cms.models.translation_turns import TranslationTurn
from tests.cms.conftest import MakePage
from tests.cms.test_lost_updates import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(make_page: MakePage) -> Translation:
    """A page that is being translated into English."""
    page: BasePage = make_page("garten", title="Garten", intro="Beete und Bäume.")
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    found = Translation.objects.create(source=source, target_locale=english)
    found.save_target(publish=False)
    return found


def write(client: Client, translation: Translation, words: str) -> Any:
    segment = translation.source.stringsegment_set.earliest("pk").pk
    address = f"/admin/localize/translate/{translation.pk}/strings/{segment}/edit/"
    return client.put(address, f"value={words}", content_type="application/x-www-form-urlencoded")


def written() -> list[str]:
    return list(StringTranslation.objects.values_list("data", flat=True))


def test_the_second_writes_when_the_first_has_finished(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    assert write(rita, translation, "Garden").status_code == 201
    refused = write(ali, translation, "Yard")
    assert refused.status_code == 409
    assert "Editor" in refused.json()["detail"]
    assert written() == ["Garden"]
    page = translation.get_target_instance()
    shown = ali.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Editor übersetzt hier" in shown
    publish = {"action": "publish"}
    assert ali.post(f"/admin/pages/{page.pk}/edit/", publish).status_code == 409
    assert rita.post(f"/admin/pages/{page.pk}/edit/", publish).status_code == 302
    assert write(ali, translation, "Yard").status_code == 200
    assert written() == ["Yard"]


def test_a_turn_that_was_left_alone_ends(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    long_ago = timezone.now() - timedelta(minutes=16)
    TranslationTurn.objects.update(at=long_ago)
    assert write(ali, translation, "Yard").status_code == 200
    assert write(rita, translation, "Garden").status_code == 409


def test_files_and_stopping_wait_for_the_turn_as_well(translation: Translation) -> None:
    rita, ali = person("editor"), person("admin")
    write(rita, translation, "Garden")
    for end in ("pofile/upload", "disable", "machine_translate"):
        answer = ali.post(f"/admin/localize/translate/{translation.pk}/{end}/")
        assert answer.status_code == 409, end
    assert Translation.objects.get().enabled


def test_who_may_not_enter_the_admin_begins_no_turn(translation: Translation) -> None:
    assert write(person("resident"), translation, "Garden").status_code in {302, 403}
    assert not TranslationTurn.objects.exists()
