"""Council papers one by one; the product imports them by the hundred."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from districts.models import CouncilPaper, District, PaperDistrict
from districts.services import writing
from districts.services.papers import MANY


def create_paper(
    *, districts: Iterable[District] = (), mentioned: Iterable[District] = (), **values: Any
) -> CouncilPaper:
    """Record a paper about these districts, which names others. Without any it is city-wide."""
    about, named = list(districts), list(mentioned)
    own, many = writing.split(values, MANY)
    with transaction.atomic():
        own |= writing.placed(own.pop("city", None), [*about, *named])
        wanted = f"{own['title']} {own.get('reference', '')}"
        slug = writing.free_slug(CouncilPaper, wanted, own.pop("slug", ""))
        paper = CouncilPaper.objects.create(
            slug=slug, sort_key=writing.sort_key(own["title"]), **own
        )
        writing.set_many(paper, many, MANY)
        PaperDistrict.objects.bulk_create(
            PaperDistrict(paper=paper, district=district, primary=district in about)
            for district in dict.fromkeys([*about, *named])
        )
        writing.announce(paper)
    return paper
