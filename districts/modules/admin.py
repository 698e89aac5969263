"""Switching modules in the admin: a list of each town's, and one form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem

from accounts.models import User
from community import trust
from community.people.account_chooser import account_chooser, open_accounts
from districts import modules
from districts.models import City, ModuleState
from districts.modules import Module, Usage
from districts.services import modules as switching

#: After so long without a change it is offered to let a module rest.
QUIET = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module of a town: how it stands, who looks after it, and whether it has been quiet."""

    module: Module
    state: Usage
    row: ModuleState | None
    newest: datetime | None
    url: str

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was changed for so long that it might as well rest."""
        since = self.row.since if self.row else None
        last = max(filter(None, (self.newest, since)), default=None)
        return self.state == Usage.ON and last is not None and timezone.now() - last > QUIET


class SwitchForm(WagtailAdminModelForm):
    """How a module shall stand in a town, and who looks after it: chosen as all accounts are."""

    seen = forms.ChoiceField(
        label=_("As it stands"), choices=Usage.choices, widget=forms.HiddenInput
    )
    state = forms.ChoiceField(
        label=_("From now on"), choices=Usage.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = ModuleState
        fields = ("responsible", "deputy")
        labels = {
            "responsible": _("Who looks after it"),
            "deputy": _("Who does so in their place"),
        }
        widgets = dict.fromkeys(fields, account_chooser.widget_class)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer only accounts that can answer."""
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            field: Any = self.fields[name]
            field.queryset = open_accounts()


def lines_of(
    cities: Collection[City], described: Iterable[Module]
) -> Iterator[tuple[City, list[ModuleLine]]]:
    """Return modules as they stand in each town.

    One query for each kind, and one for the rows, however many towns there are.
    """
    newest = [(module, modules.newest(module)) for module in described]
    rows = ModuleState.objects.filter(city__in=cities).select_related("responsible", "deputy")
    known = {(row.city_id, row.module): row for row in rows}
    for city in cities:
        yield (
            city,
            [
                _line(city, module, known.get((city.pk, module.key)), times.get(city.pk))
                for module, times in newest
            ],
        )


def _line(
    city: City, module: Module, row: ModuleState | None, newest: datetime | None
) -> ModuleLine:
    state = Usage(row.state) if row else module.without_row
    url = reverse("districts-module", args=[city.pk, module.key])
    return ModuleLine(module, state, row, newest, url)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the modules of every town."""
    if not _may(request, trust.EVERYWHERE):
        raise PermissionDenied
    cities = list(lines_of(list(City.objects.order_by("name")), modules.known()))
    return render(request, "districts/admin/modules.html", {"cities": cities})


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest, city_id: int, key: str) -> HttpResponse:
    """Show the form of one module in a town, and do what it says."""
    city = get_object_or_404(City, pk=city_id)
    if not _may(request, city):
        raise PermissionDenied
    module = modules.find(key)
    if module is None:
        raise Http404
    [(_city, [line])] = lines_of([city], [module])
    form = SwitchForm(request.POST or None, initial=_initial(line))
    status = 200
    if request.method == "POST":
        if form.is_valid() and _switched(request, form, city, module):
            return redirect("districts-modules")
        status = 400
    context = {"city": city, "line": line, "form": form}
    return render(request, "districts/admin/module.html", context, status=status)


def _initial(line: ModuleLine) -> dict[str, Any]:
    people = {"responsible": line.row.responsible, "deputy": line.row.deputy} if line.row else {}
    return {"seen": line.state, "state": line.state, **people}


def _switched(request: HttpRequest, form: SwitchForm, city: City, module: Module) -> bool:
    values = form.cleaned_data
    assert isinstance(request.user, User)
    try:
        switching.set_state(
            city=city,
            module=module,
            state=Usage(values["state"]),
            seen=Usage(values["seen"]),
            by=request.user,
            responsible=values["responsible"],
            deputy=values["deputy"],
        )
    except switching.SwitchRefused as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Done. It holds at once, for everybody."))
    ways = modules.first_links(module)
    if values["state"] == Usage.ON != values["seen"] and ways:
        links = format_html_join(" · ", '<a href="{1}">{0}</a>', ways)
        first = _("So that nobody finds it empty: please write the first three entries now.")
        messages.info(request, format_html_join(" ", "{}", [(first,), (links,)]))
    return True


def _may(request: HttpRequest, city: object) -> bool:
    return isinstance(request.user, User) and trust.may(request.user, "moderate", city)


class ModulesItem(MenuItem):
    """Shown to whoever may switch modules."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _may(request, trust.EVERYWHERE)


def menu_item() -> MenuItem:
    """Return the line of the menu below "Settings"."""
    return ModulesItem(
        _("Modules"), reverse("districts-modules"), name="modules", icon_name="cogs", order=150
    )


def urls() -> list[URLPattern]:
    """Return the addresses of the list and the form."""
    return [
        path("bausteine/", overview, name="districts-modules"),
        path("bausteine/<number:city_id>/<slug:key>/", switch, name="districts-module"),
    ]
