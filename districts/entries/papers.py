"""What the council and the district councils deal with, by district."""

from django.utils.translation import gettext_lazy as _

from districts.entries.kind import EntryKind
from districts.models import CouncilPaper

PAPERS = EntryKind(
    key="paper",
    model=CouncilPaper,
    start="ratspapiere",
    route="paper",
    one=_("Council paper"),
    many=_("Council papers"),
    source="districts.searchable.PaperSource",
)
