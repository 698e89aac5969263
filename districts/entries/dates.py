"""When and where people meet."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import FACTS
from districts.entries.shape import Shape
from districts.models import Actor, City, Date, DateRevision, District, Topic

SHAPE = Shape(
    "event",
    Date,
    DateRevision,
    (
        *("title", "kind", "start", "end", "recurrence", "exceptions", "changes", "place"),
        *("latitude", "longitude", "text", "agenda", "open_to", "open_to_all", "costs", "access"),
        *("phone", "link", "next_topics"),
    ),
    keys={"city": City, "organiser": Actor, "next_host": District},
    many={"districts": District, "topics": Topic},
    personal=("phone",),
)
DATES = EntryKind(
    key="event",
    model=Date,
    start="termine",
    route="date",
    one=pgettext_lazy("calendar", "Date"),
    many=pgettext_lazy("calendar", "Dates"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.dates.DateForm",
        writer_name="districts.services.dates.WRITER",
        create_name="districts.services.create_date",
        update_name="districts.services.update_date",
        new_title=_("Enter a date"),
        new_lead=_("When, where, what for. Regular offers repeat by themselves."),
        agreed=FACTS,
    ),
    source="districts.searchable.DateSource",
    names_actors="organiser",
)
