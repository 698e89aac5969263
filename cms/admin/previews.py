"""What the preview beside the editor can show: the page, its hints, its other languages.

Wagtail's preview stands beside the form, at the width of a phone or a desk. Seeing the German text
there while writing easy language needs no view of its own.
"""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from text.languages import EASY_LANGUAGE

if TYPE_CHECKING:  # the models call this module to be previewed
    from cms.models import BasePage

OWN, HINTS = "", "hints"
LANGUAGES = {
    "de": _("The German text"),
    "en": _("The English text"),
    EASY_LANGUAGE: _("The easy-language text"),
}
Mode = tuple[str, object]


def preview_modes(page: "BasePage") -> list[Mode]:
    """Return the modes of a page: itself, hints for German texts, its versions."""
    own = page.locale.language_code if page.locale_id else "de"
    hints: list[Mode] = [(HINTS, _("Hints on the words"))] if own != "en" else []
    others: list[Mode] = [(code, label) for code, label in LANGUAGES.items() if code != own]
    return [(OWN, _("This page")), *hints, *(others if page.translation_key else [])]


def hints_response(page: "BasePage", request: HttpRequest) -> HttpResponse:
    """Show the text with everything marked that makes it hard to read."""
    from cms.admin.writing_hints import advice  # it reads the models

    context = {"page": page, "advice": advice(page), "easy": page.is_easy_language}
    return TemplateResponse(request, "cms/hints.html", context)


def version_response(page: "BasePage", request: HttpRequest, language: str) -> HttpResponse:
    """Show the newest text of another language, or say that there is none."""
    versions = type(page).objects.filter(translation_key=page.translation_key)
    version = versions.filter(locale__language_code=language).first()
    with translation.override(language):
        if version is None:
            context = {"page": page, "language": LANGUAGES[language]}
            answer = TemplateResponse(request, "cms/no_version.html", context)
        else:
            answer = version.get_latest_revision_as_object().serve_own_preview(request)
        return answer.render() if hasattr(answer, "render") else answer
