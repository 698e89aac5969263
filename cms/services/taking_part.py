"""The pages that say how one takes part and what one has of it, on a new site."""

from django.conf import settings
from django.db import transaction

from cms.services.pages import create_page, find_page
from cms.starter import starter_taking_part


def ensure_taking_part_pages() -> int:
    """Publish them where there is none yet; return how many were made.

    They stand and go together: where the first is there, editors have decided about the others.
    """
    language, pages = settings.LANGUAGE_CODE, starter_taking_part()
    with transaction.atomic():
        if find_page(path=pages[0]["path"], locale=language):
            return 0
        for row in pages:
            above, _slash, slug = row["path"].rpartition("/")
            create_page(
                type="standard",
                parent=find_page(path=above, locale=language),
                locale=language,
                slug=slug,
                title=row["title"],
                intro=row["intro"],
                body=row["body"],
            )
    return len(pages)
