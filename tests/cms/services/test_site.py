"""The skeleton that every installation has."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import GroupPagePermission, Locale, Page, Site

from cms.models import HomePage, SiteSettings, StandardPage
from cms.required_pages import taken_apart
from cms.services import AUTHORS, EDITORS, ensure_site, name_roots

LANGUAGES = {"de", "en", "de-simple"}


def tree() -> list[tuple[str, str, str]]:
    return list(Page.objects.order_by("path").values_list("path", "url_path", "title"))


def test_a_migrated_database_has_a_home_in_every_language(db: None) -> None:
    homes = HomePage.objects.select_related("locale")
    assert {home.locale.language_code for home in homes} == LANGUAGES
    assert len({home.translation_key for home in homes}) == 1
    assert Site.objects.get(is_default_site=True).root_page.locale.language_code == "de"
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_a_second_call_changes_nothing(
    db: None, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    before = tree()
    with django_assert_max_num_queries(12):
        ensure_site()
    assert tree() == before
    assert SiteSettings.objects.count() == 3


def test_the_site_and_what_is_above_all_has_a_name_in_german(db: None, settings: Settings) -> None:
    Site.objects.update(hostname="localhost", port=80, site_name="")
    Page.objects.filter(depth=1).update(title="Root", draft_title="Root")
    settings.WAGTAILADMIN_BASE_URL = "https://wissen.example"
    name_roots()
    site = Site.objects.get()
    assert (str(site), site.root_url) == ("Quartierswissen [Standard]", "https://wissen.example")
    assert Page.objects.get(depth=1).get_admin_display_title() == "Alle Seiten"
    settings.WAGTAILADMIN_BASE_URL = "https://anders.example"
    name_roots()
    assert Site.objects.get().hostname == "wissen.example", "somebody may have chosen it"


def test_a_site_that_was_tried_out_here_moves_to_its_address(db: None, settings: Settings) -> None:
    Site.objects.update(hostname="127.0.0.1", port=8000)
    settings.WAGTAILADMIN_BASE_URL = "https://wissen.example"
    name_roots()
    assert Site.objects.get().root_url == "https://wissen.example"


def test_the_address_of_another_site_is_left_to_it(db: None, settings: Settings) -> None:
    Site.objects.update(hostname="localhost", port=80)
    home = Site.objects.get().root_page
    Site.objects.create(hostname="wissen.example", port=443, root_page=home)
    settings.WAGTAILADMIN_BASE_URL = "https://wissen.example"
    name_roots()
    assert Site.objects.get(is_default_site=True).hostname == "localhost"


def test_an_emptied_database_gets_everything_back(db: None) -> None:
    with taken_apart():
        Site.objects.all().delete()
        SiteSettings.objects.all().delete()
        for page in Page.objects.filter(depth=1):
            page.delete()
        Locale.objects.all().delete()
    ContentType.objects.clear_cache()

    ensure_site()

    assert {locale.language_code for locale in Locale.objects.all()} == LANGUAGES
    assert Client().get("/en/").status_code == 200
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_was_removed_is_the_only_thing_made_again(db: None) -> None:
    with taken_apart():
        StandardPage.objects.get(duty="kontakt").delete()
    kept = StandardPage.objects.get(duty="impressum")
    kept.title = "Anbieter"
    kept.save()

    ensure_site()

    assert StandardPage.objects.filter(duty="kontakt").count() == 1
    assert StandardPage.objects.get(duty="impressum").title == "Anbieter"


def test_groups_may_write_below_the_homes_and_not_beside_them(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) >= {EDITORS, AUTHORS}
    rights = GroupPagePermission.objects.select_related("permission", "page")
    assert {right.page.depth for right in rights} == {2}
    authors = {right.permission.codename for right in rights.filter(group__name=AUTHORS)}
    assert authors == {"add_page"}


def test_rights_that_were_taken_away_are_not_given_again(db: None) -> None:
    taken = GroupPagePermission.objects.filter(
        group__name=EDITORS, permission__codename="bulk_delete_page"
    )
    taken.delete()
    with taken_apart():
        StandardPage.objects.get(duty="kontakt").delete()
    ensure_site()
    assert not taken.exists()
