"""The work lists and the overview of languages in the admin."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from accounts.models import User
from accounts.person import Person
from cms.services.version_checks import confirm_version
from cms.worklists import WORKLISTS, Doable, Worklist
from cms.worklists.language_state import OTHERS, LanguageRow, PageState, PageVersion, counts, rows
from cms.worklists.versions import TRANSLATE, begin_url
from text.languages import EASY_LANGUAGE

PER_PAGE = 50


def may_look(user: Person) -> bool:
    """Whoever writes pages sees what there is to do on them."""
    return isinstance(user, User) and user.is_active and bool(user_has_any_page_permission(user))


def worklists(request: HttpRequest) -> HttpResponse:
    """Show every list with its number."""
    _only_writers(request)
    found = [(listed, len(items)) for listed, items in _doable(request).of(WORKLISTS)]
    return render(request, "cms/admin/worklists.html", {"worklists": found})


def worklist(request: HttpRequest, name: str) -> HttpResponse:
    """Show one list."""
    _only_writers(request)
    chosen = _by_name(name)
    found = dict(_doable(request).of((chosen,))).get(chosen, [])
    items = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "cms/admin/worklist.html", {"list": chosen, "items": items})


def languages(request: HttpRequest) -> HttpResponse:
    """Show every page with the state of its versions."""
    _only_writers(request)
    mine = _doable(request)
    found = rows(mine.user)
    language, state = request.GET.get("language", ""), request.GET.get("state", "")
    shown = [row for row in found if _matches(row, language, state)]
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "summary": _summary(found),
        "table": [_line(row, mine) for row in page],
        "page": page,
        "language": language,
        "state": state,
        "shown_at": timezone.now().isoformat(),
        "query": f"&{urlencode({'language': language, 'state': state})}",
    }
    return render(request, "cms/admin/languages.html", context)


@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that a version still fits its German text."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    shown_at = _moment(request.POST.get("compared_at", ""))
    confirm_version(page=page, user=request.user, compared_at=shown_at)  # type: ignore[arg-type]
    messages.success(request, _("“%(title)s” counts as current now.") % {"title": page.title})
    return redirect("cms-languages")


def _moment(text: str) -> datetime | None:
    """Read the hour at which the overview was shown; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if timezone.is_aware(found) else None


def state_label(state: PageState) -> str:
    """Return the word for a state."""
    return {
        PageState.MISSING: _("missing"),
        PageState.DRAFT: _("draft"),
        PageState.OUTDATED: _("outdated"),
        PageState.CURRENT: _("current"),
    }[state]


def _summary(found: list[LanguageRow]) -> list[dict[str, Any]]:
    """The number of versions in each state, for each language."""
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "states": [(item.value, state_label(item), number[item]) for item in PageState],
        }
        for code, number in counts(found).items()
    ]


def _line(row: LanguageRow, mine: Doable) -> dict[str, Any]:
    """One page of the table; with addresses only where this reader may write."""
    versions = [
        {
            "state": version.state.value,
            "label": state_label(version.state),
            "url": begin_url(row, version) if _may_write(row, version, mine) else "",
            "page": version.page,
        }
        for version in row.versions
    ]
    url = reverse("wagtailadmin_pages:edit", args=[row.page.pk])
    return {"page": row.page, "url": url if row.page.pk in mine.pages else "", "versions": versions}


def _may_write(row: LanguageRow, version: PageVersion, mine: Doable) -> bool:
    if version.page is None and version.language != EASY_LANGUAGE:
        return row.page.pk in mine.pages and mine.user.has_perm(TRANSLATE)
    return (version.page or row.page).pk in mine.pages


def _doable(request: HttpRequest) -> Doable:
    assert request.user.is_authenticated
    return Doable(request.user)


def _only_writers(request: HttpRequest) -> None:
    if not may_look(request.user):
        raise PermissionDenied


def _by_name(name: str) -> Worklist:
    found = next((worklist for worklist in WORKLISTS if worklist.name == name), None)
    if found is None:
        raise Http404
    return found


def _matches(row: LanguageRow, language: str, state: str) -> bool:
    if language not in OTHERS and not state:
        return True
    return any(
        (language not in OTHERS or version.language == language)
        and (not state or version.state == state)
        for version in row.versions
    )


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("arbeit/", worklists, name="cms-worklists"),
        path("arbeit/<slug:name>/", worklist, name="cms-worklist"),
        path("sprachen/", languages, name="cms-languages"),
        path("sprachen/<number:page_id>/stimmt/", confirm, name="cms-confirm-version"),
    ]


class WritersMenuItem(MenuItem):
    """Shown to whoever writes pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_look(request.user)


@hooks.register("register_admin_menu_item")
def worklists_item() -> MenuItem:
    return WritersMenuItem(
        _("To do"), reverse("cms-worklists"), name="worklists", icon_name="tasks", order=110
    )


@hooks.register("register_admin_menu_item")
def languages_item() -> MenuItem:
    return WritersMenuItem(
        _("Languages"), reverse("cms-languages"), name="languages", icon_name="globe", order=120
    )
