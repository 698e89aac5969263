"""The directory in the admin: lists with filters, export and choosers for staff.

Entries are read there and edited in the one public form, which keeps every version and merges what
two people write; the admin's own form would overwrite. "Edit" therefore leads to that form.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from accounts.person import Person
from community.people.choosers import VisibleOnly
from districts import entries
from districts.admin.columns import DayColumn
from districts.admin.vocabulary import VIEWSETS
from districts.entries import EntryKind
from districts.models import Entry
from districts.querysets import EntryQuerySet

ACCESS = "wagtailadmin.access_admin"
YEAR = timedelta(days=365)


class ReadingPolicy(ModelPermissionPolicy):
    """Whoever may open the admin may look; nobody adds, changes or deletes there."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action in ("view", "choose") and user is not None and user.has_perm(ACCESS)


def form_url(entry: Entry) -> str:
    """Return where an entry is edited: its public form."""
    return entries.of(entry).staff.form_url(entry)


class EntryFilterSet(WagtailFilterSet):
    """What staff look for in every list."""

    unchecked = django_filters.BooleanFilter(
        label=_("Not checked for a year"), method="filter_unchecked"
    )

    def filter_unchecked(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Keep what nobody has found right for a year, or what somebody has."""
        since = timezone.localdate() - YEAR
        old = Q(checked_at__lt=since) | Q(checked_at__isnull=True, created_at__date__lt=since)
        return rows.filter(old) if value else rows.exclude(old)


def filters_for(kind: type[Model], *names: str) -> type[WagtailFilterSet]:
    """Return the filters of a kind: its own besides state, places and topics."""

    class Filters(EntryFilterSet):
        class Meta:
            model = kind
            fields = ("state", *names, "districts", "topics")

    return Filters


class EntryIndexView(IndexView):
    """A list whose titles and buttons lead to the public form."""

    def get_base_queryset(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.visible_to(self.request.user)
        return rows.select_related("city").prefetch_related("districts")

    def get_edit_url(self, instance: Entry) -> str:
        return form_url(instance)


class _Live:
    """Only public entries are chosen: what is chosen shall be shown."""

    def get_object_list(self) -> QuerySet[Any]:
        rows: EntryQuerySet[Any] = super().get_object_list()  # type: ignore[misc]
        return rows.live()


class LiveChooseView(_Live, ChooseView):
    """The chooser."""


class LiveChooseResultsView(_Live, ChooseResultsView):
    """The chooser's results."""


class VisibleChosenView(VisibleOnly, SnippetChosenView):
    """What was chosen."""


class VisibleChosenMultipleView(VisibleOnly, SnippetChosenMultipleView):
    """What was chosen, where several can be."""


class EntryChooserViewSet(SnippetChooserViewSet):
    """Choosing a public entry."""

    choose_view_class = LiveChooseView
    choose_results_view_class = LiveChooseResultsView
    chosen_view_class = VisibleChosenView
    chosen_multiple_view_class = VisibleChosenMultipleView


class EntryViewSet(SnippetViewSet):
    """Base of the lists; also what waits or is hidden, for those who may see it on the site."""

    icon = "list-ul"
    index_view_class = EntryIndexView
    chooser_viewset_class = EntryChooserViewSet
    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    name_field = "title"
    own_columns: tuple[Column, ...] = ()
    own_filters: tuple[str, ...] = ()

    def __init__(self, **kwargs: Any) -> None:
        self.search_fields = (self.name_field,)
        self.filterset_class = filters_for(self.model, *self.own_filters)
        self.list_display = (
            TitleColumn(self.name_field, label=_("Title"), get_url=form_url, sort_key="sort_key"),
            *self.own_columns,
            Column("city", label=_("City"), sort_key="city__name"),
            Column("get_state_display", label=_("State"), sort_key="state"),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
            DateColumn("checked_at", label=_("Checked"), sort_key="checked_at"),
        )
        self.export_headings = {column.accessor: column.label for column in self.list_display}
        self.list_export = [*self.export_headings, "get_absolute_url"]
        super().__init__(**kwargs)

    @property
    def edit_view(self) -> Any:
        """Lead to the public form whoever follows a link of the admin."""

        def edit(request: HttpRequest, pk: str) -> HttpResponse:
            rows = self.model.objects.visible_to(request.user)
            try:
                return HttpResponseRedirect(form_url(get_object_or_404(rows, pk=pk)))
            except (ValueError, OverflowError) as error:  # no number, or none that a key has
                raise Http404 from error

        return edit


COLUMNS: dict[str, type[Column]] = {
    "text": Column,
    "day": DayColumn,
    "moment": DateColumn,
    "yes": BooleanColumn,
}


def viewset_of(kind: EntryKind) -> type[EntryViewSet]:
    """Return the list of a kind as its description has it."""
    columns = tuple(
        COLUMNS[column.sort](column.accessor, label=column.label, sort_key=column.sort_key or None)
        for column in kind.staff.columns
    )
    own = {
        "model": kind.model,
        "icon": kind.staff.icon,
        "name_field": kind.naming,
        "own_columns": columns,
        "own_filters": kind.staff.filters,
    }
    return type(f"{kind.model.__name__}ViewSet", (EntryViewSet,), own)


class DirectoryGroup(SnippetViewSetGroup):
    """All lists below one item of the menu."""

    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 260
    items = (*map(viewset_of, entries.kinds()), *VIEWSETS)


MODELS: tuple[type[Any], ...] = tuple(kind.model for kind in entries.kinds())
