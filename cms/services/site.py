"""The skeleton that every installation has: locales, home pages, indexes, duty pages, settings."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

import pagecache
from cms.models import DistrictIndexPage, HomePage, SeriesIndexPage, SiteSettings
from cms.services.duties import ensure_duty_pages, has_duty_pages
from cms.services.roles import ensure_roles
from cms.starter import starter
from text.site_address import site_address
from wiki.models import Starter
from wiki.starters import ensure_starters

#: What is above all pages and all files; they are stored, and so are not translated.
ALL_PAGES, ALL_FILES = "Alle Seiten", "Allgemein"
#: The host of a site that nobody has given one, and that of the settings where none is set.
NOWHERE = "localhost"
HERE = (NOWHERE, "127.0.0.1")


def ensure_site() -> Site:
    """Make whatever is missing of the skeleton; return the site. Changes nothing that is there.

    Works on a freshly migrated database (takes the place of Wagtail's welcome page) and on one that
    a test has emptied (no page, no locale).
    """
    with transaction.atomic():
        if _is_complete():
            return Site.objects.get(is_default_site=True)
        locales = _ensure_locales()
        homes = _ensure_homes(locales)
        site = _ensure_wagtail_site(homes[settings.LANGUAGE_CODE])
        _remove_welcome_page()
        for index in (DistrictIndexPage, SeriesIndexPage):
            _ensure_indexes(index, homes)
        ensure_duty_pages(homes)
        _ensure_settings(locales)
        ensure_roles(list(homes.values()))
        ensure_starters()
        name_roots()
        Site.clear_site_root_paths_cache()
        pagecache.bump()
    return site


def _is_complete() -> bool:
    """Say with a few short queries that nothing has to be done, the usual case."""
    languages = len(settings.LANGUAGES)
    return (
        Site.objects.filter(is_default_site=True).exists()
        and HomePage.objects.count() == languages
        and DistrictIndexPage.objects.count() == languages
        and SeriesIndexPage.objects.count() == languages
        and SiteSettings.objects.count() == languages
        and has_duty_pages()
        and Starter.objects.exists()
    )


def _ensure_locales() -> dict[str, Locale]:
    return {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code, _name in settings.LANGUAGES
    }


def _root(locale: Locale) -> Page:
    root = Page.get_first_root_node()
    if root is None:
        kind = ContentType.objects.get_for_model(Page)
        root = Page.add_root(
            instance=Page(title=ALL_PAGES, slug="root", locale=locale, content_type=kind)
        )
    return root


def _ensure_homes(locales: dict[str, Locale]) -> dict[str, HomePage]:
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    root = _root(locales[settings.LANGUAGE_CODE])
    for code, locale in locales.items():
        if code in homes:
            continue
        home = HomePage(slug=f"start-{code}", locale=locale, **starter()["home"][code])
        if settings.LANGUAGE_CODE in homes:
            home.translation_key = homes[settings.LANGUAGE_CODE].translation_key
        homes[code] = root.add_child(instance=home)
        root.refresh_from_db()
    return homes


def _ensure_wagtail_site(home: HomePage) -> Site:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return Site.objects.create(hostname=NOWHERE, root_page=home, is_default_site=True)
    if not HomePage.objects.filter(pk=site.root_page_id).exists():
        site.root_page = home
        site.save()
    return site


def _remove_welcome_page() -> None:
    """Take away what Wagtail's first migration made; editors cannot make a bare `Page`."""
    for page in Page.objects.filter(depth=2, content_type=ContentType.objects.get_for_model(Page)):
        page.delete()


def _ensure_indexes(
    model: type[DistrictIndexPage | SeriesIndexPage], homes: dict[str, HomePage]
) -> None:
    known = {page.locale_id: page for page in model.objects.all()}
    default = known.get(homes[settings.LANGUAGE_CODE].locale_id)
    for code, home in homes.items():
        if home.locale_id in known:
            continue
        words = starter()[model.fixed_slug][code]
        page = model(
            title=words["title"],
            intro=words["intro"],
            slug=model.fixed_slug,
            locale_id=home.locale_id,
        )
        if default:
            page.translation_key = default.translation_key
        home.refresh_from_db()
        home.add_child(instance=page)
        default = default or page


def _ensure_settings(locales: dict[str, Locale]) -> None:
    default = SiteSettings.objects.filter(locale=locales[settings.LANGUAGE_CODE]).first()
    for code, locale in locales.items():
        if SiteSettings.objects.filter(locale=locale).exists():
            continue
        words = starter()["settings"][code]
        made = SiteSettings(locale=locale, name=words["name"], tagline=words["tagline"])
        if default:
            made.translation_key = default.translation_key
        made.save()
        default = default or made


def name_roots() -> None:
    """Name what Wagtail's migrations make without a name, or with an English one.

    Editors read these names wherever they are: in paths, in lists, above what they choose from.
    Where the site is stands in the settings.
    """
    Page.objects.filter(depth=1, title="Root").update(title=ALL_PAGES, draft_title=ALL_PAGES)
    Collection.objects.filter(depth=1, name="Root").update(name=ALL_FILES)
    site, name = Site.objects.filter(is_default_site=True), settings.WAGTAIL_SITE_NAME
    site.filter(site_name="").update(site_name=name)
    address = urlsplit(site_address())
    port = address.port or {"https": 443}.get(address.scheme, 80)
    wanted = {"hostname": address.hostname or NOWHERE, "port": port}
    if Site.objects.filter(**wanted).exists():
        return  # it is ours already, or another site's, and no two are at one address
    if site.filter(hostname__in=HERE).update(**wanted):
        Site.clear_site_root_paths_cache()


def name_site(*, name: str) -> None:
    """Give the site its name in every language, where it still has the first one."""
    with transaction.atomic():
        for code, words in starter()["settings"].items():
            SiteSettings.objects.filter(locale__language_code=code, name=words["name"]).update(
                name=name
            )
        first = Site.objects.filter(is_default_site=True)
        first.filter(site_name=settings.WAGTAIL_SITE_NAME).update(site_name=name)
        pagecache.bump()


def show_demo_ribbon(*, shown: bool) -> None:
    """Say on every page that its content is an example, or stop saying so."""
    with transaction.atomic():
        SiteSettings.objects.update(is_demo=shown)
        pagecache.bump()
