"""Beginning a page from a pattern in the admin."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.models import User
from cms.admin.page_patterns import patterns_below
from cms.services.pages import begin_page


def choose(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Show the patterns for a place; make the chosen one and open it."""
    parent = get_object_or_404(Page, pk=parent_id)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    found = patterns_below(parent)
    if request.method != "POST":
        context = {"parent": parent, "patterns": found}
        return render(request, "cms/admin/patterns.html", context)
    wanted = request.POST.get("pattern", "")
    pattern = next((pattern for pattern in found if pattern.name == wanted), None)
    if pattern is None:
        raise Http404
    made = begin_page(pattern=pattern, parent=parent, user=request.user)  # type: ignore[arg-type]
    messages.success(request, _("A draft was made. Write what stands in square brackets."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[made.pk]))


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [path("vorlagen/<number:parent_id>/", choose, name="cms-patterns")]


@hooks.register("register_page_header_buttons")
def button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer patterns wherever one fits."""
    if page.permissions_for_user(user).can_add_subpage() and patterns_below(page):
        yield Button(
            _("New page from a pattern"),
            reverse("cms-patterns", args=[page.pk]),
            priority=16,
            icon_name="copy",
        )
