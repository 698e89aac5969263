"""What surrounds every page is kept for all, and never older than what editors have changed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

import pagecache
from cms.models import SiteSettings
from cms.reading import frame
from cms.services import find_page
from districts.modules import Usage, own
from districts.services import create_city, create_project, modules
from pagecache import version
from tests.cms.conftest import page_at
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/projekte/"


def read(client: Client, page: str = PAGE) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return str(answer.content.decode())


def german() -> SiteSettings:
    return SiteSettings.objects.get(locale__language_code="de")


def test_it_is_asked_for_once() -> None:
    read(signed_in(person()))
    other = signed_in(person())
    with CaptureQueriesContext(connection) as caught:
        read(other)
    assert not [query for query in caught if "cms_sitesettings" in query["sql"]]


def test_what_editors_change_shows_at_once() -> None:
    client = signed_in(person())
    read(client)
    settings = german()
    settings.name = "Wissen aus Musterstadt"
    settings.menu = [("link", {"title": "Unsere Räume", "page": None, "path": "/akteure/"})]
    today = timezone.localdate()
    settings.notices = [
        ("notice", {"text": words, "kind": "note", "link": "", "link_text": "", "until": until})
        for words, until in (
            ("Heute zu", today),
            ("Gestern zu", today - timedelta(days=1)),
            ("Immer zu", None),
        )
    ]
    settings.save()
    page = read(client)
    assert "Wissen aus Musterstadt" in page
    assert "Unsere Räume" in page
    assert "Heute zu" in page
    assert "Immer zu" in page
    assert "Gestern zu" not in page


def test_a_module_that_is_switched_off_leaves_the_menu_at_once() -> None:
    city = create_city(name="Musterstadt")
    client = signed_in(person())
    assert 'href="/akteure/"' in read(client)
    modules.set_state(city=city, module=own.ACTORS, state=Usage.OFF, seen=Usage.ON)
    assert 'href="/akteure/"' not in read(client)


def test_the_switch_leads_to_easy_language_as_soon_as_it_is_there() -> None:
    page = find_page(path="leichte-sprache", locale="de-simple")
    assert page is not None
    Page.objects.filter(pk=page.pk).update(live=False)
    pagecache.bump()
    project = create_project(title="Plauderbank", summary="Eine Bank.", status="idea")
    client = signed_in(person())
    address = project.get_absolute_url()  # has no version in easy language
    assert 'href="/de-simple/leichte-sprache/"' not in read(client, address)
    page.specific.save_revision().publish()
    assert 'href="/de-simple/leichte-sprache/"' in read(client, address)


def test_the_foot_leads_to_taking_part_where_everybody_may_read_of_it() -> None:
    def foot(language: str = "") -> str:
        return read(client, f"{language}{PAGE}").partition("<footer")[2]

    client = signed_in(person())
    assert "/mitmachen/" not in foot()
    page = page_at("mitmachen", title="Machen Sie mit")
    link = '<a href="/mitmachen/">Mitmachen</a>'
    assert link in foot()
    assert "/mitmachen/" not in foot("/en") + foot("/de-simple")
    page_at("mitmachen", locale="de-simple", translation_of=page)
    assert '<a href="/de-simple/mitmachen/">Mitmachen</a>' in foot("/de-simple")

    settings = german()
    settings.footer_menu = [("link", {"title": "Ihr Weg", "page": page, "path": ""})]
    settings.save()
    assert foot().count('href="/mitmachen/"') == 1
    settings.footer_menu = []
    settings.save()
    private = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "/mitmachen/" not in foot()
    private.delete()
    assert link in foot()
    page.unpublish()
    assert "/mitmachen/" not in foot()


def test_the_words_of_a_new_site_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = german()
    settings.name = "Wissen aus Musterstadt"
    settings.save()
    client = signed_in(person())

    def away(language: str) -> SiteSettings:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr(frame, "_settings", away)
        assert "Wissen aus Musterstadt" not in read(client)
    before = version.current()
    assert "Wissen aus Musterstadt" in read(client)
    assert version.current() == before, "nothing else has ended what was kept"
