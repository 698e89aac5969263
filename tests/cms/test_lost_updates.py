"""Two people, or two tabs, at one thing: nobody saves over what they have not seen."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from cms.models import BasePage
from tests.cms.conftest import MakePage
from tests.cms.forms import body_form, seen
from tests.cms.test_admin_permissions import account

pytestmark = pytest.mark.any_database
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def page(transactional_db: None, make_page: MakePage) -> BasePage:
    """A published page."""
    return make_page("garten", title="Garten", body=[{"type": "text", "value": "Alt."}])


def person(role: str) -> Client:
    """Sign somebody of a role in; the same person again when asked twice."""
    client = Client()
    known = User.objects.filter(email=f"{role}@example.org").first()
    client.force_login(known or account(role))
    return client


def edit(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def form(page: BasePage, words: str, **more: str) -> dict[str, str]:
    return body_form(page, [("text", f"<p>{words}</p>")]) | more


def words(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).specific.body)


def latest(page: Page) -> str:
    return str(Page.objects.get(pk=page.pk).get_latest_revision_as_object().body)


def test_who_publishes_second_sees_both_texts_and_overwrites_nothing(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base_rita, base_ali = seen(rita, edit(page)), seen(ali, edit(page))
    first = rita.post(edit(page), form(page, "Beete von Rita.") | base_rita | PUBLISH)
    assert first.status_code == 302
    second = ali.post(edit(page), form(page, "Hecken von Ali.") | base_ali | PUBLISH)
    assert second.status_code == 409
    html = second.content.decode()
    assert "Beete von Rita." in html
    assert "Hecken von Ali." in html
    assert "Editor" in html
    assert "Das haben Sie geschrieben" not in html, "the page has it all, in a form to go on with"
    assert "Beete von Rita." in words(page)


def test_missing_base_is_refused_like_an_old_one(page: BasePage) -> None:
    ali = person("admin")
    answer = ali.post(edit(page), form(page, "Ohne Stand.") | PUBLISH)
    assert answer.status_code == 409
    assert "Ohne Stand." in answer.content.decode()
    assert "Alt." in words(page)


def test_what_was_typed_is_put_on_top_only_on_purpose(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base = seen(ali, edit(page))
    rita.post(edit(page), form(page, "Von Rita.") | seen(rita, edit(page)) | PUBLISH)
    refused = ali.post(edit(page), form(page, "Von Ali.") | base | PUBLISH)
    assert ali.post(edit(page), hidden(refused)).status_code == 302
    assert "Von Ali." in words(page)
    assert Page.objects.get(pk=page.pk).revisions.filter(content__icontains="Von Rita.").exists()


def test_the_second_submit_is_held_to_what_its_page_showed(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base = seen(ali, edit(page))
    rita.post(edit(page), form(page, "Von Rita.") | seen(rita, edit(page)) | PUBLISH)
    refused = ali.post(edit(page), form(page, "Von Ali.") | base | PUBLISH)
    rita.post(edit(page), form(page, "Noch einmal Rita.") | seen(rita, edit(page)) | PUBLISH)
    again = ali.post(edit(page), hidden(refused))
    assert again.status_code == 409
    assert "Noch einmal Rita." in again.content.decode()
    assert "Noch einmal Rita." in words(page)


def test_going_on_writing_opens_the_form_with_the_words_and_saves_nothing(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base = seen(ali, edit(page))
    rita.post(edit(page), form(page, "Von Rita.") | seen(rita, edit(page)) | PUBLISH)
    refused = ali.post(edit(page), form(page, "Von Ali.") | base | PUBLISH)
    opened = ali.post(edit(page), hidden(refused) | {"write-on": "1"})
    html = opened.content.decode()
    assert opened.status_code == 200
    assert "Von Ali." in html
    assert "Von Rita." in latest(page)
    assert ali.post(edit(page), form(page, "Beide.") | inputs(html) | PUBLISH).status_code == 302
    assert "Beide." in words(page)


def test_two_tabs_of_one_person_are_two_people(page: BasePage) -> None:
    rita = person("editor")
    one, two = seen(rita, edit(page)), seen(rita, edit(page))
    rita.post(edit(page), form(page, "Links.") | one)
    assert rita.post(edit(page), form(page, "Rechts.") | two).status_code == 409
    assert "Links." in latest(page)


def test_restoring_an_old_version_does_not_pass_over_a_new_one(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    old = page.get_latest_revision()
    address = f"/admin/pages/{page.pk}/revisions/{old.pk}/revert/"
    base = seen(ali, address)
    rita.post(edit(page), form(page, "Von Rita.") | seen(rita, edit(page)) | PUBLISH)
    refused = ali.post(address, form(page, "Alt.") | base | PUBLISH)
    assert refused.status_code == 409
    assert "Von Rita." in refused.content.decode()
    assert "Von Rita." in words(page)
    assert ali.post(address, form(page, "Alt.") | seen(ali, address) | PUBLISH).status_code == 302


def test_publishing_is_refused_where_somebody_has_taken_the_page_down(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base = seen(ali, edit(page))
    down = f"/admin/pages/{page.pk}/unpublish/"
    assert rita.post(down, seen(rita, down)).status_code == 302
    assert ali.post(edit(page), form(page, "Von Ali.") | base | PUBLISH).status_code == 409
    assert not Page.objects.get(pk=page.pk).live


def autosave(client: Client, page: BasePage, words: str, base: dict[str, str]) -> Any:
    return client.post(edit(page), form(page, words) | base, HTTP_ACCEPT="application/json")


def test_autosave_writes_into_its_own_draft_and_into_nobody_elses(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base_rita, base_ali = seen(rita, edit(page)), seen(ali, edit(page))
    mine = autosave(rita, page, "Eins.", base_rita).json()["revision_id"]
    own = base_rita | {"overwrite_revision_id": str(mine)}
    assert autosave(rita, page, "Zwei.", own).json()["revision_id"] == mine
    refused = autosave(ali, page, "Von Ali.", base_ali)
    assert (refused.status_code, refused.json()["error_code"]) == (409, "invalid_revision")
    foreign = autosave(ali, page, "Von Ali.", base_ali | {"overwrite_revision_id": str(mine)})
    assert foreign.status_code == 409
    assert autosave(ali, page, "Ohne Stand.", {}).status_code == 409
    assert "Zwei." in latest(page)


def test_a_form_from_before_an_autosave_of_the_same_revision_is_old(page: BasePage) -> None:
    rita, ali = person("editor"), person("admin")
    base = seen(rita, edit(page))
    mine = autosave(rita, page, "Eins.", base).json()["revision_id"]
    base_ali = seen(ali, edit(page))
    assert base_ali["loaded_revision_id"] == str(mine)
    autosave(rita, page, "Zwei.", base | {"overwrite_revision_id": str(mine)})
    assert ali.post(edit(page), form(page, "Von Ali.") | base_ali).status_code == 409


def test_publishing_after_the_own_autosave_needs_no_decision(page: BasePage) -> None:
    rita = person("editor")
    base = seen(rita, edit(page))
    autosave(rita, page, "Fertig.", base)
    assert rita.post(edit(page), form(page, "Fertig.") | base | PUBLISH).status_code == 302
    assert "Fertig." in words(page)


def test_autosave_leaves_alone_what_somebody_has_published_meanwhile(page: BasePage) -> None:
    rita = person("editor")
    base = seen(rita, edit(page))
    mine = autosave(rita, page, "Eins.", base).json()["revision_id"]
    Page.objects.get(pk=page.pk).get_latest_revision().publish()
    base.pop("seen_state")  # as if the form had been opened after that
    more = autosave(rita, page, "Zwei.", base | {"overwrite_revision_id": str(mine)})
    assert more.json()["revision_id"] != mine
    published = Page.objects.get(pk=page.pk).live_revision
    assert published.pk == mine
    assert "Eins." in str(published.as_object().body)


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/admin/pages/{page}/delete/", {}),
        ("/admin/pages/{page}/unpublish/", {}),
        ("/admin/pages/{page}/move/{other}/confirm/", {}),
        ("/admin/pages/{page}/privacy/", {"restriction_type": "login"}),
        ("/admin/pages/{page}/copy/", {"new_title": "Zwei", "new_slug": "zwei"}),
        ("/admin/bulk/wagtailcore/page/delete/?id={page}", {}),
        ("/admin/bulk/wagtailcore/page/publish/?id={page}", {}),
        ("/admin/bulk/wagtailcore/page/unpublish/?id={page}", {}),
        ("/admin/bulk/wagtailcore/page/move/?id={page}", {"chooser": "{other}"}),
    ],
)
def test_a_page_that_changed_is_not_taken_down_moved_or_deleted_unseen(
    page: BasePage, make_page: MakePage, address: str, more: dict[str, str]
) -> None:
    ali = person("admin")
    keys = {"page": page.pk, "other": make_page("andere").pk, "parent": page.get_parent().pk}
    more = {name: value.format(**keys) for name, value in more.items()} | {
        "new_parent_page": str(keys["parent"])
    }
    where = address.format(**keys)
    base = seen(ali, where)
    page.intro = "Neu von Rita."
    page.save_revision(user=account("editor"))
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "live", "live_revision"))
    for old in (base, {}):
        assert ali.post(where, more | old).status_code == 409
    after = list(Page.objects.order_by("pk").values_list("pk", "path", "live", "live_revision"))
    assert after == before
    assert not page.get_view_restrictions()
    assert ali.post(where, more | seen(ali, where)).status_code in {200, 302}
    now = list(Page.objects.order_by("pk").values_list("pk", "path", "live", "live_revision"))
    assert now != before or page.get_view_restrictions()


def test_a_page_made_below_meanwhile_is_not_deleted_along(
    page: BasePage, make_page: MakePage
) -> None:
    ali, where = person("admin"), f"/admin/pages/{page.pk}/delete/"
    base = seen(ali, where)
    make_page("garten/neu", title="Neu")
    assert ali.post(where, base).status_code == 409
    assert Page.objects.filter(pk=page.pk).exists()


def test_who_may_not_edit_is_refused_as_before_and_reads_nothing(page: BasePage) -> None:
    author = person("author")
    answer = author.post(edit(page), form(page, "Von außen.") | PUBLISH)
    assert answer.status_code in {302, 403}
    assert "Alt." not in answer.content.decode()


def test_a_site_of_one_person_notices_nothing(page: BasePage) -> None:
    rita = person("editor")
    for number in range(3):
        sent = form(page, f"Fassung {number}.") | seen(rita, edit(page)) | PUBLISH
        assert rita.post(edit(page), sent).status_code == 302
    broken = form(page, "Bleibt.", title="") | seen(rita, edit(page)) | PUBLISH
    shown = rita.post(edit(page), broken)
    assert shown.status_code == 200
    again = form(page, "Bleibt.") | inputs(shown.content.decode()) | PUBLISH
    assert rita.post(edit(page), again).status_code == 302


def test_the_hidden_field_stands_in_the_form_and_not_in_its_tag(page: BasePage) -> None:
    html = person("editor").get(edit(page)).content.decode()
    tag = re.search(
        r"""<form\b(?:[^>"']|"[^"]*"|'[^']*')*>\s*<input type="hidden" name="seen""", html
    )
    assert tag
    assert "data-edit-form" in tag[0]


def hidden(answer: Any) -> dict[str, str]:
    """All that the page of a conflict sends on."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()
    )
    return {name: unescape(value) for name, value in found}


def inputs(html: str) -> dict[str, str]:
    names = ("seen_state", "loaded_revision_id", "loaded_revision_created_at")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in names}  # type: ignore[index]
