"""Who is active: residents, associations, offices, shops, parishes, foundations."""

from django.utils.translation import gettext_lazy as _

from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import FACTS
from districts.entries.shape import Shape
from districts.models import Actor, ActorRevision, City, District, Topic

SHAPE = Shape(
    "actor",
    Actor,
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
ACTORS = EntryKind(
    key="actor",
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
        create_name="districts.services.create_actor",
        update_name="districts.services.update_actor",
        new_title=_("Enter an actor"),
        new_lead=_("Who you are, what you do, and how people reach you."),
        agreed=FACTS,
    ),
    source="districts.searchable.ActorSource",
    names_actors="carrier",
)
