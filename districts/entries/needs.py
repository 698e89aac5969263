"""What is wanted: a room, hours, a partner."""

from django.utils.translation import gettext_lazy as _

from districts.entries.kind import EntryKind
from districts.models import Need

NEEDS = EntryKind(
    key="need",
    model=Need,
    start="gesucht",
    route="need",
    one=_("Wanted"),
    many=_("Wanted"),
)
