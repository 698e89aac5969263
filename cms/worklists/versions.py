"""Versions in other languages that are missing or older than the German text."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy

from cms.worklists.base import Item, Worklist
from cms.worklists.language_state import LanguageRow, PageState, PageVersion, rows
from text.languages import EASY_LANGUAGE

#: Wagtail-localize asks for it before an English version is begun.
TRANSLATE = "wagtail_localize.submit_translation"


def outdated() -> list[Item]:
    """Return the versions whose German text has changed since, the longest ago first."""
    found = [_item(row, version) for row, version in _in_state(PageState.OUTDATED)]
    return sorted(found, key=lambda item: (item.since is None, item.since))


def missing(language: str) -> Callable[[], list[Item]]:
    """Return a function that finds the pages without a version in this language."""

    def find() -> list[Item]:
        return [
            _item(row, version)
            for row, version in _in_state(PageState.MISSING)
            if version.language == language
        ]

    return find


def _in_state(state: PageState) -> list[tuple[LanguageRow, PageVersion]]:
    return [(row, version) for row in rows() for version in row.versions if version.state == state]


def _item(row: LanguageRow, version: PageVersion) -> Item:
    name = get_language_info(version.language)["name_local"]
    since = row.page.last_published_at
    about = version.page or row.page
    return Item(row.page.title, begin_url(row, version), name, since, about, names=row.page)


def begin_url(row: LanguageRow, version: PageVersion) -> str:
    """Return where a version is written: its editor, or where it is begun."""
    if version.page is not None:
        return reverse("wagtailadmin_pages:edit", args=[version.page.pk])
    if version.language == EASY_LANGUAGE:
        return reverse("cms-begin-easy-language", args=[row.page.pk])
    return reverse("wagtail_localize:submit_page_translation", args=[row.page.pk])


OUTDATED = Worklist(
    "veraltete-fassungen",
    gettext_lazy("Versions older than the German text"),
    gettext_lazy("The German page was published anew. Change the version, or say it still fits."),
    outdated,
)
ENGLISH_MISSING = Worklist(
    "englisch-fehlt",
    gettext_lazy("Not in English yet"),
    gettext_lazy("Readers of English see the German text and a notice."),
    missing("en"),
    right=TRANSLATE,
)
EASY_MISSING = Worklist(
    "leichte-sprache-fehlt",
    gettext_lazy("Not in easy language yet"),
    gettext_lazy("Begin with the pages that most people need."),
    missing(EASY_LANGUAGE),
)
