"""What people add to council papers; the importer writes the papers themselves."""

from typing import Any

from django.db import transaction

from accounts.models import User
from community import log
from districts.models import CouncilPaper
from districts.services import writing

MANY = ("topics", "bodies", "meetings", "refers_to", "projects")


def link_paper(*, paper: CouncilPaper, by: User | None = None, **lists: Any) -> CouncilPaper:
    """Say which topics, projects, bodies, meetings or papers a paper belongs to."""
    with transaction.atomic():
        writing.set_many(paper, lists, MANY)
        log.write(action="link_paper", who=by, kind=paper.KIND, pk=paper.pk, title=str(paper))
        writing.announce(paper)
    return paper
