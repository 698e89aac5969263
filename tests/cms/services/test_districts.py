"""The page that a district gets, and the duty pages with their first text."""

import pytest

from cms.models import DistrictPage, SiteSettings, StandardPage
from cms.services import create_district_page, ensure_district_pages, show_demo_ribbon
from cms.services.duties import MAIL_GAP, fill_operator, restore_first_text
from districts.models import District
from districts.services import create_city, create_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def west() -> District:
    return create_district(city=create_city(name="Musterstadt"), name="West")


def test_a_district_has_one_page(west: District) -> None:
    page = create_district_page(district=west)
    assert (page.title, page.slug, page.district, page.live) == ("West", west.slug, west, True)
    assert create_district_page(district=west) == page
    assert DistrictPage.objects.filter(district=west).count() == 1


def test_only_who_has_none_gets_one(west: District) -> None:
    page = create_district_page(district=west)
    east = create_district(city=west.city, name="Ost")
    DistrictPage.objects.filter(district=east).delete()
    ensure_district_pages()
    assert DistrictPage.objects.get(district=east).title == "Ost"
    assert DistrictPage.objects.get(district=west) == page


def test_the_first_text_has_its_gaps_again() -> None:
    pages = StandardPage.objects.exclude(duty="")
    with_gap = [page.pk for page in pages if MAIL_GAP in str(page.body.raw_data)]
    assert with_gap
    fill_operator(operator="Verein <West>", mail="post@example.org")
    page = StandardPage.objects.get(pk=with_gap[0])
    assert MAIL_GAP not in str(page.body.raw_data)
    assert "<West>" not in str(page.body.raw_data)
    restore_first_text(page)
    page.refresh_from_db()
    assert MAIL_GAP in str(page.body.raw_data)
    assert (page.latest_revision, page.live_revision, page.is_demo) == (None, None, False)
    assert not page.revisions.exists()


def test_the_ribbon_of_the_demo_is_shown_and_taken_away() -> None:
    for shown in (True, False):
        show_demo_ribbon(shown=shown)
        assert set(SiteSettings.objects.values_list("is_demo", flat=True)) == {shown}
