"""What the admin shows of the wiki."""

from wagtail import hooks

from districts.admin import report_routes
from wiki.admin import (
    ArticleChooserViewSet,
    ArticleViewSet,
    article_chooser,
    article_viewset,
)
from wiki.reports import REPORTS

report_routes.register("wiki", REPORTS)


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleViewSet:
    """List articles with filters and export."""
    return article_viewset


@hooks.register("register_admin_viewset")
def register_article_chooser() -> ArticleChooserViewSet:
    """Let editors choose an article for a page."""
    return article_chooser
