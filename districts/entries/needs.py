"""What is wanted: a room, hours, a partner."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from districts.entries import overviews
from districts.entries.card import Card
from districts.entries.kind import EntryKind
from districts.entries.overviews import OnDistrict
from districts.models import Need
from districts.summary import first_words


def card(need: Need, _chosen: frozenset[int]) -> Card:
    return {"summary": first_words(need.text), "kind_label": str(NEEDS.one)}


NEEDS = EntryKind(
    key="need",
    model=Need,
    start="gesucht",
    route="need",
    one=_("Wanted"),
    many=_("Wanted"),
    card=card,
    kept=lambda rows: rows.open(),
    on_district=OnDistrict(
        title=_("Wanted"),
        anchor="gesucht",
        slot=overviews.LENDING,
        moment="created_at",
        by="-created_at",
        changes=False,
    ),
)
