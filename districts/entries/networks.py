"""Who has joined forces for longer than one project."""

from django.utils.translation import gettext_lazy as _

from districts.entries.kind import EntryKind, Writing
from districts.entries.licences import TEXTS
from districts.entries.shape import Shape
from districts.models import Actor, City, District, Network, NetworkRevision, Topic

SHAPE = Shape(
    "network",
    Network,
    NetworkRevision,
    ("title", "summary", "text", "purposes", "reach", "website"),
    keys={"city": City},
    many={"districts": District, "topics": Topic, "actors": Actor},
)
NETWORKS = EntryKind(
    key="network",
    model=Network,
    start="netzwerke",
    route="network",
    one=_("Network"),
    many=_("Networks"),
    shape=SHAPE,
    writing=Writing(
        form_name="districts.forms.networks.NetworkForm",
        create_name="districts.services.create_network",
        update_name="districts.services.update_network",
        new_title=_("Enter a network"),
        new_lead=_("Who has joined forces for what, and how far it reaches."),
        agreed=TEXTS,
    ),
    source="districts.searchable.NetworkSource",
    names_actors="actors",
)
