"""Who has joined forces for longer than one project."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import TEXTS
from districts.entries.listed import InMenu, Listed
from districts.entries.overviews import OnDistrict, OnTopic
from districts.entries.page import EntryPage
from districts.entries.shape import Shape
from districts.entries.staff import Staff, StaffColumn
from districts.lists import records
from districts.lists.tables import LAST, Column, names
from districts.models import Actor, City, District, Network, NetworkRevision, Topic
from districts.modules import own
from districts.searchable import EntrySource, sector_terms
from search.contract import Record
from text.inline import in_words

SHAPE = Shape(
    NetworkRevision,
    ("title", "summary", "text", "purposes", "reach", "website"),
    keys={"city": City},
    many={"districts": District, "topics": Topic, "actors": Actor},
)


def card(network: Network, _chosen: frozenset[int]) -> Card:
    names = [str(purpose.label) for purpose in network.purpose_list]
    return {"summary": network.summary, "kind_label": ", ".join(names)}


def record(entry: Network) -> records.Record:
    """Return a network with the actors that belong to it."""
    return records.common(entry, records.TEXTS) | {
        "title": entry.title,
        "summary": entry.summary,
        "text": entry.text,
        "purposes": [purpose.value for purpose in entry.purpose_list],
        "reach": entry.reach or None,
        "actors": records.names(entry.actors),
        "website": entry.website,
        "revision": entry.published_number,
    }


class NetworkSource(EntrySource[Network]):
    """Networks, with who belongs to them."""

    many = ("actors",)

    def record(self, entry: Network) -> Record:
        """Say what the network does and who belongs to it."""
        actors = [actor for actor in entry.actors.all() if actor.is_public]
        texts = [in_words(entry.text), *(actor.name for actor in actors)]
        return Record(
            **self.common(entry),
            title=entry.title,
            summary=entry.summary,
            text="\n\n".join(filter(None, texts)),
            sectors=sector_terms(actors),
        )


COLUMNS = (
    Column(_("Name"), lambda row: row.title),
    Column(_("In one sentence"), lambda row: in_words(row.summary)),
    Column(
        _("What it is for"),
        lambda row: names(purpose.label for purpose in row.purpose_list),
    ),
    Column(_("Reach"), lambda row: row.get_reach_display() if row.reach else ""),
    Column(_("Who belongs to it"), lambda row: names(row.actors.all())),
    Column(_("Website"), lambda row: row.website),
    *LAST,
)
NETWORKS = EntryKind(
    key="network",
    module=own.NETWORKS,
    model=Network,
    start="netzwerke",
    route="network",
    one=_("Network"),
    many=_("Networks"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.networks.NetworkForm",
        new_title=_("Enter a network"),
        new_lead=_("Who has joined forces for what, and how far it reaches."),
        agreed=TEXTS,
    ),
    card=card,
    reach=reach.network,
    menu=InMenu("active", 20),
    listed=Listed(
        name="networks",
        lead=_("Who has joined forces for longer than one project."),
        count=lambda n: ngettext("%(n)s network", "%(n)s networks", n) % {"n": n},
        told="List public networks by name.",
        record=record,
        columns=COLUMNS,
        schema_name="districts.api_schemas.NetworkOut",
        filters_name="districts.lists.filters.NetworkFilter",
        recorded=lambda rows: records.with_links(rows, "actors"),
    ),
    staff=Staff(
        icon="link",
        columns=(StaffColumn("get_reach_display", _("Reach"), "reach"),),
        filters=("reach",),
    ),
    page=EntryPage(
        template="districts/network.html",
        links=lambda _network: ("topics", "actors"),
        more_name="districts.views.details.of_network",
    ),
    on_district=OnDistrict(
        title=_("Networks"), anchor="netzwerke", slot=overviews.ACTIVE, most=3, words=F("summary")
    ),
    on_topic=OnTopic(all_of=_("All networks on this"), order=50),
    source=NetworkSource,
    names_actors="actors",
)
