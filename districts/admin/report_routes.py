"""Where reports of the admin are found: their addresses, and their lines in its menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView

from districts.admin.lists import ACCESS


class StaffItem(MenuItem):
    """Shown to whoever may open the admin."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(ACCESS))


def register(folder: str, reports: Mapping[str, type[ReportView]]) -> None:
    """Register reports with Wagtail, each by its name below `/admin/reports/<folder>/`."""
    hooks.register("register_admin_urls", lambda: _addresses(folder, reports))
    for view in reports.values():
        hooks.register("register_reports_menu_item", lambda view=view: _line(view))


def _addresses(folder: str, reports: Mapping[str, type[ReportView]]) -> list[URLPattern]:
    """Return the addresses of the reports and of their results without the frame."""
    found = []
    for name, view in reports.items():
        start = f"reports/{folder}/{name}/"
        found.append(path(start, view.as_view(), name=view.index_url_name))
        results: Any = view.as_view(results_only=True)
        found.append(path(f"{start}results/", results, name=view.index_results_url_name))
    return found


def _line(view: type[ReportView]) -> MenuItem:
    return StaffItem(view.page_title, reverse(view.index_url_name), icon_name="list-ul", order=800)
