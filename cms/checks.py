"""What has to be done before a site goes public, and what must still be so once it is."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError
from django.db.models import QuerySet
from wagtail.models import Site

from cms.models import BasePage, HomePage, StandardPage
from cms.querysets import under_restriction
from cms.required_pages import duty_languages
from text.languages import prefix

P = TypeVar("P", bound=BasePage)


@register(Tags.security, deploy=True)
def duty_pages_are_filled(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Fail `check --deploy` while a page that a public site must have is not there for everybody.

    Names each home and duty page that is missing, not published, not for everybody, at another
    address, about to go down, or has gaps; silent where there is no database yet.
    """
    try:
        return [*_homes(), *_duties()]
    except DatabaseError:
        return []


def _homes() -> Iterator[Error]:
    begins = Site.objects.filter(is_default_site=True).values_list("root_page", flat=True).first()
    homes = _shown(HomePage.objects.all())
    for code, _name in settings.LANGUAGES:
        home = homes.get(code)
        name = f"{prefix(code)}/ ({code})"
        if home is None:
            yield _error(
                2, f"There is no home page {name}.", "Make it with `manage.py setup_site`."
            )
            continue
        yield from _is_public(home, name)
        if code == settings.LANGUAGE_CODE and home.pk != begins:
            hint = "Choose it as the root page of the default site, in the admin's settings."
            yield _error(5, f"The site does not begin with its home page {name}.", hint)


def _duties() -> Iterator[Error]:
    every = _annotated(StandardPage.objects.exclude(duty=""))
    # Copies of a duty page come first, so that the one at its address counts.
    by_address = sorted(every, key=lambda page: page.slug == page.duty)
    found = {(page.duty, page.locale.language_code): page for page in by_address}
    for duty, code in duty_languages():
        page = found.get((duty, code))
        name = f"/{duty}/ ({code})"
        if page is None:
            hint = "Make it with `manage.py migrate`, which makes what is missing, and write it."
            yield _error(2, f"The page {name} is missing.", hint)
            continue
        yield from _is_public(page, name)
        if page.get_url() != f"{prefix(code)}/{duty}/":
            hint = f"It is at {page.get_url()} now; every page links to {prefix(code)}/{duty}/."
            yield _error(5, f"The page {name} is not at its address.", hint)
    for page in found.values():
        if page.is_unfilled:
            name = f"/{page.duty}/ ({page.locale.language_code})"
            hint = "Write what stands in square brackets after 'bitte ausfüllen', in the admin."
            yield _error(1, f"The page {name} still has gaps.", hint)


def _is_public(page: BasePage, name: str) -> Iterator[Error]:
    if not page.live or page.alias_of_id:
        yield _error(3, f"The page {name} is not published.", "Publish it in the admin.")
    if page.is_private:
        hint = "Let everybody read it, and the pages above it, in the admin."
        yield _error(4, f"Not everybody may read the page {name}.", hint)
    if page.expire_at:
        yield _error(6, f"The page {name} will go down by itself.", "Take its last day away.")


def _shown(homes: QuerySet[HomePage]) -> dict[str, HomePage]:
    return {page.locale.language_code: page for page in _annotated(homes).order_by("-path")}


def _annotated(pages: QuerySet[P]) -> QuerySet[P]:
    return pages.select_related("locale").annotate(is_private=under_restriction())


def _error(number: int, message: str, hint: str) -> Error:
    return Error(message, hint=hint, id=f"cms.E00{number}")
