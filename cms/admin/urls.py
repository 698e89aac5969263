"""Routes of the admin that stand before Wagtail's and localize's own of the same address.

Routes from Wagtail's hook come after its own. Names are theirs: whatever links there leads here.
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.admin.reports import (
    PageTypesView,
    SiteHistoryView,
    TranslationsView,
    VisibleSnippetsView,
)
from cms.admin.tags import KnownTagsDocumentsView, KnownTagsImagesView, suggest_tags

SNIPPETS = "admin/localize/api/snippets/<str:app_label>/<str:model_name>/"


def _closed(route: str, view: Callable[..., HttpResponseBase]) -> URLPattern:
    """Open a route as Wagtail opens its own: to whoever may enter the admin, and never stored."""
    return path(route, never_cache(require_admin_access(view)))


def _report(start: str, view: type[View]) -> list[URLPattern]:
    results = view.as_view(results_only=True)
    return [_closed(start, view.as_view()), _closed(f"{start}results/", results)]


urlpatterns = [
    *_report("admin/reports/page-types-usage/", PageTypesView),
    *_report("admin/reports/site-history/", SiteHistoryView),
    *_report("admin/localize/reports/translations/", TranslationsView),
    *_report("admin/images/", KnownTagsImagesView),
    *_report("admin/documents/", KnownTagsDocumentsView),
    _closed(SNIPPETS, VisibleSnippetsView.as_view({"get": "list"})),
    _closed(f"{SNIPPETS}<str:pk>/", VisibleSnippetsView.as_view({"get": "retrieve"})),
    _closed("admin/tag-autocomplete/", suggest_tags),
    _closed("admin/tag-autocomplete/<str:app_name>/<str:model_name>/", suggest_tags),
]
