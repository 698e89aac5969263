"""What search engines are told to read: every public page, article and entry, with its languages.

Each version of a text names all of them, itself among them, and the German one for everybody else:
the same as on the pages themselves (`cms.reading.languages.hreflang`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sites.requests import RequestSite
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cms.models import DistrictIndexPage, DistrictPage
from cms.querysets import readable
from districts import entries
from districts.models import District, Topic
from districts.modules.own import ARTICLES
from districts.modules.states import states
from text.languages import CODES, in_language
from text.site_address import HasPage
from wiki.addresses import article_url
from wiki.models import Article

if TYPE_CHECKING:  # its table is not there: the addresses come from the request
    from django.contrib.sites.models import Site

# A file that is written anew for every visit of a search engine must not take long.
PER_FILE = 2000
#: The path of a text in each language it is in.
Versions = Mapping[str, str]


class Files(Sitemap[Any]):
    """A list in files; the list of files asks the database for its newest date, not every row."""

    limit = PER_FILE
    dated_by = "updated_at"

    def items(self) -> Any:
        raise NotImplementedError

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.dated_by, None)

    def dated(self) -> QuerySet[Any]:
        """Return the rows whose newest date is the list's."""
        found: QuerySet[Any] = self.items()
        return found

    def get_latest_lastmod(self) -> Any:
        items = self.dated()
        if not any(field.name == self.dated_by for field in items.model._meta.get_fields()):
            return None
        return items.order_by().aggregate(newest=Max(self.dated_by))["newest"]

    def versions(self, items: list[Any]) -> list[Versions]:
        """Return for each item the paths of all its versions; a few queries for all of them."""
        return [{} for _item in items]

    def get_urls(
        self,
        page: int | str = 1,
        site: Site | RequestSite | None = None,
        protocol: str | None = None,
    ) -> list[dict[str, Any]]:
        """Return the entries of one file, each with the addresses of its versions."""
        urls = super().get_urls(page, site, protocol)
        start = f"{self.get_protocol(protocol)}://{self.get_domain(site)}"
        for url, found in zip(urls, self.versions([url["item"] for url in urls]), strict=True):
            url["alternates"] = _alternates(found, start) if len(found) > 1 else []
        return urls


def _alternates(found: Versions, start: str) -> list[dict[str, str]]:
    rows = [(code, found[code]) for code in CODES if code in found]
    if settings.LANGUAGE_CODE in found:
        rows.append(("x-default", found[settings.LANGUAGE_CODE]))
    return [{"lang_code": code, "location": f"{start}{path}"} for code, path in rows]


def _grouped(rows: Iterable[tuple[Any, str, str]]) -> Mapping[Any, dict[str, str]]:
    """Put together what has one key: rows of key, language, path."""
    found: dict[Any, dict[str, str]] = defaultdict(dict)
    for key, code, path in rows:
        found[key][code] = path
    return found


class ListsSitemap(Files):
    """The lists, in each language."""

    def items(self) -> list[tuple[str, str]]:
        kinds = [f"districts:{kind.list_route}" for kind in entries.listed() if kind.is_used]
        wiki = ("wiki:start", "wiki:recent") if states().is_used(ARTICLES) else ()
        names = ("districts:districts", "districts:topics", *kinds, *wiki, "pictures:gallery")
        return [(name, code) for name in names for code in CODES]

    def get_latest_lastmod(self) -> None:
        return None

    def location(self, item: tuple[str, str]) -> str:
        name, code = item
        with translation.override(code):
            return reverse(name)

    def versions(self, items: list[tuple[str, str]]) -> list[Versions]:
        return [{code: self.location((name, code)) for code in CODES} for name, _code in items]


