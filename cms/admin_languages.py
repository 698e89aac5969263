"""Languages in the admin: easy language is begun by hand, English goes through wagtail-localize."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from cms.frame import EASY_LANGUAGE
from cms.models import BasePage, DistrictPage, HomePage
from cms.services.easy_language import begin_easy_version


class SubmitView(SubmitPageTranslationView):
    """Wagtail-localize's view without easy language, which is not translated but written."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin the versions as drafts: Wagtail-localize would publish the German words at once."""
        versions = Page.objects.filter(translation_key=self.object.translation_key)
        known = set(versions.values_list("pk", flat=True))
        response: HttpResponse = super().form_valid(form)
        for page in versions.exclude(pk__in=known).filter(live=True).specific():
            page.unpublish(user=self.request.user, log_action=False)
        return response

    def get_form(self) -> Any:
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.exclude(language_code=EASY_LANGUAGE)
        return form


def begin(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask, then begin the easy-language version and open it beside the German text."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_begin(page, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "cms/admin/begin_easy_language.html", {"page": page})
    made = begin_easy_version(page=page, user=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Write it now. The preview can show the German text beside it."))
    return redirect(reverse("wagtailadmin_pages:edit", args=[made.pk]))


def may_begin(page: Page, user: Any) -> bool:
    """Whoever may edit the German page and add pages in easy language may begin."""
    if not isinstance(page, BasePage) or page.locale.language_code != "de" or not user.is_active:
        return False
    if not page.permissions_for_user(user).can_edit():
        return False
    if isinstance(page, DistrictPage):
        return True  # its place is there in every language, and editors of a district write there
    home = HomePage.objects.filter(locale__language_code=EASY_LANGUAGE).first()
    return bool(home and home.permissions_for_user(user).can_add_subpage())


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Ours stand before wagtail-localize's of the same address."""
    return [
        path("leichte-sprache/<int:page_id>/", begin, name="cms-begin-easy-language"),
        path("localize/submit/page/<int:page_id>/", SubmitView.as_view()),
    ]


@hooks.register("register_page_header_buttons")
def button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer easy language on German pages: to begin it, or to go on with it."""
    locale = Locale.objects.filter(language_code=EASY_LANGUAGE).first()
    if locale is None or page.depth < 3 or not may_begin(page.specific, user):
        return
    version = page.get_translation_or_none(locale)
    if version is None:
        label, url = _("Write in easy language"), reverse("cms-begin-easy-language", args=[page.pk])
    else:
        label = _("Open the easy-language version")
        url = reverse("wagtailadmin_pages:edit", args=[version.pk])
    yield Button(label, url, priority=55, icon_name="glasses")
