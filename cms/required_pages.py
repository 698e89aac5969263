"""Which pages can a site not be without, and what must therefore not happen to them?

Home pages, the indexes at fixed addresses, and duty pages in the languages they have to be in:
every page links to them, the law asks for some, and code expects the others. Nobody may delete,
take down, move, rename, restrict or end them, administrators included. The rules stand where Django
writes, so they hold for every way of doing it; `taken_apart()` is for whoever empties a site.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from cms.admin.refusals import AdminRefusal
from cms.models import DistrictIndexPage, HomePage, SeriesIndexPage, StandardPage
from cms.starter import starter

_is_taken_apart: ContextVar[bool] = ContextVar("cms_site_is_taken_apart", default=False)


@contextmanager
def taken_apart() -> Iterator[None]:
    """Allow everything meanwhile: a script makes the site anew, with `ensure_site()` at its end."""
    token = _is_taken_apart.set(True)
    try:
        yield
    finally:
        _is_taken_apart.reset(token)


def duty_languages() -> list[tuple[str, str]]:
    """Return every duty page a site has to have: its address, which is its name, and language."""
    duties = starter()["duties"]
    return [(words["duty"], language) for words in duties for language in words["languages"]]


def needed_pages() -> PageQuerySet:
    """Return the pages that have to stay, in tree order."""
    duties = Q(pk__in=())
    for duty, language in duty_languages():
        # A copy of a duty page has another address, and can go.
        duties |= Q(duty=duty, slug=duty, locale__language_code=language)
    homes = Site.objects.values("root_page__translation_key")
    wanted = Q(translation_key__in=homes) | Q(
        pk__in=StandardPage.objects.filter(duties).values("pk")
    )
    for index in (DistrictIndexPage, SeriesIndexPage):
        wanted |= Q(pk__in=index.objects.values("pk"))
    return Page.objects.filter(wanted).order_by("path")


def needed_at_or_below(page: Page) -> Page | None:
    """Return the first page that has to stay, of this one and those below it."""
    path = Page.objects.filter(pk=page.pk).values_list("path", flat=True).first()
    return needed_pages().filter(path__startswith=path).first() if path else None


def is_needed(page: Page) -> bool:
    """Say whether this very page has to stay."""
    return bool(page.pk) and needed_pages().filter(pk=page.pk).exists()


def refuse_deleting(page: Page) -> None:
    """Raise `AdminRefusal` where a page that has to stay would go, by itself or with this one."""
    if needed := needed_at_or_below(page):
        _refuse(_sentence(_("“%(title)s” cannot be deleted."), needed), page)


def refuse_taking_down(page: Page) -> None:
    """Raise `AdminRefusal` where this page has to stay public."""
    if is_needed(page):
        _refuse(_sentence(_("“%(title)s” cannot be taken down."), page), page)


def refuse_moving(page: Page) -> None:
    """Raise `AdminRefusal` where a page that has to stay would get another address."""
    if needed := needed_at_or_below(page):
        _refuse(_sentence(_("The address of “%(title)s” cannot change."), needed), page)


def refuse_restricting(page: Page) -> None:
    """Raise `AdminRefusal` where a page that everybody has to be able to read would be private."""
    if needed := needed_at_or_below(page):
        _refuse(_sentence(_("“%(title)s” cannot be made private."), needed), page)


def refuse_expiring(page: Page) -> None:
    """Raise `AdminRefusal` where a page that has to stay would go down by itself one day."""
    if is_needed(page):
        _refuse(_sentence(_("“%(title)s” cannot expire."), page), page)


def check_saving(page: Page, before: dict[str, Any], fields: frozenset[str] | None) -> None:
    """Raise `AdminRefusal` where saving this page would do one of these things.

    `before` is the row in the database, `fields` what is going to be written, None for everything.
    """

    def becomes(name: str) -> Any:
        return before[name] if fields is not None and name not in fields else getattr(page, name)

    if becomes("url_path") != before["url_path"] or becomes("locale_id") != before["locale_id"]:
        refuse_moving(page)
    if before["live"] and (not becomes("live") or becomes("alias_of_id") != before["alias_of_id"]):
        refuse_taking_down(page)
    if becomes("expire_at"):
        refuse_expiring(page)


#: What `check_saving` has to know of the row in the database.
BEFORE = ("url_path", "locale_id", "live", "alias_of_id", "expire_at")


def restriction_will_be_saved(instance: PageViewRestriction, raw: bool = False, **_: Any) -> None:
    """Receiver."""
    if not raw:
        refuse_restricting(instance.page)


def site_will_be_saved(instance: Site, raw: bool = False, **__: Any) -> None:
    """Receiver: the address of every page hangs on the page a site begins with."""
    german = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).live()
    if raw or not german.exists():
        return
    default = Site.objects.filter(pk=instance.pk, is_default_site=True).exists()
    if not german.filter(pk=instance.root_page_id).exists():
        _refuse(_("The site has to begin with its German home page: every address depends on it."))
    elif default and not instance.is_default_site:
        _refuse(_("The site itself cannot be taken away: every address depends on it."))


def site_will_be_deleted(instance: Site, **__: Any) -> None:
    """Receiver."""
    if instance.is_default_site:
        _refuse(_("The site itself cannot be taken away: every address depends on it."))


def locale_will_be_saved(instance: Locale, raw: bool = False, **__: Any) -> None:
    """Receiver: with another code, all texts of a language would pass for those of another."""
    if raw or not instance.pk:
        return
    before = Locale.all_objects.filter(pk=instance.pk).values_list("language_code", flat=True)
    code = before.first()
    if code and code != instance.language_code and Page.objects.filter(locale=instance).exists():
        _refuse(_("The language of texts that are written already cannot be changed."))


def locale_will_be_deleted(instance: Locale, **__: Any) -> None:
    """Receiver, called before Wagtail begins to clear up."""
    if instance.language_code in dict(settings.LANGUAGES):
        _refuse(_("This language cannot be deleted: the site has pages in it."))


def _refuse(sentence: str, page: Page | None = None) -> None:
    if not _is_taken_apart.get():
        raise AdminRefusal(sentence, page=page)


def _sentence(what: str, page: Page) -> str:
    """Return what is refused, and why."""
    return f"{what % {'title': page.get_admin_display_title()}} {_reason(page)}"


def _reason(page: Page) -> str:
    model = page.specific_class
    if model and issubclass(model, StandardPage):
        return _("Every page links to it, and a public site must have it. You can change its text.")
    if model and issubclass(model, HomePage):
        return _("It is the home page, and all other pages stand below it.")
    return _("Other pages stand below it and have their addresses from it.")
