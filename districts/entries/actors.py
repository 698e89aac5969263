"""Who is active: residents, associations, offices, shops, parishes, foundations."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import FACTS
from districts.entries.listed import InMenu, Listed
from districts.entries.overviews import OnDistrict, OnTopic
from districts.entries.page import EntryPage
from districts.entries.shape import Shape
from districts.entries.staff import Staff, StaffColumn
from districts.lists import records
from districts.lists.choice_labels import access_words, sector_label
from districts.lists.tables import LAST, Column, names, public
from districts.models import Actor, ActorRevision, City, District, Sector, Topic
from districts.models.entries import if_public
from districts.modules import own
from districts.pages.summary import first_words
from districts.searchable import EntrySource, location, sector_terms
from search.contract import Record
from text.inline import in_words

SHAPE = Shape(
    ActorRevision,
    (
        *("name", "sector", "summary", "description", "address", "latitude", "longitude"),
        *("access", "phone", "phone_public", "mail", "website", "open_to_cooperation"),
    ),
    keys={"city": City, "carrier": Actor},
    many={"districts": District, "topics": Topic},
    personal=("phone", "mail"),
    home=("address", "latitude", "longitude"),
)


def card(actor: Actor, _chosen: frozenset[int]) -> Card:
    return {
        "summary": actor.summary or first_words(actor.description),
        "kind_label": actor.get_sector_display(),
        "place": actor.address,
        "sector": {"label": actor.get_sector_display(), "third": actor.third},
    }


def record(entry: Actor) -> records.Record:
    """Return an actor; its phone number only where it may be shown, its mail address never."""
    return records.common(entry, records.FACTS) | {
        "name": entry.name,
        "sector": entry.sector,
        "summary": entry.summary,
        "description": entry.description,
        "carrier": records.named(if_public(entry.carrier)),
        "address": entry.address,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "access": entry.access,
        "phone": entry.phone if entry.phone_public else "",
        "website": entry.website,
        "open_to_cooperation": entry.open_to_cooperation,
        "checked_at": entry.checked_at.isoformat() if entry.checked_at else None,
    }


class ActorSource(EntrySource[Actor]):
    """Actors; their phone number only where it is public, their mail address never."""

    related = ("carrier",)

    def record(self, entry: Actor) -> Record:
        """Say who they are and what they do."""
        carrier = str(if_public(entry.carrier) or "")
        return Record(
            **self.common(entry),
            title=entry.name,
            summary=entry.summary,
            text="\n\n".join(filter(None, (in_words(entry.description), entry.address, carrier))),
            sectors=sector_terms([entry]),
            location=location(entry),
        )


COLUMNS = (
    Column(_("Name"), lambda row: row.name),
    Column(_("Sector"), Actor.get_sector_display),
    Column(_("In one sentence"), lambda row: in_words(row.summary)),
    Column(_("Carrier"), lambda row: public(row.carrier)),
    Column(_("Place"), lambda row: row.address),
    Column(_("Phone"), lambda row: row.phone if row.phone_public else ""),
    Column(_("Website"), lambda row: row.website),
    Column(_("Access"), lambda row: names(access_words(row.access))),
    Column(_("Open to cooperation"), lambda row: row.open_to_cooperation),
    Column(_("Last checked on"), lambda row: row.checked_at),
    *LAST,
)
ACTORS = EntryKind(
    key="actor",
    module=own.ACTORS,
    model=Actor,
    start="akteure",
    route="actor",
    one=_("Actor"),
    many=_("Actors"),
    naming="name",
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.actors.ActorForm",
        writer_name="districts.services.actors.WRITER",
        new_title=_("Enter an actor"),
        new_lead=_("Who you are, what you do, and how people reach you."),
        agreed=FACTS,
    ),
    card=card,
    reach=reach.actor,
    in_lists=lambda rows: rows.listed(),
    menu=InMenu("active", 10),
    listed=Listed(
        name="actors",
        lead=_("Who is active: residents, associations, offices, shops, parishes, foundations."),
        count=lambda n: ngettext("%(n)s actor", "%(n)s actors", n) % {"n": n},
        told="List public actors, without council bodies.",
        record=record,
        columns=COLUMNS,
        schema_name="districts.api_schemas.ActorOut",
        filters_name="districts.lists.filters.ActorFilter",
        recorded=lambda rows: records.with_links(rows).select_related("city", "carrier"),
        has_points=True,
    ),
    staff=Staff(
        icon="group",
        columns=(
            StaffColumn("get_sector_display", _("Sector"), "sector"),
            StaffColumn("open_to_cooperation", _("Open to cooperation"), sort="yes"),
        ),
        filters=("sector", "open_to_cooperation", "council_body"),
    ),
    page=EntryPage(
        template="districts/actor.html",
        along=lambda rows: rows.select_related("carrier"),
        more_name="districts.views.details.of_actor",
        rights_name="districts.views.details.may_at_actor",
    ),
    on_district=OnDistrict(
        title=_("Who is active"),
        anchor="akteure",
        slot=overviews.ACTIVE,
        words=F("summary"),
        reaches=True,
        most=2,
        group="sector",
        groups=tuple(Sector.values),
        group_label=sector_label,
        template="districts/sections/actors.html",
    ),
    on_topic=OnTopic(all_of=_("All actors on this"), order=40),
    has_carers=True,
    source=ActorSource,
    names_actors="carrier",
)
