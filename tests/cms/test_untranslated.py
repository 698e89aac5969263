"""German words are not published as English, by whatever way; every test commits for real.

Wagtail-localize publishes when the transaction is over: a test that never commits sees nothing.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, TaskState
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_page_subtree
from wagtail_localize.synctree import synchronize_tree

from accounts.services import create_user
from cms.models import SiteSettings
from cms.scheduled_publishing import publish_scheduled
from cms.services import EDITORS
from cms.untranslated import StillGerman
from cms.worklists.language_state import PageState, rows
from search.models import Entry
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.any_database]
GERMAN = "Wir lernen voneinander."
ENGLISH = "We learn from each other."
BODY = [{"type": "text", "value": GERMAN}, {"type": "text", "value": "Jeden Montag im Hof."}]
WORDS = {
    "Über uns": "About us",
    GERMAN: ENGLISH,
    "Jeden Montag im Hof.": "On Mondays in the yard.",
}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(create_user(email="r@example.org", name="Rita", groups=(EDITORS,)))
    return client


@pytest.fixture
def german(make_page: MakePage) -> Any:
    return make_page("ueber-uns", title="Über uns", body=BODY)


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def version(page: Page) -> Any:
    return page.get_translation(english()).specific


def begin(client: Client, page: Page, **more: str) -> None:
    data = {"locales": [str(english().pk)], **more}
    answer = client.post(f"/admin/localize/submit/page/{page.pk}/", data)
    assert answer.status_code == 302, answer.content.decode()


def say(page: Page, words: dict[str, str]) -> None:
    """Translate parts of a page, as the editor of translations does."""
    source = TranslationSource.objects.get_for_instance(page.specific)
    for segment in source.stringsegment_set.select_related("string", "context"):
        if text := words.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=english(),
                context=segment.context,
                defaults={"data": text},
            )


def press_publish(client: Client, page: Page) -> str:
    address = f"/admin/pages/{version(page).pk}/edit/"
    answer = send(client, address, {"action": "publish"}, follow=True)
    return answer.content.decode()


def state_of(page: Page) -> PageState:
    row = next(row for row in rows() if row.page.pk == page.pk)
    return next(found.state for found in row.versions if found.language == "en")


def shown_as_english() -> bool:
    """Whether German words are at an English address without a word that they are German."""
    answer = Client().get(f"/en/ueber-uns/?frisch={timezone.now().timestamp()}")
    html = answer.content.decode()
    german = GERMAN in html or "Jeden Montag im Hof." in html
    return german and "does not exist in English yet" not in html


def is_found(page: Page) -> bool:
    row = Entry.objects.filter(kind="page", object_id=page.pk).first()
    return bool(row and row.public and not row.hidden and not row.stale)


def test_beginning_publishes_nothing(editor: Client, german: Page) -> None:
    begin(editor, german)
    assert not version(german).live
    assert not shown_as_english()
    assert not is_found(version(german))
    assert state_of(german) == PageState.DRAFT
    assert "Über uns" in editor.get("/admin/sprachen/").content.decode()


def test_the_button_says_what_is_missing_until_nothing_is(editor: Client, german: Page) -> None:
    begin(editor, german)
    assert "3 Abschnitte des Textes sind noch deutsch" in press_publish(editor, german)
    say(german, {GERMAN: ENGLISH, "Über uns": "About us"})
    assert "1 Abschnitt des Textes ist noch deutsch" in press_publish(editor, german)
    assert not version(german).live
    assert not shown_as_english()
    say(german, WORDS)
    press_publish(editor, german)
    assert version(german).live
    assert ENGLISH in Client().get("/en/ueber-uns/").content.decode()
    assert state_of(german) == PageState.CURRENT


def test_a_translation_with_a_mistake_counts_as_missing(editor: Client, german: Page) -> None:
    begin(editor, german)
    say(german, WORDS)
    StringTranslation.objects.filter(data=ENGLISH).update(has_error=True)
    assert "1 Abschnitt" in press_publish(editor, german)
    assert not version(german).live


def test_what_has_no_words_needs_no_translation(editor: Client, make_page: MakePage) -> None:
    page = make_page("zahlen", title="Zahlen", body=[{"type": "text", "value": "0711 123 456"}])
    begin(editor, page)
    say(page, {"Zahlen": "Figures"})
    press_publish(editor, page)
    assert version(page).live


def test_words_that_stay_may_be_said_to_stay(editor: Client, make_page: MakePage) -> None:
    body = [{"type": "text", "value": "Café am Markt, Marktplatz 1"}]
    page = make_page("ort", title="Café am Markt", body=body)
    begin(editor, page)
    say(page, {text: text for text in ("Café am Markt", "Café am Markt, Marktplatz 1")})
    press_publish(editor, page)
    assert version(page).live


def test_a_whole_branch_is_begun_as_drafts(
    editor: Client, german: Page, make_page: MakePage
) -> None:
    below = make_page("ueber-uns/anfahrt", title="Anfahrt", body=BODY)
    begin(editor, german, include_subtree="on")
    for page in (german, below):
        assert not version(page).live
        assert state_of(page) == PageState.DRAFT
    assert not shown_as_english()


def test_a_branch_leaves_alone_what_was_written_by_hand(
    editor: Client, german: Page, make_page: MakePage
) -> None:
    below = make_page("ueber-uns/anfahrt", title="Anfahrt", body=BODY)
    make_page("ueber-uns", title="About us", locale="en", translation_of=german)
    by_hand: Any = make_page(
        "ueber-uns/anfahrt",
        title="Getting here",
        locale="en",
        translation_of=below,
        body=[{"type": "text", "value": "Take the U13."}],
    )
    third = make_page("ueber-uns/team", title="Team", body=BODY)
    begin(editor, third)
    # The branch is walked with every version it has; the form offers only what has none.
    translate_page_subtree(german.pk, [english()], None, None)
    by_hand.refresh_from_db()
    assert by_hand.live
    assert by_hand.title == "Getting here"
    assert "Take the U13." in Client().get("/en/ueber-uns/anfahrt/").content.decode()
    form = editor.get(f"/admin/pages/{by_hand.pk}/edit/").content.decode()
    assert 'name="title"' in form


def test_a_branch_is_begun_only_where_there_is_nothing(
    editor: Client, german: Page, make_page: MakePage
) -> None:
    below = make_page("ueber-uns/anfahrt", title="Anfahrt", body=BODY)
    begin(editor, below)
    say(below, WORDS | {"Anfahrt": "Getting here"})
    press_publish(editor, below)
    Translation.objects.filter(source__object_id=below.translation_key).update(enabled=False)
    by_hand = version(below)
    by_hand.intro = "Written by hand since."
    by_hand.save_revision().publish()
    begin(editor, german, include_subtree="on")
    assert version(below).intro == "Written by hand since."
    assert version(below).live
    assert not Translation.objects.get(source__object_id=below.translation_key).enabled
    assert version(german).alias_of_id is None


def test_an_alias_that_becomes_a_page_is_a_draft(
    editor: Client, german: Page, make_page: MakePage
) -> None:
    below = make_page("ueber-uns/anfahrt", title="Anfahrt", body=BODY)
    begin(editor, below)
    alias = version(german)
    assert (alias.alias_of_id, alias.live) == (german.pk, True)
    assert not shown_as_english()
    begin(editor, german)
    freed = version(german)
    assert (freed.alias_of_id, freed.live) == (None, False)
    assert not shown_as_english()
    assert state_of(german) == PageState.DRAFT


@pytest.mark.parametrize("way", ["view", "tree"])
def test_so_is_one_that_is_converted(client: Client, german: Page, way: str) -> None:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    if way == "tree":
        synchronize_tree(german.locale, english())
    else:
        german.copy_for_translation(english(), alias=True)
    alias = version(german)
    assert alias.live
    assert not shown_as_english()
    send(client, f"/admin/pages/{alias.pk}/convert_alias/")
    freed = version(german)
    assert (freed.alias_of_id, freed.live) == (None, False)
    assert not shown_as_english()


def translated(client: Client, page: Page) -> Any:
    begin(client, page)
    say(page, WORDS)
    press_publish(client, page)
    return version(page)


def change(page: Any) -> None:
    page.body = [("text", f"<p>{GERMAN}</p>"), ("text", "<p>Neu seit diesem Herbst.</p>")]
    page.save_revision().publish()


def test_changes_are_taken_over_without_showing_them(editor: Client, german: Page) -> None:
    translated(editor, german)
    change(german)
    source = TranslationSource.objects.get_for_instance(german.specific)
    update = f"/admin/localize/update/{source.pk}/"
    answer = send(editor, update, {"publish_translations": "on"}, follow=True)
    assert "Abschnitte des Textes sind noch deutsch" in answer.content.decode()
    html = Client().get("/en/ueber-uns/?frisch=1").content.decode()
    assert ENGLISH in html
    assert "Neu seit diesem Herbst." not in html
    assert state_of(german) == PageState.OUTDATED
    assert "noch deutsch" in press_publish(editor, german)
    assert "Neu seit diesem Herbst." not in Client().get("/en/ueber-uns/?frisch=2").content.decode()
    say(german, WORDS | {"Neu seit diesem Herbst.": "New this autumn."})
    send(editor, update, {"publish_translations": "on"})
    assert "New this autumn." in Client().get("/en/ueber-uns/?frisch=3").content.decode()
    assert state_of(german) == PageState.CURRENT


def test_no_other_button_publishes_the_draft(client: Client, german: Page) -> None:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    begin(client, german)
    page = version(german)
    bulk = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}"
    assert "noch deutsch" in send(client, bulk, follow=True).content.decode()
    api = f"/admin/api/main/pages/{page.pk}/action/publish/"
    assert client.post(api).status_code == 404
    with pytest.raises(StillGerman):
        page.get_latest_revision().publish()
    page.get_latest_revision()
    assert not version(german).live


def test_translating_without_saving_does_not_publish_the_german_draft(
    client: Client, german: Page
) -> None:
    client.force_login(create_user(email="v@example.org", name="Vera", is_admin=True))
    begin(client, german)
    say(german, WORDS)
    bulk = f"/admin/bulk/wagtailcore/page/publish/?id={version(german).pk}"
    answer = send(client, bulk, follow=True).content.decode()
    assert "Wort für Wort der deutsche" in answer
    assert not version(german).live


def test_neither_a_date_nor_a_review_publishes_it(editor: Client, german: Page) -> None:
    begin(editor, german)
    page = version(german)
    revision = page.save_revision()
    type(revision).objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )
    assert publish_scheduled() == 0
    author = create_user(email="a@example.org", name="Anna")
    workflow = page.get_workflow()
    assert workflow is not None
    workflow.start(version(german), author)
    task = TaskState.objects.latest("pk")
    url = f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    assert "noch deutsch" in editor.post(url, {"comment": ""}, follow=True).content.decode()
    assert not version(german).live
    assert not shown_as_english()


def test_going_on_by_hand_needs_words_too(editor: Client, german: Page) -> None:
    begin(editor, german)
    Translation.objects.update(enabled=False)
    page = version(german)
    texts = [("text", f"<p>{block['value']}</p>") for block in BODY]
    form = body_form(page, texts) | {"action-publish": "1"}
    answer = send(editor, f"/admin/pages/{page.pk}/edit/", form, follow=True).content.decode()
    assert "Wort für Wort der deutsche" in answer
    assert GERMAN in answer
    assert not version(german).live
    assert not shown_as_english()
    form = body_form(page, [("text", f"<p>{ENGLISH}</p>")]) | {"action-publish": "1"}
    send(editor, f"/admin/pages/{page.pk}/edit/", form)
    assert ENGLISH in Client().get("/en/ueber-uns/").content.decode()


def test_a_script_hears_it_and_nothing_is_written(editor: Client, german: Page) -> None:
    made = translated(editor, german)
    change(german)
    source = TranslationSource.objects.get_for_instance(german.specific)
    source.update_from_db()
    translation = Translation.objects.get(source=source)
    with pytest.raises(StillGerman):
        translation.save_target(publish=True)
    with pytest.raises(StillGerman):
        translation.save_target(publish=False)
    kept = version(german)
    assert str(kept.body) == str(made.body)
    assert kept.live


def test_settings_in_another_language_are_not_written_over(german: Page) -> None:
    first = SiteSettings.objects.get(locale__language_code="de")
    first.footer = "Ein Projekt der Stadt."
    first.save()
    own = SiteSettings.objects.get(locale__language_code="en")
    before = (own.name, own.tagline, own.footer)
    source, _made = TranslationSource.get_or_create_from_instance(first)
    translation = Translation.objects.create(source=source, target_locale=english())
    with pytest.raises(StillGerman):
        translation.save_target(publish=True)
    own.refresh_from_db()
    assert (own.name, own.tagline, own.footer) == before
