"""Is a version in another language still the German text, and may it be published then? No.

Wagtail-localize begins a version as a copy of the German page and fills every gap with the German
words. Whoever reads at `/en/…` must not be given them as English: without a version the site shows
the German text, too, but says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.admin.refusals import AdminRefusal
from cms.models import BasePage
from text.languages import EASY_LANGUAGE

#: Names of places, people and projects are the same in every language; sentences are not.
FEWEST_WORDS = 2
#: What `check_saving` has to know of the row in the database, besides `required_pages.BEFORE`.
BEFORE = ("live_revision_id",)
_NAMES = frozenset({"title", "seo_title", "heading"})
_WORD = re.compile(r"[^\W\d_]{2,}")


class StillGerman(AdminRefusal, ValidationError):
    """A version is not published: all or part of it is still German.

    Wagtail-localize goes on with the next page where it meets a `ValidationError`.
    """

    def __init__(self, sentence: str, *, page: Page | None = None) -> None:
        ValidationError.__init__(self, {NON_FIELD_ERRORS: [sentence]})
        self.sentence, self.page = sentence, page


def untranslated(source: TranslationSource, locale: Locale) -> int:
    """Return how many parts of a text that have words are not translated yet; one query."""
    rows = source.stringsegment_set.annotate_translation(locale)
    return sum(
        not translation and bool(_WORD.search(strip_tags(words)))
        for words, translation in rows.values_list("string__data", "translation")
    )


def why_not(number: int, title: str) -> str:
    """Return in words why a version with that many German parts is not published."""
    words = ngettext(
        "“%(title)s” is not published: %(number)d part of the text is still German. What is "
        "translated so far is kept.",
        "“%(title)s” is not published: %(number)d parts of the text are still German. What is "
        "translated so far is kept.",
        number,
    )
    return words % {"title": title, "number": number}


def refuse_publishing(page: Page) -> None:
    """Raise `StillGerman` where this version must not be published as it stands."""
    if not isinstance(page, BasePage) or page.alias_of_id is not None:
        return
    language = page.locale.language_code
    if language == settings.LANGUAGE_CODE:
        return
    under_way = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    for translation in under_way.select_related("source"):
        if number := untranslated(translation.source, page.locale):
            raise StillGerman(why_not(number, page.draft_title or page.title), page=page)
    # Easy language is German, too, and an easy German text may serve as both.
    if language != EASY_LANGUAGE and _is_the_german_text(page):
        words = _("“%(title)s” is not published: its text is still the German one, word by word.")
        raise StillGerman(words % {"title": page.draft_title or page.title}, page=page)


def check_saving(page: Page, before: dict[str, Any] | None, fields: frozenset[str] | None) -> None:
    """Raise `StillGerman` where saving this page would publish it, or another state of it."""

    def written(name: str) -> bool:
        return fields is None or name in fields

    if not page.live or not (written("live") or written("live_revision")):
        return
    fresh = before is None or not before["live"]
    if fresh or (written("live_revision") and page.live_revision_id != before["live_revision_id"]):  # type: ignore[index]
        refuse_publishing(page)


def _is_the_german_text(page: BasePage) -> bool:
    """Whether every sentence of a page stands so in the German one, and nobody has said it fits."""
    words = set(_sentences(page))
    german = _german(page) if words else None
    if german is None or not words <= set(_sentences(german)):
        return False
    same = StringTranslation.objects.filter(
        locale=page.locale_id, context__object_id=page.translation_key, data__in=words
    )
    pairs = same.values_list("translation_of__data", "data")
    return bool(words - {german for german, said in pairs if german == said})


def _german(page: BasePage) -> Page | None:
    versions = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    found = versions.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return found.specific if found else None


def _sentences(page: Page) -> Iterator[str]:
    for segment in extract_segments(page):
        if not isinstance(segment, StringSegmentValue) or segment.path in _NAMES:
            continue
        if len(_WORD.findall(strip_tags(segment.string.data))) >= FEWEST_WORDS:
            yield segment.string.data
