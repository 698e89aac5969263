"""Languages in the admin: easy language is begun by hand, English goes through wagtail-localize."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import Translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from accounts.models import User
from accounts.person import Person
from cms.models import BasePage, DistrictPage, HomePage
from cms.services.easy_language import begin_easy_version
from cms.untranslated import untranslated, why_not
from text.languages import EASY_LANGUAGE


class SubmitView(SubmitPageTranslationView):
    """Wagtail-localize's view without easy language, which is not translated but written."""

    def get_form(self) -> Any:
        form = super().get_form()
        locales = form.fields["locales"]
        locales.queryset = locales.queryset.exclude(language_code=EASY_LANGUAGE)
        return form


class UpdateView(UpdateTranslationsView):
    """Wagtail-localize's view that also says what it could not publish."""

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if form.cleaned_data["publish_translations"]:
            enabled = self.object.translations.filter(enabled=True)
            for translation in enabled.select_related("source", "target_locale"):
                say_why_not(self.request, translation)
        return response


def say_why_not(request: HttpRequest, translation: Translation) -> bool:
    """Tell the editor how much of a version is still German; say whether any of it is."""
    number = untranslated(translation.source, translation.target_locale)
    if number:
        name = f"{translation.source.object_repr} ({translation.target_locale})"
        messages.error(request, why_not(number, name))
    return bool(number)


def keep_unpublished(request: HttpRequest, thing: TranslatableMixin) -> HttpResponse | None:
    """Answer the button "publish" of a translation that has gaps; its words are saved already."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    under_way = Translation.objects.filter(
        source__object_id=thing.translation_key, target_locale=thing.locale_id, enabled=True
    )
    translation = under_way.select_related("source", "target_locale").first()
    if translation is None or not say_why_not(request, translation):
        return None
    return redirect(request.path)


@hooks.register("before_edit_page", order=-2)
def keep_page_unpublished(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stands before Wagtail-localize's own hook, which publishes."""
    return keep_unpublished(request, page)


@hooks.register("before_edit_snippet", order=-2)
def keep_snippet_unpublished(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """The same for what is no page."""
    return keep_unpublished(request, instance) if isinstance(instance, TranslatableMixin) else None


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


def may_begin(page: Page, user: Person) -> bool:
    """Whoever may edit the German page and add pages in easy language may begin."""
    if not isinstance(page, BasePage) or page.locale.language_code != "de":
        return False
    if not isinstance(user, User) or not user.is_active:
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
        path("leichte-sprache/<number:page_id>/", begin, name="cms-begin-easy-language"),
        path("localize/submit/page/<int:page_id>/", SubmitView.as_view()),
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
    ]


@hooks.register("register_page_header_buttons")
def button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
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
