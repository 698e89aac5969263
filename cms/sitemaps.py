"""What search engines are told to read: every public page, article and entry, with its languages.

Easy language is left out of the alternates (it is no language of theirs) and of the list (it says
the same as the German page).
"""

from collections import defaultdict
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.utils import translation
from wagtail.models import Page

from cms.frame import EASY_LANGUAGE
from cms.languages import html_lang
from cms.models import DistrictIndexPage, DistrictPage
from cms.querysets import readable
from districts.models import Actor, CouncilPaper, Date, District, Project, Topic
from wiki.addresses import article_url
from wiki.models import Article

# A file that is written anew for every visit of a search engine must not take long.
PER_FILE = 2000


class Files(Sitemap[Any]):
    """A list in files; the list of files asks the database for its newest date, not every row."""

    limit = PER_FILE
    dated_by = "updated_at"

    def items(self) -> QuerySet[Any]:
        raise NotImplementedError

    def lastmod(self, item: Any) -> Any:
        return getattr(item, self.dated_by, None)

    def get_latest_lastmod(self) -> Any:
        items = self.items()
        if not any(field.name == self.dated_by for field in items.model._meta.get_fields()):
            return None
        return items.order_by().aggregate(newest=Max(self.dated_by))["newest"]


class PagesSitemap(Files):
    """Editorial pages. District pages are under their districts."""

    dated_by = "last_published_at"

    def items(self) -> QuerySet[Page]:
        pages = readable(Page.objects.filter(depth__gt=1))
        plain = pages.exclude(locale__language_code=EASY_LANGUAGE)
        found: QuerySet[Page] = (
            plain.not_exact_type(DistrictPage, DistrictIndexPage)
            .select_related("locale")
            .order_by("path")
        )
        return found

    def location(self, item: Page) -> str:
        return item.get_url() or "/"

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: Any = None) -> Any:
        """Return the entries of one file, each with the addresses of its versions."""
        urls = super().get_urls(page, site, protocol)
        versions: dict[Any, list[Any]] = defaultdict(list)
        for url in urls:
            versions[url["item"].translation_key].append(url)
        for url in urls:
            others = versions[url["item"].translation_key]
            url["alternates"] = [
                {
                    "lang_code": html_lang(other["item"].locale.language_code),
                    "location": other["location"],
                }
                for other in others
                if len(others) > 1
            ]
        return urls


class ArticlesSitemap(Files):
    """Wiki articles."""

    def items(self) -> QuerySet[Article]:
        articles = Article.objects.live().exclude(language=EASY_LANGUAGE)
        return articles.select_related("district").order_by("pk")

    def location(self, item: Article) -> str:
        return article_url(item)


class DirectorySitemap(Files):
    """One kind of entry of the directory, at its German address."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet[Any]:
        return self.queryset.all()

    def location(self, item: Any) -> str:
        with translation.override("de"):
            return str(item.get_absolute_url())


def sections() -> dict[str, Any]:
    """Return every section by the name its file has."""
    return {
        "seiten": PagesSitemap,
        "wiki": ArticlesSitemap,
        "stadtteile": DirectorySitemap(District.objects.order_by("pk")),
        "themen": DirectorySitemap(Topic.objects.order_by("pk")),
        "projekte": DirectorySitemap(Project.objects.live().order_by("pk")),
        "akteure": DirectorySitemap(Actor.objects.live().listed().order_by("pk")),
        "termine": DirectorySitemap(Date.objects.live().order_by("pk")),
        "ratspapiere": DirectorySitemap(CouncilPaper.objects.live().order_by("pk")),
    }
