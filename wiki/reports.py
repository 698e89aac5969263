"""Reports of the admin: which articles need somebody's eye."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from wiki.addresses import article_url
from wiki.models import Article
from wiki.querysets import ArticleQuerySet
from wiki.worklists import articles as worklists


class ArticleReport(ReportView):
    """Base: public articles whose titles lead to their pages; `rows` says which."""

    model = Article
    any_permission_required: ClassVar[list[str]] = ["view"]
    header_icon = "list-ul"
    is_searchable = False
    own_column: Column = DateColumn("updated_at", label=_("Changed"))
    more_export: ClassVar[list[str]] = ["updated_at"]
    export_headings: ClassVar[dict[str, object]] = {
        "checked_at": _("Last checked on"),
        "missing": _("Links that lead nowhere"),
    }

    @property
    def columns(self) -> list[Column]:
        title = TitleColumn("title", label=_("Title"), get_url=article_url)
        where = [Column("district", label=_("District")), Column("language", label=_("Language"))]
        return [title, *where, self.own_column]

    @property
    def list_export(self) -> list[str]:
        return ["title", "district", "language", *self.more_export]

    def get_queryset(self) -> QuerySet[Article]:
        return self.rows(Article.objects.live().with_place())

    def rows(self, public: ArticleQuerySet) -> QuerySet[Article]:
        """Return those of the public articles that the report names, the most urgent first."""
        raise NotImplementedError


class UncheckedArticles(ArticleReport):
    """What is due to be checked, and what nobody has changed or confirmed for a year."""

    page_title = _("Articles to be checked")
    index_url_name = "wiki-unchecked"
    index_results_url_name = "wiki-unchecked-results"
    own_column = DateColumn("seen_at", label=_("Last checked on"))
    more_export: ClassVar[list[str]] = ["review_by", "checked_at", "updated_at"]
    export_filename = "artikel-ungeprueft"

    def rows(self, public: ArticleQuerySet) -> QuerySet[Article]:
        return worklists.due(public)


class MissingArticles(ArticleReport):
    """Articles with links to what nobody has written yet, those with most of them first."""

    page_title = _("Articles whose links lead nowhere")
    index_url_name = "wiki-missing"
    index_results_url_name = "wiki-missing-results"
    own_column = Column("missing", label=_("Links that lead nowhere"))
    more_export: ClassVar[list[str]] = ["missing"]
    export_filename = "artikel-offene-verweise"

    def rows(self, public: ArticleQuerySet) -> QuerySet[Article]:
        missing = Count("links", filter=Q(links__target=None))
        found = public.annotate(missing=missing).filter(missing__gt=0)
        return found.order_by("-missing", "title", "pk")


class UnlinkedArticles(ArticleReport):
    """Articles to which no other one leads."""

    page_title = _("Articles to which no other one leads")
    index_url_name = "wiki-unlinked"
    index_results_url_name = "wiki-unlinked-results"
    export_filename = "artikel-ohne-verweis"

    def rows(self, public: ArticleQuerySet) -> QuerySet[Article]:
        return worklists.unlinked(public)


class UnsortedArticles(ArticleReport):
    """Articles that belong to no topic, so that no page of a topic names them."""

    page_title = _("Articles without a topic")
    index_url_name = "wiki-unsorted"
    index_results_url_name = "wiki-unsorted-results"
    export_filename = "artikel-ohne-thema"

    def rows(self, public: ArticleQuerySet) -> QuerySet[Article]:
        return public.filter(topics=None).order_by("title", "pk")


REPORTS: dict[str, type[ArticleReport]] = {
    "ungeprueft": UncheckedArticles,
    "offene-verweise": MissingArticles,
    "ohne-verweis": UnlinkedArticles,
    "ohne-thema": UnsortedArticles,
}
