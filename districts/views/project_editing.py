"""What the form of a project has beside the others: conditions, similar projects, telling those
it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import limits, trust
from districts.entries import EntryKind
from districts.forms.base import EntryForm, GuestForm
from districts.forms.conditions import ConditionsFormSet
from districts.lists.facets import MOST_VALUES
from districts.models import District, Project, Topic
from districts.pages.similar import like_words
from districts.services import outcomes
from districts.services.writing import WriteRefused
from districts.views.editing import Editing
from search.contract import Hit
from text.languages import current_language
from text.whole_numbers import whole_number

#: Fewer letters than this say nothing about a project.
SHORTEST = 4


class ProjectEditing(Editing[Project]):
    """One request for the form of a project."""

    def __init__(self, request: HttpRequest, kind: EntryKind, entry: Project | None = None) -> None:
        super().__init__(request, kind, entry)
        self.cares = entry is not None and trust.may(self.user, "care", entry)

    def other_buttons(
        self, form: EntryForm, conditions: ConditionsFormSet | None, guest: GuestForm | None
    ) -> HttpResponse | None:
        """Give one more row, look for similar projects, or tell those who are named."""
        action = self.request.POST.get("action")
        if action == "more" and conditions is not None:
            self.unchecked(form)
            return self.page(form, conditions.one_more(), guest and self.unchecked(guest))
        if action == "similar":
            self.unchecked(form)
            return self.page(form, conditions, guest, similar=self.similar(form), looked=True)
        return self.tell(form, conditions) if action == "tell" else None

    def field_of(self, error: WriteRefused) -> str:
        """Return the name of the field beside which a refusal stands."""
        return "told" if isinstance(error, outcomes.NotTold) else super().field_of(error)

    def tell(self, form: EntryForm, conditions: ConditionsFormSet | None) -> HttpResponse:
        """Mail those whom the project is about to name, and show the form as it was typed."""
        if not self.cares:
            return self.page(form, conditions, status=403)
        form.full_clean()
        actors = form.cleaned_data.get("actors") or []
        limits.count(action="write", user=self.user, network=limits.network_of(self.request))
        unreached = outcomes.tell_named(project=self.present, actors=actors, by=self.user)
        reached = [actor.name for actor in actors if actor not in unreached]
        form.errors.clear()
        names = [actor.name for actor in unreached]
        return self.page(form, conditions, told=reached, untold=names, telling=True)

    def form(self, **kwargs: Any) -> EntryForm:
        """Return the form; who may not change the names has no need to tell anybody."""
        form = super().form(**kwargs)
        if "actors" not in form.fields:
            form.fields.pop("told", None)
        return form

    def conditions(self, data: QueryDict | None = None, **kwargs: Any) -> ConditionsFormSet | None:
        """Return the rows of conditions."""
        return ConditionsFormSet(data, prefix="bedingung", **kwargs)

    def similar(self, form: EntryForm) -> Sequence[Hit]:
        """Return what other districts know about what is being typed."""
        title, summary = (str(form[name].value() or "") for name in ("title", "summary"))
        lists = (form[name].value() or () for name in ("districts", "topics"))
        return similar_elsewhere(title, summary, *lists)

    def page(
        self,
        form: EntryForm,
        conditions: ConditionsFormSet | None = None,
        guest: GuestForm | None = None,
        *,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        """Show the form with the buttons of projects."""
        more = {"asks_search": self.entry is None, "may_tell": self.cares} | more
        return super().page(form, conditions, guest, status=status, **more)


@never_cache
@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """Show what other districts know about what is being typed, as a part of the form's page."""
    title, summary = request.GET.get("title", ""), request.GET.get("summary", "")
    lists = (request.GET.getlist(name) for name in ("districts", "topics"))
    found = similar_elsewhere(title, summary, *lists)
    return render(request, "districts/_similar_typed.html", {"similar": found, "looked": True})


def similar_elsewhere(
    title: str, summary: str, districts: Iterable[Any], topics: Iterable[Any]
) -> Sequence[Hit]:
    """Return what is like these words outside of districts; lists are of typed primary keys."""
    if len(f"{title} {summary}".strip()) < SHORTEST:
        return []
    own = District.objects.filter(pk__in=_keys(districts)).select_related("city")
    chosen = Topic.objects.filter(pk__in=_keys(topics))
    language = current_language()
    return like_words(title, summary, without=list(own), topics=chosen, language=language)


def _keys(typed: Iterable[Any]) -> list[str]:
    """Return what can be a primary key; the rest matches nothing."""
    keys = [text for value in typed if whole_number(text := str(value)) is not None]
    return keys[:MOST_VALUES]
