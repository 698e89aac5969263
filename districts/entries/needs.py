"""What is wanted: a room, hours, a partner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from districts.entries import overviews, reach
from districts.entries.card import Card
from districts.entries.kind import EntryKind
from districts.entries.overviews import OnDistrict
from districts.entries.page import EntryPage
from districts.entries.staff import Staff, StaffColumn
from districts.models import Need
from districts.modules import own
from districts.pages.summary import first_words


def card(need: Need, _chosen: frozenset[int]) -> Card:
    return {"summary": first_words(need.text), "kind_label": str(NEEDS.one)}


NEEDS = EntryKind(
    key="need",
    module=own.NEEDS,
    model=Need,
    start="gesucht",
    route="need",
    one=_("Wanted"),
    many=_("Wanted"),
    talk=False,
    card=card,
    reach=reach.need,
    relay="need_relay",
    in_lists=lambda rows: rows.open(),
    staff=Staff(
        icon="help",
        columns=(StaffColumn("found_at", _("Found"), "found_at", "moment"),),
        form_url=lambda need: str(need.get_absolute_url()),
    ),
    page=EntryPage(
        template="districts/need.html",
        along=lambda rows: rows.select_related("origin", "created_by"),
        more_name="districts.views.details.of_need",
        rights_name="districts.views.details.may_at_need",
    ),
    on_district=OnDistrict(
        title=_("Wanted"),
        anchor="gesucht",
        slot=overviews.LENDING,
        most=3,
        moment="created_at",
        by="-created_at",
        changes=False,
    ),
    tells_who=False,
)
