"""Wagtail's and localize's lists of everything, with what the reader may know of alone.

These ask no permission policy for their rows. Ours stand before theirs, at the same addresses
(`cms.admin.urls`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.snippets_api import SnippetViewSet

from accounts.person import Person
from cms.admin.visible_things import visible_rows
from cms.models import HomePage
from cms.querysets import RIGHTS, visible_to


class _TypeRow(Protocol):
    """A type of pages in the report, as Wagtail annotates it."""

    last_edited_page_id: int | None
    last_edited_page: Page | None


class PageTypesView(PageTypesUsageReportView):
    """How many pages there are of which type; the last one is named to who may know of it."""

    def decorate_paginated_queryset(self, page_types: Iterable[_TypeRow]) -> Iterable[_TypeRow]:
        page_types = super().decorate_paginated_queryset(page_types)
        named = [found.last_edited_page_id for found in page_types]
        known = set(visible_to(self.request.user).filter(pk__in=named).values_list("pk", flat=True))
        for found in page_types:
            if found.last_edited_page_id not in known:
                found.last_edited_page = None
        return page_types


class SiteHistoryView(LogEntriesView):
    """What was done to everything: with titles as they were, so for those who may change all."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change_everything(request.user):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


def may_change_everything(user: Person) -> bool:
    """Say whether somebody edits the whole site, not only a district or drafts of their own."""
    return all(home.permissions_for_user(user).can_edit() for home in HomePage.objects.all())


class TranslationsView(TranslationsReportView):
    """What is being translated, of what somebody may change: titles are copies of drafts, too."""

    def get_queryset(self) -> QuerySet[Any]:
        user = self.request.user
        pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, RIGHTS)
        mine = Q(source__object__translation_key__in=pages.values("translation_key"))
        is_page = Q(source__specific_content_type__in=_types(Page))
        others = ~is_page & Q(source__specific_content_type__in=_changeable(user))
        return super().get_queryset().filter(is_page & mine | others).order_by("-pk")


def _types(parent: type[Any]) -> list[int]:
    """Return the keys of a model's type and of the types of its subclasses."""
    found = [(type_.pk, type_.model_class()) for type_ in ContentType.objects.all()]
    return [pk for pk, model in found if model and issubclass(model, parent)]


def _changeable(user: Person) -> list[int]:
    """Return the types of which somebody may change everything there is."""
    found = [(type_, type_.model_class()) for type_ in ContentType.objects.all()]
    return [
        type_.pk
        for type_, model in found
        if model and policy_registry.get_by_type(model).user_has_permission(user, "change")
    ]


class VisibleSnippetsView(SnippetViewSet):
    """What translators may choose from a kind of snippet."""

    def get_queryset(self) -> QuerySet[Any]:
        return visible_rows(self.get_model(), self.request.user)


@hooks.register("construct_reports_menu")
def offer_what_opens(request: HttpRequest, items: list[Any]) -> None:
    """Take the site's history out of the menu of those to whom it does not open."""
    if not may_change_everything(request.user):
        items[:] = [item for item in items if item.name != "site-history"]
