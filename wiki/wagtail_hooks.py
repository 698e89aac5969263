"""What the admin shows of the wiki."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from districts.admin import report_routes
from wiki.admin import (
    ArticleChooserViewSet,
    ArticleViewSet,
    article_chooser,
    article_viewset,
)
from wiki.models import Starter
from wiki.reports import REPORTS

report_routes.register("wiki", REPORTS)


class StarterViewSet(SnippetViewSet):
    """What articles are begun with, in each language."""

    model = Starter
    icon = "form"
    menu_label = _("Starters of articles")
    menu_name = "starters"
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = (
        "title",
        Column("get_language_display", label=_("Language"), sort_key="language"),
        "position",
        "is_active",
    )
    list_filter = ("language", "is_active")
    search_fields = ("title", "sentence", "questions")
    panels = tuple(
        FieldPanel(name)
        for name in ("title", "sentence", "questions", "language", "slug", "position", "is_active")
    )


register_snippet(StarterViewSet)


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleViewSet:
    """List articles with filters and export."""
    return article_viewset


@hooks.register("register_admin_viewset")
def register_article_chooser() -> ArticleChooserViewSet:
    """Let editors choose an article for a page."""
    return article_chooser
