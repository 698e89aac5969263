"""Writing council papers one by one; the importer writes them in batches."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from accounts.models import User
from community import log
from districts.models import (
    Actor,
    City,
    CouncilPaper,
    Date,
    District,
    PaperDistrict,
    Project,
    Topic,
)
from districts.services import writing

MANY = ("topics", "bodies", "meetings", "refers_to", "projects")


class PaperValues(TypedDict, total=False):
    """What is known of a paper. `mentioned` are districts it only names."""

    title: str
    reference: str
    paper_type: str
    date: date | None
    text: str
    original_url: str
    files: list[dict[str, str]]
    city: City | None
    districts: Iterable[District]
    mentioned: Iterable[District]
    topics: Iterable[Topic]
    bodies: Iterable[Actor]
    meetings: Iterable[Date]
    refers_to: Iterable[CouncilPaper]
    projects: Iterable[Project]
    external_id: str
    licence: str


def create_paper(
    *, slug: str = "", is_demo: bool = False, **values: Unpack[PaperValues]
) -> CouncilPaper:
    """Record a paper. Without districts, its city makes it city-wide."""
    own, many = writing.split(values, MANY)
    primary, mentioned = list(own.pop("districts", ())), list(own.pop("mentioned", ()))
    with transaction.atomic():
        own |= writing.placed(own.pop("city", None), [*primary, *mentioned])
        wanted = f"{own['title']} {own.get('reference', '')}"
        paper = CouncilPaper(
            slug=writing.free_slug(CouncilPaper, wanted, slug),
            sort_key=writing.sort_key(own["title"]),
            is_demo=is_demo,
            **own,
        )
        paper.save(force_insert=True)
        writing.set_many(paper, many, MANY)
        set_paper_districts(paper, primary, mentioned)
        writing.announce(paper)
    return paper


def link_paper(*, paper: CouncilPaper, by: User | None = None, **lists: Any) -> CouncilPaper:
    """Say which topics, projects, bodies, meetings or papers a paper belongs to."""
    with transaction.atomic():
        writing.set_many(paper, lists, MANY)
        log.write(action="link_paper", who=by, kind=paper.KIND, pk=paper.pk, title=str(paper))
        writing.announce(paper)
    return paper


def set_paper_districts(
    paper: CouncilPaper, primary: Iterable[District], mentioned: Iterable[District]
) -> None:
    """Say which districts a paper is about and which it only names."""
    about = {district.pk: True for district in primary}
    rows = {district.pk: False for district in mentioned} | about
    PaperDistrict.objects.filter(paper=paper).delete()
    PaperDistrict.objects.bulk_create(
        PaperDistrict(paper=paper, district_id=pk, primary=is_about)
        for pk, is_about in rows.items()
    )
