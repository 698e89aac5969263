"""What there is to read in easy language, for the page that tells about it."""

from wagtail.models import Page

from cms.models import StandardPage
from cms.querysets import readable
from text.languages import EASY_LANGUAGE

#: Pages that only list others have nothing of their own to read.
LISTS = ("seriesindexpage", "districtindexpage")


def easy_texts(page: StandardPage) -> list[Page]:
    """Return the pages in easy language that everybody may read, by title; one query."""
    found = readable(Page.objects.filter(locale__language_code=EASY_LANGUAGE, depth__gt=2))
    others = found.exclude(translation_key=page.translation_key)
    return list(others.exclude(content_type__model__in=LISTS).order_by("title", "pk"))
