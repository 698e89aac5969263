"""The tables of this app, one module per noun."""

from districts.models.actors import THIRDS, Access, Actor, Sector
from districts.models.adoptions import Adoption, Answer, ConditionAnswer
from districts.models.calendar_lines import CalendarLines
from districts.models.claims import Claim
from districts.models.dates import Date, DateKind
from districts.models.entries import Entry, State, VersionedEntry
from districts.models.modules import ModuleState
from districts.models.needs import Need
from districts.models.networks import Network, Purpose, Reach
from districts.models.outcomes import OutcomeNotice
from districts.models.papers import CouncilPaper, PaperDistrict
from districts.models.places import City, CitySign, District, DistrictOutline
from districts.models.projects import Condition, ConditionKind, Effort, Project, Reason, Status
from districts.models.revisions import (
    ActorRevision,
    DateRevision,
    EntryRevision,
    NetworkRevision,
    ProjectRevision,
)
from districts.models.topics import TargetGroup, Topic

__all__ = [
    "THIRDS",
    "Access",
    "Actor",
    "ActorRevision",
    "Adoption",
    "Answer",
    "CalendarLines",
    "City",
    "CitySign",
    "Claim",
    "Condition",
    "ConditionAnswer",
    "ConditionKind",
    "CouncilPaper",
    "Date",
    "DateKind",
    "DateRevision",
    "District",
    "DistrictOutline",
    "Effort",
    "Entry",
    "EntryRevision",
    "ModuleState",
    "Need",
    "Network",
    "NetworkRevision",
    "OutcomeNotice",
    "PaperDistrict",
    "Project",
    "ProjectRevision",
    "Purpose",
    "Reach",
    "Reason",
    "Sector",
    "State",
    "Status",
    "TargetGroup",
    "Topic",
    "VersionedEntry",
]
