"""What is a workshop? Nothing outside this app knows."""

from typing import Any

from districts.api_schemas import EntryOut
from districts.entries import EntryKind, OnDistrict, OnTopic, Shape, Writing
from districts.entries.listed import Listed
from districts.entries.overviews import LENDING
from districts.entries.page import EntryPage
from districts.lists import records
from districts.lists.tables import LAST, Column
from districts.models import City, District, Topic
from districts.modules import Module, Usage
from districts.searchable import EntrySource
from search.contract import Record
from tests.new_kind.workshops.models import Workshop, WorkshopRevision


class WorkshopOut(EntryOut):
    """A workshop as programs have it."""

    title: str
    benches: int


def record(entry: Workshop) -> dict[str, Any]:
    """Return a workshop as programs have it."""
    own = {"title": entry.title, "benches": entry.benches}
    return records.common(entry, records.FACTS) | own


class Source(EntrySource[Workshop]):
    """Workshops for search."""

    def record(self, entry: Workshop) -> Record:
        """Say what it is."""
        return Record(
            **self.common(entry), title=entry.title, summary=entry.summary, text=entry.summary
        )


WORKSHOPS = EntryKind(
    key="workshop",
    module=Module(
        key="workshops",
        name="Werkstätten",
        sentence="Wo man etwas reparieren kann.",
        without_row=Usage.ON,
    ),
    model=Workshop,
    start="werkstaetten",
    route="workshop",
    one="Werkstatt",
    many="Werkstätten",
    shape=Shape(
        WorkshopRevision,
        ("title", "summary", "benches"),
        keys={"city": City},
        many={"districts": District, "topics": Topic},
    ),
    writing=Writing(
        form_name="tests.new_kind.workshops.forms.WorkshopForm",
        new_title="Werkstatt eintragen",
        new_lead="Wo man etwas reparieren kann.",
        agreed="Mit dem Absenden …",
    ),
    card=lambda workshop, _chosen: {"summary": workshop.summary},
    listed=Listed(
        name="workshops",
        lead="Wo man etwas reparieren kann.",
        count=lambda n: f"{n} Werkstätten",
        told="List public workshops.",
        record=record,
        columns=(Column("Name", lambda row: row.title), *LAST),
        schema_name="tests.new_kind.workshops.kind.WorkshopOut",
        recorded=records.with_links,
    ),
    page=EntryPage(template="workshops/workshop.html"),
    on_district=OnDistrict(title="Werkstätten", anchor="werkstaetten", slot=LENDING),
    on_topic=OnTopic(),
    source=Source,
)
