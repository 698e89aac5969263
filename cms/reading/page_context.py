"""What every editorial page shows besides its own text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, get_text_for_indexing

from accounts.at_address import person_url
from cms.models import BasePage
from cms.page_kinds import kind_of
from cms.reading import languages
from cms.reading.surrounding_pages import surrounding_pages_of
from pictures.licences import Licence
from text.captured import in_a_line
from text.languages import EASY_LANGUAGE, current_language, prefix, without_prefix

HOME_DEPTH = 2


@dataclass
class ShownPage:
    """A page as it is shown to one reader: `language` of the frame may not be the text's."""

    page: BasePage
    request: HttpRequest
    language: str = field(default_factory=current_language)

    @property
    def kind(self) -> str:
        """Name of the page's type, for style sheets."""
        return self.page._meta.model_name or ""

    @property
    def search_kind(self) -> str:
        """Under which kind search knows it."""
        return kind_of(self.page)

    @property
    def is_home(self) -> bool:
        """Whether this is the first page of a language, which is called what the site is called."""
        return self.page.depth == HOME_DEPTH

    @property
    def untranslated(self) -> bool:
        """Whether this is the German text at the address of another language."""
        return self.page.locale.language_code != self.language

    @cached_property
    def is_told(self) -> bool:
        """Whether machines are told what this is about: no copy, no draft, no page for some."""
        if self.untranslated or getattr(self.request, "is_preview", False):
            return False
        return self.page.live and not self.page.get_view_restrictions().exists()

    @property
    def lang(self) -> str:
        """Value for `lang` where the text's language is not the frame's; else empty."""
        own = languages.html_lang(self.page.locale.language_code)
        return "" if own == languages.html_lang(self.language) else own

    @property
    def easy_language_missing(self) -> bool:
        """Whether somebody looking for easy language gets the ordinary German text."""
        return self.untranslated and self.language == EASY_LANGUAGE

    @cached_property
    def url(self) -> str:
        """Full address of the text's own version: the canonical one."""
        return self.request.build_absolute_uri(self.page.get_url() or "/")

    @cached_property
    def breadcrumb(self) -> list[dict[str, str]]:
        """For components/breadcrumb.html; addresses in the language of the frame."""
        start = prefix(self.language)
        entries = [
            {
                "title": page.title if page.depth > HOME_DEPTH else _("Home"),
                "url": start + without_prefix(page.get_url() or "/"),
            }
            for page in surrounding_pages_of(self.request, self.page).ancestors
        ]
        return [*entries, {"title": self.page.title, "url": ""}]

    @cached_property
    def authors(self) -> list[dict[str, str]]:
        """For components/meta_line.html. A home page names none and need not be asked."""
        if self.is_home:
            return []
        start = prefix(self.language)
        rows = self.page.authors.select_related("user").all()
        return [
            {
                "name": f"{row} ({row.role})" if row.role else str(row),
                "url": start + person_url(row.user.slug) if row.user else "",
            }
            for row in rows
        ]

    @property
    def updated(self) -> datetime | None:
        return self.page.last_published_at or self.page.first_published_at

    @property
    def licence(self) -> Licence:
        return Licence(self.page.licence)

    @property
    def hreflang(self) -> list[dict[str, str]]:
        """Language alternates for search engines."""
        return languages.hreflang(self.request)

    def structured(self, site_name: str) -> dict[str, Any]:
        """Return what machines read of the page (schema.org); home is the site itself."""
        if self.is_home:
            return self._site(site_name)
        return {
            "@type": "Article" if self.authors else "WebPage",
            "headline": self.page.title,
            "description": self.description,
            "inLanguage": self.page.locale.language_code,
            "url": self.url,
            "publisher": {"@type": "Organization", "name": site_name},
            "license": self.licence.url,
            "author": [{"@type": "Person", "name": author["name"]} for author in self.authors],
            "datePublished": _iso(self.page.first_published_at),
            "dateModified": _iso(self.updated),
        }

    @cached_property
    def description(self) -> str:
        """What the page is about: the editors' words for it, else how its text begins."""
        said = self.page.search_description or self.page.intro
        return said or in_a_line(_first_words(getattr(self.page, "body", None) or ()))

    def _site(self, site_name: str) -> dict[str, Any]:
        """Return the site and how to search it, as its home page says it in this language."""
        start = prefix(self.page.locale.language_code)
        search = self.request.build_absolute_uri(f"{start}/suche/")
        return {
            "@type": "WebSite",
            "name": site_name,
            "description": self.description,
            "inLanguage": self.page.locale.language_code,
            "url": self.url,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": f"{search}?q={{search_term_string}}",
                },
                "query-input": "required name=search_term_string",
            },
        }


def _first_words(body: Iterable[StreamValue.StreamChild]) -> str:
    """Return the first text among blocks, without what pictures and lists of entries say."""
    for block in body:
        if isinstance(block.value, RichText) and (
            words := get_text_for_indexing(block.value.source).strip()
        ):
            return words
    return ""


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
