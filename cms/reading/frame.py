"""What stands around every page and is the same for every reader, in one language.

Name, menus, notices and footer of a site are kept (`pagecache.shared`) as any page is that shows
them: what editors change there ends everything that is kept, in every process.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Exists
from django.http import HttpRequest
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.query import PageQuerySet

import pagecache
from cms.blocks.navigation import is_own_path
from cms.body.renditions import LOGO_SIZE
from cms.models import SiteSettings
from cms.querysets import readable
from cms.reading.surrounding_pages import EASY_LANGUAGE_PAGE
from cms.starter import starter
from districts import navigation
from districts.models import ModuleState
from districts.modules import states
from pagecache import shared
from text.languages import EASY_LANGUAGE, current_language, prefix

#: Where it says what there is in easy language: in it, and in German where it is not there yet.
GERMAN_URL = f"/{EASY_LANGUAGE_PAGE}/"
EASY_URL = f"{prefix(EASY_LANGUAGE)}{GERMAN_URL}"
#: Where editors say how one takes part, in any language.
TAKING_PART_PAGE = "mitmachen"


@dataclass(frozen=True, slots=True)
class FrameLink:
    """A line of a menu."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FrameNotice:
    """A line above every page, until the end of its last day (None: until it is taken away)."""

    text: str
    kind: str
    url: str
    link_text: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the pages of a language.

    `menu` is the editors', or the usual one. `logo` is its address at the size of the
    header, twice as sharp. `easy_language_url` is the page that says what there is in easy
    language; `taking_part_url` the one that says how one takes part, "" where this language has
    none that everybody may read, or editors link to it already. `some_decided`: whether any town
    has decided about its modules.
    """

    name: str
    tagline: str
    footer: str
    operator: str
    is_demo: bool
    logo: str = ""
    menu: tuple[FrameLink, ...] = ()
    footer_menu: tuple[FrameLink, ...] = ()
    notices: tuple[FrameNotice, ...] = ()
    easy_language_url: str = GERMAN_URL
    taking_part_url: str = ""
    some_decided: bool = True


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame in the language of the moment; the second call of a request costs nothing.

    While the database is away it is that of a new site, which nobody keeps.
    """
    language = current_language()
    known: dict[str, Frame] = request.__dict__.setdefault("_cms_frames", {})
    if language not in known:
        words = f"{request.scheme}://{request.get_host()} {language}"
        found = None
        with suppress(DatabaseError):
            found = shared.kept("cms:frame", words, lambda: _made(request, language))
        known[language] = found or _plain(_new_site(), menu=_usual_menu())
    if not known[language].some_decided:
        states.none_decided()
    return known[language]


def settings_in(language: str) -> SiteSettings:
    """Return the settings in this language, else the German ones, else a new site's. One query."""
    try:
        return _settings(language)
    except DatabaseError:
        return _new_site()


def site_name() -> str:
    """Return what the site is called in the language of the moment."""
    return settings_in(current_language()).name


def _new_site() -> SiteSettings:
    return SiteSettings(**starter()["settings"][settings.LANGUAGE_CODE])


def _settings(language: str) -> SiteSettings:
    wanted = (language, settings.LANGUAGE_CODE)
    rows = {
        row.locale.language_code: row
        for row in SiteSettings.objects.filter(locale__language_code__in=wanted)
        .select_related("locale", "logo")
        .annotate(
            some_decided=Exists(ModuleState.objects.all()),
            told=Exists(_at_top(EASY_LANGUAGE_PAGE, EASY_LANGUAGE)),
            takes_part=Exists(_at_top(TAKING_PART_PAGE, language)),
        )
    }
    found = next((rows[code] for code in wanted if code in rows), None)
    if found is not None and not found.some_decided:
        states.none_decided()
    return found or _new_site()


def _made(request: HttpRequest, language: str) -> Frame:
    pagecache.shows_only()  # what belongs to every page
    found = _settings(language)
    logo, footer_menu = found.logo, _links(request, found.footer_menu)
    taking_part = f"{prefix(language)}/{TAKING_PART_PAGE}/"
    shown = getattr(found, "takes_part", False) and all(
        link.url != taking_part for link in footer_menu
    )
    return _plain(
        found,
        logo=logo.get_rendition(LOGO_SIZE).url if logo and logo.is_public else "",
        menu=_links(request, found.menu) or _usual_menu(),
        footer_menu=footer_menu,
        notices=tuple(_notices(found.notices)),
        easy_language_url=EASY_URL if getattr(found, "told", False) else GERMAN_URL,
        taking_part_url=taking_part if shown else "",
        some_decided=getattr(found, "some_decided", True),
    )


def _plain(found: SiteSettings, **more: Any) -> Frame:
    return Frame(found.name, found.tagline, found.footer, found.operator, found.is_demo, **more)


def _links(request: HttpRequest, stream: StreamValue) -> tuple[FrameLink, ...]:
    found = []
    for block in stream:
        page = block.value["page"]
        own = _own(block.value["path"])
        url = page.get_url(request) if page and page.live else own
        if url:
            found.append(FrameLink(block.value["title"] or page.title, url))
    return tuple(found)


def _usual_menu() -> tuple[FrameLink, ...]:
    """Return the menu of a site whose editors have not made their own: what apps register."""
    try:
        pages = list(navigation.pages())
    except DatabaseError:
        pages = list(navigation.pages(states.States({})))
    return tuple(FrameLink(str(page.title), page.url) for page in pages)


def _notices(stream: StreamValue) -> Iterable[FrameNotice]:
    for block in stream:
        link = block.value["link"]
        words = block.value["link_text"] or link
        yield FrameNotice(
            block.value["text"], block.value["kind"], _own(link), words, block.value["until"]
        )


def _own(path: str) -> str:
    """Put the language before an address that an editor has typed without it.

    Asked of the form already, and again here: what came past it may be a script.
    """
    return f"{prefix(current_language())}{path}" if path and is_own_path(path) else ""


def _at_top(slug: str, language: str) -> PageQuerySet:
    """Return the page right below the home page of a language, if everybody may read it."""
    wanted = {"depth": 3, "slug": slug, "locale__language_code": language}
    return readable(Page.objects.filter(**wanted))
