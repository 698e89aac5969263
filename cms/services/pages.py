"""Pages made from simple data, for the demo and for scripts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Locale, Page

import pagecache
from accounts.models import User
from cms.body.body_data import announced_from, body_from, literature_from
from cms.body.object_links import pinned_data
from cms.models import (
    ArticlePage,
    ArticleSeriesPage,
    BasePage,
    HomePage,
    PageAuthor,
    SeriesIndexPage,
    StandardPage,
    ThemePage,
)
from districts.models import District, Topic

if TYPE_CHECKING:  # patterns name the types of pages that are made here
    from cms.admin.page_patterns import Pattern

TYPES: dict[str, type[BasePage]] = {
    "home": HomePage,
    "theme": ThemePage,
    "series_index": SeriesIndexPage,
    "series": ArticleSeriesPage,
    "article": ArticlePage,
    "standard": StandardPage,
}


class ParentMissing(LookupError):
    """The place for a page is not there in its language."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What only some types of pages have; left empty where a type lacks it."""

    authors: Iterable[User] = ()
    topics: Iterable[Topic] = ()
    districts: Iterable[District] = ()
    literature: Iterable[Mapping[str, str]] = ()
    announced: Iterable[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)


def find_page(*, path: str, locale: str) -> Page | None:
    """Return the page at an address without language prefix ("beitraege/reihe"), or None.

    The empty path is the home page. Drafts are found, too.
    """
    home = HomePage.objects.filter(locale__language_code=locale).first()
    if home is None:
        return None
    wanted = home.url_path + (f"{path.strip('/')}/" if path.strip("/") else "")
    found: Page | None = Page.objects.filter(url_path=wanted).first()
    return found.specific if found else None


def create_page(
    *,
    type: str,
    parent: Page | None,
    locale: str,
    slug: str,
    title: str,
    intro: str = "",
    body: Iterable[Mapping[str, Any]] = (),
    translation_of: Page | None = None,
    is_demo: bool = False,
    published_at: datetime | None = None,
    checked_by: str = "",
    checked_on: date | None = None,
    extras: Extras | None = None,
) -> BasePage:
    """Make a published page and return it.

    `type` is a key of `TYPES`; `locale` a language code; `body` as in `cms.body.body_data`.
    `parent` may be given in any language: its version in `locale` is used. A home page, or a page
    that `ensure_site()` made and nobody has edited, is filled in place; any other page that is
    already at the address is returned as it stands. Raises `ParentMissing`, `UnknownBlock`,
    `KeyError` for an unknown type, and `ValidationError` for a reserved address.
    """
    model = TYPES[type]
    values: dict[str, Any] = {
        "title": title,
        "intro": intro,
        "is_demo": is_demo,
        "checked_by": checked_by,
        "checked_on": checked_on,
        "body": body_from(body),
    }
    with transaction.atomic():
        target = Locale.objects.get(language_code=locale)
        page = _existing(model, parent, target, slug)
        if page is None:
            page = _new(model, parent, target, slug, translation_of)
        elif not _is_pristine(page):
            return page
        _fill(page, values, extras or Extras())
        _publish(page, published_at)
        pagecache.bump()
    return page


def begin_page(*, pattern: "Pattern", parent: Page, user: User) -> BasePage:
    """Make a draft from a pattern below a page, owned by whoever begins it; return it."""
    model = TYPES[pattern.type]
    with transaction.atomic():
        page = model(
            title=pattern.label,
            draft_title=pattern.label,
            intro=pattern.intro,
            locale=parent.locale,
            live=False,
            owner=user,
        )
        page.body = _stream(page, "body", body_from(pattern.body))
        parent.refresh_from_db()
        parent.add_child(instance=page)
        page.save_revision(user=user)
    return page


def _existing(
    model: type[BasePage], parent: Page | None, locale: Locale, slug: str
) -> BasePage | None:
    if model is HomePage:
        home: BasePage = HomePage.objects.get(locale=locale)
        return home
    found = _place(parent, locale).get_children().filter(slug=slug).first()
    return found.specific if found else None


def _place(parent: Page | None, locale: Locale) -> Page:
    """Return the parent in the wanted language."""
    place = parent
    if place is not None and place.locale_id != locale.pk:
        place = place.get_translation_or_none(locale)
    if place is None:
        raise ParentMissing(f"There is no {locale.language_code} version of {parent}.")
    return place


def _is_pristine(page: BasePage) -> bool:
    """Whether nobody has ever edited this page: whatever the admin saves leaves a revision."""
    return isinstance(page, HomePage | StandardPage) and page.latest_revision_id is None


def _new(
    model: type[BasePage],
    parent: Page | None,
    locale: Locale,
    slug: str,
    translation_of: Page | None,
) -> BasePage:
    page = model(slug=slug, title=slug, locale=locale, live=False)
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    place = _place(parent, locale)
    place.refresh_from_db()
    return place.add_child(instance=page)  # type: ignore[no-any-return]


def _fill(page: BasePage, values: Mapping[str, Any], extras: Extras) -> None:
    """Set what this type of page has; topics and districts are many-to-many."""
    names = {field.name for field in page._meta.get_fields()}
    raw = {
        **values,
        "literature": literature_from(extras.literature),
        "announced": announced_from(extras.announced),
        **extras.fields,
    }
    if isinstance(page, HomePage):
        # Its title is a label for editors; readers see the heading.
        raw["heading"] = raw.pop("title")
    for name, value in raw.items():
        if name in names:
            stream = isinstance(value, list)
            setattr(page, name, _stream(page, name, value) if stream else value)
    for name in ("topics", "districts"):
        if name in names:
            getattr(page, name).set(getattr(extras, name))
    page.authors = [
        PageAuthor(user=user, sort_order=number) for number, user in enumerate(extras.authors)
    ]


def _stream(page: BasePage, name: str, raw: list[dict[str, Any]]) -> Any:
    return page._meta.get_field(name).stream_block.to_python(pinned_data(raw))


def _publish(page: BasePage, published_at: datetime | None) -> None:
    """Publish with a revision, so that the admin has a history to show."""
    page.live = True
    page.save()
    page.save_revision().publish()
    if published_at:
        Page.objects.filter(pk=page.pk).update(
            first_published_at=published_at,
            last_published_at=published_at,
            latest_revision_created_at=published_at,
        )
    page.refresh_from_db()
