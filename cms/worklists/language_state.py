"""Which pages exist in which language, and is the German text newer than its version?

Three queries, however many pages there are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from accounts.models import User
from cms.models import DistrictPage, HomePage
from cms.querysets import visible_to


class PageState(StrEnum):
    """How a version stands to the German text."""

    MISSING = "missing"
    DRAFT = "draft"
    OUTDATED = "outdated"
    CURRENT = "current"


OTHERS = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


@dataclass(frozen=True, slots=True)
class PageVersion:
    """One language of a page; `page` is None where it is missing."""

    language: str
    state: PageState
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A German page with its other languages in the order of the settings."""

    page: Page
    versions: tuple[PageVersion, ...]


def rows(user: User | None = None) -> list[LanguageRow]:
    """Return every published German page that has something to translate, in tree order.

    With a `user`, of those that they may know of.
    """
    german = _german_pages()
    if user is not None:
        known = set(visible_to(user).values_list("pk", flat=True))
        german = [page for page in german if page.pk in known]
    keys = {page.translation_key for page in german}
    versions = (
        Page.objects.filter(translation_key__in=keys, locale__language_code__in=OTHERS)
        .filter(alias_of=None)
        .select_related("locale", "version_check")
    )
    found = {(page.translation_key, page.locale.language_code): page for page in versions}
    return [
        LanguageRow(page, tuple(_version(page, code, found) for code in OTHERS)) for page in german
    ]


def counts(found: Iterable[LanguageRow]) -> Mapping[str, Counter[PageState]]:
    """Return how many versions are in which state, by language."""
    by_language: dict[str, Counter[PageState]] = {code: Counter() for code in OTHERS}
    for row in found:
        for version in row.versions:
            by_language[version.language][version.state] += 1
    return by_language


def _german_pages() -> list[Page]:
    districts = DistrictPage.objects.only("pk", "intro", "body")
    empty = [page.pk for page in districts if not page.has_content]
    pages: QuerySet[Page] = Page.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE, depth__gt=2, alias_of=None
    ).exclude(pk__in=empty)
    homes = HomePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).values("pk")
    return list((pages | Page.objects.filter(pk__in=homes)).live().order_by("path"))


def _version(page: Page, language: str, found: Mapping[tuple[object, str], Page]) -> PageVersion:
    version = found.get((page.translation_key, language))
    if version is None:
        return PageVersion(language, PageState.MISSING)
    if not version.live:
        return PageVersion(language, PageState.DRAFT, version)
    outdated = _is_newer(page, version)
    return PageVersion(language, PageState.OUTDATED if outdated else PageState.CURRENT, version)


def _is_newer(page: Page, version: Page) -> bool:
    """Whether the German text was published after its version was, or was last compared with."""
    check = getattr(version, "version_check", None)
    seen = [moment for moment in (version.last_published_at, check.at if check else None) if moment]
    return bool(page.last_published_at and seen and page.last_published_at > max(seen))
