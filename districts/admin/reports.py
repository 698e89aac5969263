"""Reports of the admin: what in the directory needs somebody's eye."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from districts.admin.columns import DayColumn
from districts.admin.lists import YEAR, form_url
from districts.lists.filters import SOON
from districts.models import Actor, Date, DateKind, Project


class EntryReport(ReportView):
    """Base: a list whose titles lead to the public form."""

    any_permission_required: ClassVar[list[str]] = ["view"]
    header_icon = "list-ul"
    name_field = "title"
    own_column: Column
    is_searchable = False

    @property
    def columns(self) -> list[Column]:
        title = TitleColumn(self.name_field, label=_("Title"), get_url=form_url)
        return [title, Column("city", label=_("City")), self.own_column]


class UncheckedActors(EntryReport):
    """Actors nobody has looked at for a year, the oldest first."""

    model = Actor
    page_title = _("Actors not checked for a year")
    index_url_name = "districts-unchecked-actors"
    index_results_url_name = "districts-unchecked-actors-results"
    name_field = "name"
    own_column = DateColumn("checked_at", label=_("Last checked on"))
    list_export: ClassVar[list[str]] = [
        "name",
        "sector",
        "checked_at",
        "created_at",
        "get_absolute_url",
    ]
    export_filename = "akteure-ungeprueft"

    def get_queryset(self) -> QuerySet[Any]:
        since = timezone.localdate() - YEAR
        old = Q(checked_at__lt=since) | Q(checked_at__isnull=True, created_at__date__lt=since)
        rows = Actor.objects.live().listed().filter(old).select_related("city")
        return rows.order_by(F("checked_at").asc(nulls_first=True), "pk")


class UncheckedOffers(EntryReport):
    """Regular offers nobody has looked at for half a year: lunches move more often than people."""

    model = Date
    page_title = _("Regular offers not checked for half a year")
    index_url_name = "districts-unchecked-offers"
    index_results_url_name = "districts-unchecked-offers-results"
    own_column = DateColumn("checked_at", label=_("Last checked on"))
    list_export: ClassVar[list[str]] = [
        "title",
        "place",
        "checked_at",
        "updated_at",
        "get_absolute_url",
    ]
    export_filename = "angebote-ungeprueft"

    def get_queryset(self) -> QuerySet[Any]:
        now = timezone.now()
        since = timezone.localdate() - timedelta(days=182)
        old = Q(checked_at__lt=since) | Q(checked_at__isnull=True, created_at__date__lt=since)
        rows = Date.objects.live().upcoming(now).filter(old, kind=DateKind.OFFER)
        return rows.select_related("city").order_by("next_start", "pk")


class FundingEnds(EntryReport):
    """Running projects whose funding ends within half a year."""

    model = Project
    page_title = _("Projects whose funding ends soon")
    index_url_name = "districts-funding-ends"
    index_results_url_name = "districts-funding-ends-results"
    own_column = DayColumn("funded_until", label=_("Funded until"))
    list_export: ClassVar[list[str]] = [
        "title",
        "status",
        "funded_by",
        "funded_until",
        "get_absolute_url",
    ]
    export_filename = "foerderung-endet"

    def get_queryset(self) -> QuerySet[Any]:
        today = timezone.localdate()
        rows = Project.objects.live().filter(funded_until__range=(today, today + SOON))
        return rows.filter(nameless=False).select_related("city").order_by("funded_until", "pk")


REPORTS: dict[str, type[EntryReport]] = {
    "akteure-ungeprueft": UncheckedActors,
    "angebote-ungeprueft": UncheckedOffers,
    "foerderung-endet": FundingEnds,
}
