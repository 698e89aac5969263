"""Every write to the directory, one module per noun: keyword-only, each in its own transaction."""

from districts.services.actors import create_actor, update_actor
from districts.services.adoptions import AdoptionCycle, adopt_project, withdraw_adoption
from districts.services.caring import carers_of, take_charge
from districts.services.dates import (
    cancel_date,
    create_date,
    roll_forward,
    update_date,
)
from districts.services.edit_conflicts import EditConflict
from districts.services.entry_edits import Saved
from districts.services.entry_revisions import NoSuchBase
from districts.services.hiding import hide_entry
from districts.services.needs import close_need, create_need
from districts.services.networks import create_network, update_network
from districts.services.outcomes import NotTold, hide_reply, tell_named, write_reply
from districts.services.papers import link_paper
from districts.services.places import (
    city_named,
    create_city,
    create_district,
    draw_signs,
    ensure_city,
    set_neighbours,
    update_city,
    update_district,
)
from districts.services.projects import create_project, update_project
from districts.services.signature import Signature
from districts.services.single_times import cancel_time, change_time
from districts.services.taking_over import (
    NotReady,
    answer_conditions,
    nominate_project,
    see_changes,
    take_over,
    want_condition,
)
from districts.services.topics import (
    TooDeep,
    check_depth,
    create_topic,
    ensure_target_groups,
    update_topic,
)
from districts.services.writing import NotAllowed, WriteRefused

__all__ = [
    "AdoptionCycle",
    "EditConflict",
    "NoSuchBase",
    "NotAllowed",
    "NotReady",
    "NotTold",
    "Saved",
    "Signature",
    "TooDeep",
    "WriteRefused",
    "adopt_project",
    "answer_conditions",
    "cancel_date",
    "cancel_time",
    "carers_of",
    "change_time",
    "check_depth",
    "city_named",
    "close_need",
    "create_actor",
    "create_city",
    "create_date",
    "create_district",
    "create_need",
    "create_network",
    "create_project",
    "create_topic",
    "draw_signs",
    "ensure_city",
    "ensure_target_groups",
    "hide_entry",
    "hide_reply",
    "link_paper",
    "nominate_project",
    "roll_forward",
    "see_changes",
    "set_neighbours",
    "take_charge",
    "take_over",
    "tell_named",
    "update_actor",
    "update_city",
    "update_date",
    "update_district",
    "update_network",
    "update_project",
    "update_topic",
    "want_condition",
    "withdraw_adoption",
    "write_reply",
]
