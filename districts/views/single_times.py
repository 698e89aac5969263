"""Changing one time of a repeating date: its hours, its place, who hosts it, what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community import limits, trust
from districts import services
from districts.calendar import recurrence, times
from districts.entries.dates import DATES
from districts.forms.base import EntryForm, GuestForm
from districts.forms.conditions import ConditionsFormSet
from districts.forms.times import SingleTimeForm, of_single_time
from districts.models import Date
from districts.services.entry_edits import Saved
from districts.services.signature import Signature
from districts.services.single_times import NoSuchTime, time_on
from districts.views.around import crumbs
from districts.views.cancelling import may_cancel
from districts.views.editing import Editing


def may_change(user: trust.Person, entry: Date) -> bool:
    """Say whether somebody may change a single time: whoever may suggest a change of the date."""
    writer = user if getattr(user, "is_authenticated", False) else None
    return entry.is_public and trust.may(writer, "suggest", entry)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limits.answering_limits
def single_time(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Show the form of one time, and save what comes back."""
    entry: Date = DATES.to_write(request.user, slug)
    try:
        found = time_on(entry, date.fromisoformat(day))
    except (NoSuchTime, ValueError) as error:
        raise Http404 from error
    return SingleTimeEditing(request, entry, found).answer()


class SingleTimeEditing(Editing[Date]):
    """One request for the form of a single time."""

    form_class = SingleTimeForm
    template = "districts/form_single_time.html"

    def __init__(self, request: HttpRequest, entry: Date, found: recurrence.Occurrence) -> None:
        super().__init__(request, DATES, entry)
        plain = recurrence.series_of(entry, changed=False).on(found.day)
        self.found = plain or found
        self.at = times.ShownTime(entry, found)
        self.day = date_format(found.start.astimezone(recurrence.ZONE), "DATE_FORMAT")

    @property
    def draft_key(self) -> str:
        """What a browser keeps a draft of this form by."""
        return f"{super().draft_key}-{self.found.day:%Y-%m-%d}"

    def initial_of(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the time in a state of its date."""
        return of_single_time(fields, self.found)

    def write(self, values: dict[str, Any], signature: Signature, base: int | None) -> Saved:
        """Change the time."""
        if base is None:
            raise services.entry_revisions.NoSuchBase("")
        return services.change_time(
            entry=self.present, day=self.found.day, base=base, signature=signature, **values
        )

    def signature(self, form: EntryForm, guest: GuestForm | None) -> Signature:
        """Return who writes; what is said beside the date stands in the history as well."""
        said = form.cleaned_data.get("because", "") if "because" in form.changed else ""
        return replace(super().signature(form, guest), summary=said)

    def page(
        self,
        form: EntryForm,
        conditions: ConditionsFormSet | None = None,
        guest: GuestForm | None = None,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """Show the form under the day it is about."""
        named = {"name": str(self.present), "day": self.day}
        context = {
            "page_title": _("%(name)s: only the time on %(day)s") % named,
            "lead": _("What you change here is so this once; all other times stay as they are."),
            "tabs": [],
            "shown": self.at,
            "may_cancel": may_cancel(self.request.user, self.present),
        }
        return super().page(form, conditions, guest, status=status, **context | more)

    def crumbs(self) -> list[dict[str, str]]:
        """Return where the form stands."""
        return crumbs(DATES, (str(self.present), self.present.get_absolute_url()), (self.day, ""))
