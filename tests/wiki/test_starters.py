"""What an article is begun with: questions that help, and never stand in the text."""

import tomllib
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from cms.services import ensure_site
from tests.people import person, signed_in
from tests.wiki.factories import district
from wiki.models import Article, Starter
from wiki.starters import FIRST, ensure_starters

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEW = "/wiki/neu/"
SLUGS = "so-geht-es ort angebot wer-hilft geschichte erfahrung leeres-blatt".split()


def main(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode().partition("<main")[2]


def test_a_new_site_has_seven_in_each_language() -> None:
    for code, _name in settings.LANGUAGES:
        assert [one.slug for one in Starter.objects.offered(code)] == SLUGS
    for row in tomllib.loads(FIRST.read_text(encoding="utf-8"))["starters"]:
        assert len({len(row[code]["questions"]) for code, _name in settings.LANGUAGES}) == 1
    assert Starter.objects.get(slug="leeres-blatt", language="de").lines == []


def test_the_form_offers_them_and_keeps_what_the_address_said(client: Client) -> None:
    district("West", "west")
    found = main(client, f"{NEW}?district=west&title={quote('Der Hof')}")
    for slug in SLUGS:
        assert f'href="?district=west&amp;title=Der+Hof&amp;vorlage={slug}#vorlage"' in found
    chosen = main(client, f"{NEW}?district=west&title=Der+Hof&vorlage=ort")
    assert 'value="Der Hof"' in chosen
    assert '<option value="west" selected>' in chosen


def test_its_questions_stand_beside_the_text_and_not_in_it(client: Client) -> None:
    found = main(client, f"{NEW}?vorlage=erfahrung")
    question = "Was hat nicht getragen, und woran lag es?"
    assert f"<li>{question}</li>" in found
    assert 'aria-current="true">Erfahrung</a>' in found
    field = found.partition('<textarea name="body"')[2].partition("</textarea>")[0]
    attributes, _end, typed = field.partition(">")
    assert question in attributes.partition('placeholder="')[2].partition('"')[0]
    assert not typed.strip()


@pytest.mark.parametrize("said", ["", "nichts", "leeres-blatt", "%00", "x" * 500])
def test_without_questions_the_form_is_as_ever(client: Client, said: str) -> None:
    found = main(client, f"{NEW}?vorlage={said}")
    assert "placeholder" not in found.partition('<textarea name="body"')[2].partition(">")[0]


def test_nothing_written_is_nothing_saved() -> None:
    browser = signed_in(person())
    sent = {"title": "Der Hof", "body": " \n", "action": "save"}
    answer = browser.post(f"{NEW}?vorlage=ort", sent)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "<li>Was gibt es dort?</li>" in page  # the questions are still there
    assert not Article.objects.exists()
    saved = browser.post(f"{NEW}?vorlage=ort", sent | {"body": "Ein Brunnen."})
    assert saved.status_code == 302
    assert Article.objects.get().revisions.get().body == "Ein Brunnen."


def test_each_language_has_its_own(client: Client) -> None:
    assert "<li>What is there?</li>" in main(client, f"/en{NEW}?vorlage=ort")
    assert "<li>Was gibt es dort?</li>" in main(client, f"/de-simple{NEW}?vorlage=ort")


def test_a_translation_has_a_text_to_begin_with(client: Client) -> None:
    browser = signed_in(person())
    browser.post(NEW, {"title": "Der Hof", "body": "Ein Brunnen.", "action": "save"})
    found = main(client, f"/en{NEW}?uebersetzung={Article.objects.get().pk}&vorlage=ort")
    assert "What is there?" not in found
    assert 'id="vorlage"' not in found


def test_what_editors_change_stays_so(client: Client) -> None:
    changed = Starter.objects.filter(language="de")
    changed.filter(slug="ort").update(questions="Ist es dort <b>schön</b>?")
    changed.filter(slug="angebot").update(is_active=False)
    changed.filter(slug="geschichte").delete()
    ensure_starters()
    ensure_site()
    found = main(client, f"{NEW}?vorlage=ort")
    assert "<li>Ist es dort &lt;b&gt;schön&lt;/b&gt;?</li>" in found
    assert "vorlage=angebot" not in found
    assert "vorlage=geschichte" not in found


def test_where_none_is_in_use_nothing_is_offered(client: Client) -> None:
    Starter.objects.update(is_active=False)
    assert 'id="vorlage"' not in main(client, NEW)
