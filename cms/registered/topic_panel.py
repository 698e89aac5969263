"""The theme pages about a topic, shown on its page in `districts`; see `districts.panels`."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

import pagecache
from accounts.person import Person
from cms.models import ThemePage
from cms.querysets import readable
from cms.reading.languages import html_lang
from districts.models import Topic
from text.languages import current_language, prefix, without_prefix


def of_topic(obj: Topic, user: Person) -> Mapping[str, Any] | None:
    """Return the theme pages about a topic, in the reader's language or else in German."""
    pagecache.shows_only()  # each change of an editorial page ends everything
    language = current_language()
    wanted = ThemePage.objects.filter(
        topics=obj, locale__language_code__in={language, settings.LANGUAGE_CODE}
    )
    found: dict[Any, ThemePage] = {}
    for page in readable(wanted).select_related("locale").order_by("path"):
        if page.translation_key not in found or page.locale.language_code == language:
            found[page.translation_key] = page
    return {"pages": [_line(page, language) for page in found.values()]} if found else None


def _line(page: ThemePage, language: str) -> dict[str, str]:
    own = html_lang(page.locale.language_code)
    return {
        "title": page.title,
        "url": prefix(language) + without_prefix(page.get_url() or "/"),
        "summary": page.intro,
        "lang": "" if own == html_lang(language) else own,
    }
