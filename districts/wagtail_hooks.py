"""What the admin shows of the directory."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from districts.admin.actions import ACTIONS
from districts.admin.lists import ACCESS, MODELS, DirectoryGroup, ReadingPolicy
from districts.admin.reports import REPORTS, EntryReport
from districts.admin.vocabulary import VIEWSETS, KeepingPolicy
from districts.modules import admin as modules

for model in MODELS:
    register_permission_policy(model, ReadingPolicy(model))
for viewset in VIEWSETS:
    register_permission_policy(viewset.model, KeepingPolicy(viewset.model))
register_snippet(DirectoryGroup)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    """Return the addresses of the reports and of their results without the frame."""
    found = []
    for name, view in REPORTS.items():
        start = f"reports/verzeichnis/{name}/"
        found.append(path(start, view.as_view(), name=view.index_url_name))
        results: Any = view.as_view(results_only=True)
        found.append(path(f"{start}results/", results, name=view.index_results_url_name))
    return found


class StaffItem(MenuItem):
    """Shown to whoever may open the admin."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(ACCESS))


def _item(view: type[EntryReport]) -> MenuItem:
    return StaffItem(view.page_title, reverse(view.index_url_name), icon_name="list-ul", order=800)


for report in REPORTS.values():
    hooks.register("register_reports_menu_item", lambda view=report: _item(view))
hooks.register("register_admin_urls", modules.urls)
hooks.register("register_settings_menu_item", modules.menu_item)
