"""Every address of the admin, whoever made it: closed unless the table opens it for a role."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import (
    Collection,
    Locale,
    Page,
    PageLogEntry,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowState,
)
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from accounts.services import create_user
from cms.models import DistrictPage, GlossaryTerm, SiteSettings, VersionCheck
from cms.services import EDITORS, find_page, set_edited_districts
from districts.models import District
from districts.services import create_topic
from pictures.models import Picture
from search.models import QueryCount, SynonymSet
from tests.cms.admin_routes import address, admin_routes
from tests.cms.conftest import MakePage
from tests.cms.test_admin_permissions import sign_in
from tests.fixtures.conditions import every_day
from tests.untouched import sent_by
from wiki.models import Starter
from wiki.services.creating import create_article

TITLE, WORDS = "Zinnoberrot", "Schwefelgelb"
#: These answer to a parameter; whoever may enter the admin may choose from what is public there.
CHOOSERS = {
    "/admin/account_chooser/chosen/<pk>/",
    "/admin/api/main/documents/<pk>/",
    "/admin/api/main/images/<pk>/",
    "/admin/bulk/<app_label>/<model_name>/<action>/",
    "/admin/choose-page/<parent_page_id>/",
    "/admin/documents/chooser/chosen/<pk>/",
    "/admin/images/chooser/<image_id>/select_format/",
    "/admin/images/chooser/chosen/<pk>/",
    "/admin/pages/workflow/confirm_cancellation/<page_id>/",  # a question without a title
    "/admin/localize/api/snippets/<app_label>/<model_name>/",
    "/admin/localize/api/snippets/<app_label>/<model_name>/<pk>/",
    "/admin/pages/usage/<content_type_app_name>/<content_type_model_name>/",
    "/admin/pages/usage/<content_type_app_name>/<content_type_model_name>/results/",
    "/admin/snippets/choose/cms/glossaryterm/chosen/<pk>/",
    "/admin/snippets/choose/cms/sitesettings/chosen/<pk>/",
    "/admin/snippets/choose/districts/city/chosen/<pk>/",
    "/admin/snippets/choose/districts/district/chosen/<pk>/",
    "/admin/snippets/choose/districts/topic/chosen/<pk>/",
    "/admin/snippets/choose/search/synonymset/chosen/<pk>/",
    "/admin/snippets/choose/wiki/starter/chosen/<pk>/",
    "/admin/tag-autocomplete/<app_name>/<model_name>/",  # tags of files that one may choose
    "/admin/wiki_article_chooser/chosen/<pk>/",
    "/admin/workflows/task_chooser/<task_id>/",
}
#: Authors add pages below the home page, and explain words.
AUTHORS_ONLY = {
    "/admin/api/main/pages/<pk>/",
    "/admin/pages/<parent_page_id>/",
    "/admin/pages/<parent_page_id>/add_subpage/",
    "/admin/pages/<parent_page_id>/results/",
    "/admin/pages/add/<content_type_app_name>/<content_type_model_name>/<parent_page_id>/",
    "/admin/pages/add/<content_type_app_name>/<content_type_model_name>/<parent_page_id>/preview/",
    "/admin/snippets/cms/glossaryterm/copy/<pk>/",
    "/admin/snippets/cms/glossaryterm/edit/<pk>/",
    "/admin/snippets/cms/glossaryterm/history-results/<pk>/",
    "/admin/snippets/cms/glossaryterm/history/<pk>/",
    "/admin/snippets/cms/glossaryterm/usage/<pk>/",
    "/admin/vorlagen/<parent_id>/",
}
OPEN = {
    "guest": set[str](),
    "moderator": set[str](),
    "author": CHOOSERS | AUTHORS_ONLY,
    "district": CHOOSERS,
}
ROUTES = [route for route in admin_routes() if "<" in route]
COUNTED = (
    *(Page, User, Picture, Document, Redirect, PageViewRestriction, PageLogEntry, WorkflowPage),
    VersionCheck,
)


@pytest.fixture
def things(make_page: MakePage, picture: Picture, district: District) -> dict[str, int]:
    """One real thing for every parameter, none of them an author's or a district's."""
    owner = create_user(email="besitz@example.org", name="Bea", groups=(EDITORS,))
    page = make_page("geheim", title=TITLE, intro=WORDS)
    page.unpublish()
    revision = page.save_revision(user=owner)
    home = find_page(path="", locale="de")
    english = Locale.objects.get(language_code="en")
    assert home is not None
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=owner, publish=False)
    workflow = Workflow.objects.get()
    workflow.start(page, owner)
    state = WorkflowState.objects.get()
    document = Document.objects.create(title="Plan", file=ContentFile(b"x", "plan.pdf"))
    article, _revision = create_article(title="Bank", body="Text.", author=owner)
    return {
        "page": page.pk,
        "revision": revision.pk,
        "home": home.pk,
        "source": source.pk,
        "translation": translation.pk,
        "segment": source.stringsegment_set.earliest("pk").pk,
        "workflow": workflow.pk,
        "workflow_state": state.pk,
        "task": Task.objects.earliest("pk").pk,
        "task_state": state.current_task_state.pk,
        "document": document.pk,
        "image": picture.pk,
        "article": article.pk,
        "user": owner.pk,
        "group": owner.groups.get().pk,
        "locale": english.pk,
        "site": Site.objects.get().pk,
        "collection": Collection.get_first_root_node().pk,
        "redirect": Redirect.objects.create(old_path="/alt", redirect_link="/neu/").pk,
        "settings": SiteSettings.objects.get(locale__language_code="de").pk,
        "term": GlossaryTerm.objects.create(term="Quartier", explanation="Ein Ort.").pk,
        "synonym": SynonymSet.objects.create(words="kiez, quartier").pk,
        "starter": Starter.objects.get(language="de", slug="ort").pk,
        "topic": create_topic(name="Wohnen").pk,
        "district": district.pk,
        "city": district.city_id,
        "question": QueryCount.objects.create(
            query="bank", language="de", count=3, last_day="2026-11-01"
        ).pk,
    }


def sign(client: Client, role: str) -> None:
    """Sign in; "district" is the editor of one district, which none of the things belongs to."""
    if role != "district":
        sign_in(client, role)
        return
    user = create_user(email="bezirk@example.org", name="Dora", trust=User.Trust.RESIDENT)
    set_edited_districts(user=user, districts=[DistrictPage.objects.get().district])
    client.force_login(user)


def state(things: Mapping[str, int]) -> list[object]:
    """What must not change: the page, who reviews it, what it is called, how much there is."""
    pages = Page.objects.filter(pk=things["page"])
    review = WorkflowState.objects.filter(pk=things["workflow_state"])
    translations = Translation.objects.filter(pk=things["translation"])
    return [
        *pages.values_list("title", "draft_title", "live", "path", "locked", "latest_revision"),
        *review.values_list("status", "current_task_state__status"),
        *translations.values_list("enabled", "source__last_updated_at"),
        *(model.objects.count() for model in COUNTED),
    ]


@pytest.mark.walk
@pytest.mark.parametrize("role", OPEN)
def test_every_address_with_a_number_in_it_is_closed_unless_named(
    client: Client, things: dict[str, int], role: str
) -> None:
    sign(client, role)
    before = state(things)
    wrong = []
    # Moderators are sent away at the door, whatever it is.
    for route in every_day(ROUTES, one_in=4) if role == "moderator" else ROUTES:
        answer = client.get(address(route, things))
        if answer.status_code == 200 and route not in OPEN[role]:
            wrong.append(f"{route} opens")
        shown = answer.content.decode(errors="replace")
        if WORDS in shown or TITLE in shown:
            wrong.append(f"{route} shows the draft")
    assert not wrong, "\n".join(wrong)
    assert state(things) == before


#: What an administrator adds to the form of each address that does something with a page.
SENT = {
    "/admin/bulk/<app_label>/<model_name>/<action>/": {},
    "/admin/localize/translate/<translation_id>/disable/": {},
    "/admin/localize/update/<translation_source_id>/": {},
    "/admin/pages/<page_id>/copy/": {"new_title": "x", "new_slug": "x"},
    "/admin/pages/<page_id>/delete/": {},
    "/admin/pages/<page_id>/edit/": {"title": "Übernommen", "body-count": "0"},
    "/admin/pages/<page_id>/lock/": {},
    "/admin/pages/<page_id>/privacy/": {"restriction_type": "login"},
    "/admin/pages/<page_to_move_id>/move/<destination_id>/confirm/": {},
    "/admin/pages/workflow/action/<page_id>/<action_name>/<task_state_id>/": {},
    "/admin/sprachen/<page_id>/stimmt/": {},
}


def form_at(client: Client, path: str) -> dict[str, Any]:
    """Return what the form at an address sends as it stands; nothing where there is none."""
    answer = client.get(path)
    if answer.status_code != 200:
        return {}
    is_dialog = answer.headers["Content-Type"].startswith("application/json")
    html = answer.json().get("html", "") if is_dialog else answer.content.decode()
    return dict(sent_by(html)) if 'method="post"' in html.lower() else {}


@pytest.mark.parametrize("route", SENT)
def test_what_does_something_for_an_administrator_does_nothing_for_others(
    client: Client, things: dict[str, int], route: str
) -> None:
    sign(client, "admin")
    path = address(route, things)
    form = form_at(client, path) | SENT[route]
    others = {role: Client() for role in ("author", "district")}
    for role, other in others.items():
        sign(other, role)
    before = state(things)
    for role, other in others.items():
        other.post(path, form)
        assert state(things) == before, role
    client.post(path, form)
    assert state(things) != before, "this form does nothing at all"
