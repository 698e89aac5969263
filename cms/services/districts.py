"""The page that a new district gets."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

import pagecache
from cms.models import DistrictIndexPage, DistrictPage
from cms.services.site import ensure_site
from districts.models import District


def create_district_page(*, district: District) -> DistrictPage:
    """Make the German page of a district without any text; return the one that is there if so.

    Other languages come when somebody writes them: until then the district shows the German text
    and says so.
    """
    with transaction.atomic():
        ensure_site()
        locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
        pages = DistrictPage.objects.filter(district=district, locale=locale)
        page: DistrictPage | None = pages.first()
        if page is None:
            index = DistrictIndexPage.objects.get(locale=locale)
            page = DistrictPage(
                title=district.name,
                slug=district.slug,
                district=district,
                locale=locale,
                is_demo=district.is_demo,
            )
            index.add_child(instance=page)
            pagecache.bump()
    return page


def ensure_district_pages() -> None:
    """Make the page of every district that has none in any language."""
    with transaction.atomic():
        for district in District.objects.filter(pages__isnull=True):
            create_district_page(district=district)