class PagesSitemap(Files):
    """Editorial pages. District pages are under their districts."""

    dated_by = "last_published_at"

    def items(self) -> QuerySet[Page]:
        pages = readable(Page.objects.filter(depth__gt=1))
        found: QuerySet[Page] = (
            pages.not_exact_type(DistrictPage, DistrictIndexPage)
            .select_related("locale")
            .order_by("path")
        )
        return found

    def location(self, item: Page) -> str:
        return item.get_url() or "/"

    def versions(self, items: list[Page]) -> list[Versions]:
        keys = {page.translation_key for page in items}
        rows = self.items().filter(translation_key__in=keys)
        found = _grouped(
            (page.translation_key, page.locale.language_code, self.location(page)) for page in rows
        )
        return [found[page.translation_key] for page in items]


class ArticlesSitemap(Files):
    """Wiki articles."""

    def items(self) -> QuerySet[Article]:
        return Article.objects.live().select_related("district").order_by("pk")

    def location(self, item: Article) -> str:
        return article_url(item)

    def versions(self, items: list[Article]) -> list[Versions]:
        keys = {article.translation_key for article in items}
        rows = self.items().filter(translation_key__in=keys)
        found = _grouped((row.translation_key, row.language, article_url(row)) for row in rows)
        return [found[article.translation_key] for article in items]


class DirectorySitemap(Files):
    """One kind of entry of the directory, at its German address."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet[Any]:
        return self.queryset.all()

    def location(self, item: Any) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return str(item.get_absolute_url())


class TranslatedSitemap(DirectorySitemap):
    """One kind of thing at the address of each language it is in; those come with the thing."""

    def items(self) -> Any:
        things = list(self.queryset.all())
        found = zip(things, self.paths(things), strict=True)
        return [(thing, code, paths) for thing, paths in found for code in CODES if code in paths]

    def paths(self, things: list[Any]) -> list[Versions]:
        """Return where each thing is found in its languages: all, where nothing else is known."""
        return [self.everywhere(thing) for thing in things]

    def german(self, thing: HasPage) -> str:
        return super().location(thing)

    def everywhere(self, thing: HasPage) -> Versions:
        path = self.german(thing)
        return {code: in_language(path, code) for code in CODES}

    def dated(self) -> QuerySet[Any]:
        return self.queryset.all()

    def lastmod(self, item: tuple[Any, str, Versions]) -> Any:
        return super().lastmod(item[0])

    def location(self, item: tuple[Any, str, Versions]) -> str:
        _thing, code, paths = item
        return paths[code]

    def versions(self, items: list[tuple[Any, str, Versions]]) -> list[Versions]:
        return [paths for _thing, _code, paths in items]


class PlacesSitemap(TranslatedSitemap):
    """Districts, with the languages their page is in: those of the editors' text, if there is one.

    Without it a district shows what the directory knows, which is the same in every language. The
    German address is always there.
    """

    def paths(self, things: list[Any]) -> list[Versions]:
        pages = readable(DistrictPage.objects.filter(district__in=things)).select_related("locale")
        written = _grouped(
            (page.district_id, page.locale.language_code, page.get_url() or "/")
            for page in pages
            if page.has_content
        )
        return [
            {settings.LANGUAGE_CODE: self.german(thing), **written[thing.pk]}
            if thing.pk in written
            else self.everywhere(thing)
            for thing in things
        ]


def used_sections() -> dict[str, Any]:
    """Return the sections of what any town uses."""
    unused = {kind.start for kind in entries.kinds() if not kind.is_used}
    if not states().is_used(ARTICLES):
        unused.add("wiki")
    return {name: section for name, section in sections().items() if name not in unused}


def sections() -> dict[str, Any]:
    """Return every section by the name its file has."""
    return {
        "listen": ListsSitemap,
        "seiten": PagesSitemap,
        "wiki": ArticlesSitemap,
        "stadtteile": PlacesSitemap(District.objects.order_by("pk")),
        "themen": TranslatedSitemap(Topic.objects.order_by("pk")),
        **{
            kind.start: DirectorySitemap(kind.listed_for(None).order_by("pk"))
            for kind in entries.kinds()
        },
    }
