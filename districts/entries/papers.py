"""What the council and the district councils deal with, by district."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.kind import EntryKind
from districts.entries.listed import InMenu, Listed, Sort
from districts.entries.overviews import OnDistrict, OnEntry
from districts.entries.page import EntryPage
from districts.entries.staff import Staff, StaffColumn
from districts.lists import records
from districts.lists.tables import LAST, Column
from districts.models import CouncilPaper, Project
from districts.modules import own
from districts.pages.paper_panel import papers_of
from districts.searchable import EntrySource, noon
from search.contract import Record, Traits

#: Columns no list shows; they may weigh a hundred kilobytes.
LONG = ("text", "files")


def card(paper: CouncilPaper, _chosen: frozenset[int]) -> Card:
    parts = (paper.paper_type, paper.reference)
    return {"kind_label": " ".join(filter(None, parts)), "paper_date": paper.date}


def record(entry: CouncilPaper) -> records.Record:
    """Return a council paper without its text."""
    return records.common(entry, "") | {
        "title": entry.title,
        "reference": entry.reference,
        "type": entry.paper_type,
        "date": entry.date.isoformat() if entry.date else None,
        "original_url": entry.original_url,
        "files": entry.files,
    }


class PaperSource(EntrySource[CouncilPaper]):
    """Council papers."""

    traits = Traits(dated=True, is_minor=True)

    def record(self, entry: CouncilPaper) -> Record:
        """Say what the paper is about."""
        common = self.common(entry)
        common["boost_terms"] = (*common["boost_terms"], entry.reference)
        return Record(
            **common,
            title=entry.title,
            summary=" · ".join(filter(None, (entry.paper_type, entry.reference))),
            text=entry.text,
            date=noon(entry.date) if entry.date else None,
        )


COLUMNS = (
    Column(_("Title"), lambda row: row.title),
    Column(_("Reference"), lambda row: row.reference),
    Column(_("Type"), lambda row: row.paper_type),
    Column(pgettext_lazy("day", "Date"), lambda row: row.date),
    Column(_("Original"), lambda row: row.original_url),
    *LAST,
)
_LINKS = ("topics", "projects", "bodies", "meetings", "refers_to", "referred_by")
PAPERS = EntryKind(
    key="paper",
    module=own.PAPERS,
    model=CouncilPaper,
    start="ratspapiere",
    route="paper",
    one=_("Council paper"),
    many=_("Council papers"),
    card=card,
    reach=reach.paper,
    menu=InMenu(order=40),
    listed=Listed(
        name="papers",
        lead=_("What the council and the district councils deal with, by district."),
        count=lambda n: ngettext("%(n)s council paper", "%(n)s council papers", n) % {"n": n},
        told="List council papers, the newest first, without their texts.",
        record=record,
        columns=COLUMNS,
        schema_name="districts.api_schemas.PaperOut",
        filters_name="districts.lists.filters.PaperFilter",
        sorts=(
            Sort("", _("Newest first"), (F("date").desc(nulls_last=True), "-pk")),
            Sort("oldest", _("Oldest first"), (F("date").asc(nulls_last=True), "pk")),
        ),
        fetched=lambda rows: rows.with_places().defer(*LONG),
        recorded=lambda rows: records.with_links(rows).defer("text"),
    ),
    staff=Staff(
        icon="doc-full",
        columns=(
            StaffColumn("reference", _("Reference"), "reference"),
            StaffColumn("date", pgettext_lazy("day", "Date"), "date", "day"),
        ),
        filters=("paper_type",),
        form_url=lambda paper: f"{paper.get_absolute_url()}verknuepfen/",
    ),
    page=EntryPage(
        template="districts/paper.html",
        links=lambda _paper: _LINKS,
        more_name="districts.views.details.of_paper",
        rights_name="districts.views.details.may_at_paper",
    ),
    on_district=OnDistrict(
        title=_("Council papers"),
        anchor="papiere",
        slot=overviews.PAPERS,
        most=3,
        words=F("reference"),
        moment="date",
        by=F("date").desc(),
        lines_by="-moment",
        template="districts/sections/papers.html",
    ),
    on_entries=(OnEntry(model=Project, load=papers_of, template="districts/_papers.html"),),
    source=PaperSource,
    tells_who=False,
)
