"""Articles in the admin: a list with filters and export for staff, and a chooser for pages.

They are read there and edited in the one public editor, which merges what two people write; the
admin's own form would overwrite.
"""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.chooser import ChosenMultipleView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.permissions import register_permission_policy

from community.people.choosers import VisibleOnly
from districts.admin.lists import ReadingPolicy
from wiki.addresses import article_url
from wiki.models import Article


class ArticleFilterSet(WagtailFilterSet):
    """What staff look for: by place, language and state, and what should be checked again."""

    overdue = django_filters.BooleanFilter(label=_("Due to be checked"), method="filter_overdue")

    class Meta:
        model = Article
        fields = ["state", "protection", "language", "district", "topics"]

    def filter_overdue(
        self, articles: QuerySet[Article], _name: str, value: bool
    ) -> QuerySet[Article]:
        """Keep what is due, or what is not."""
        due = {"review_by__lte": timezone.localdate()}
        return articles.filter(**due) if value else articles.exclude(**due)


class ArticleIndexView(IndexView):
    """The list; titles lead to the public page."""

    def get_base_queryset(self) -> QuerySet[Article]:
        articles: QuerySet[Article] = Article.objects.visible_to(self.request.user).with_place()
        return articles


class ArticleViewSet(ModelViewSet):
    """All articles; those that wait or were deleted for those who may see them on the site."""

    model = Article
    name = "wiki_articles"
    icon = "doc-full-inverse"
    menu_label = _("Wiki articles")
    add_to_admin_menu = True
    menu_order = 250
    form_fields: tuple[str, ...] = ()
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    index_view_class = ArticleIndexView
    filterset_class = ArticleFilterSet
    search_fields = ("title",)
    ordering = ("-updated_at", "-pk")
    list_per_page = 50
    list_display = (
        TitleColumn("title", label=_("Title"), get_url=article_url, sort_key="title"),
        Column("district", label=_("District"), sort_key="district__name"),
        Column("language", label=_("Language"), sort_key="language"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("get_protection_display", label=_("Protection"), sort_key="protection"),
        Column("head_number", label=_("Versions"), sort_key="head_number"),
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
        DateColumn("checked_at", label=_("Checked"), sort_key="checked_at"),
    )
    export_headings = {column.accessor: column.label for column in list_display}
    list_export = (*export_headings, "review_by")
    export_filename = "wiki"


class VisibleChosenView(VisibleOnly, ChosenView):
    """What was chosen."""


class VisibleChosenMultipleView(VisibleOnly, ChosenMultipleView):
    """What was chosen, where several can be."""


class ArticleChooserWidget(BaseChooser):
    """Shows what was chosen; the title of an article only as long as it is public.

    Whoever edits the page chose it when it was; what moderators took away since, or its town has
    switched off, has no name here.
    """

    def get_display_title(self, instance: Article) -> str:
        hidden = _("An article that is not public")
        return instance.title if instance.is_public else str(hidden)


class ArticleChooserViewSet(ChooserViewSet):
    """Choosing a public article by its title."""

    chosen_view_class = VisibleChosenView
    chosen_multiple_view_class = VisibleChosenMultipleView
    base_widget_class = ArticleChooserWidget
    model = Article
    icon = "doc-full-inverse"
    choose_one_text = _("Choose an article")
    choose_another_text = _("Choose another article")
    register_widget = True
    url_filter_parameters: tuple[str, ...] = ("language",)

    def get_object_list(self) -> QuerySet[Article]:
        articles: QuerySet[Article] = Article.objects.live().with_place()
        return articles


register_permission_policy(Article, ReadingPolicy(Article))
article_viewset = ArticleViewSet()
article_chooser = ArticleChooserViewSet("wiki_article_chooser")
ArticleChooserBlock = article_chooser.get_block_class(
    name="ArticleChooserBlock", module_path="wiki.admin"
)
