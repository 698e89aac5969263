"""Which editorial text does the page of a district show?"""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cms.models import DistrictPage
from cms.querysets import readable
from districts import panels
from districts.models import District
from text.languages import CODES, in_language

TEMPLATE = "cms/_district_text.html"


def load(request: HttpRequest, district: District, language: str) -> panels.EditorialText | None:
    """Return the published text in this language, else the German one, else None. One query.

    Tells the language switch which versions there are. A page nobody has written anything on counts
    as none: the district then shows what the directory knows, which is the same in all languages.
    """
    found = readable(DistrictPage.objects.filter(district=district)).select_related("locale")
    pages = {page.locale.language_code: page for page in found if page.has_content}
    if not pages:
        return None
    german = in_language(district.get_absolute_url(), settings.LANGUAGE_CODE)
    paths = {settings.LANGUAGE_CODE: german} | {code: p.get_url() for code, p in pages.items()}
    request.language_alternates = dict.fromkeys(CODES) | paths  # type: ignore[attr-defined]
    page = next((pages[code] for code in (language, settings.LANGUAGE_CODE) if code in pages), None)
    if page is None:
        return None
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return panels.EditorialText(page, page.locale.language_code, TEMPLATE, edit_url)
