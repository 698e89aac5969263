"""Who is responsible for what, what waits and was decided, what is said, what is to be sent."""

from community.models.cases import Case, CaseScope
from community.models.comments import Comment
from community.models.links import MailLink
from community.models.log import LogEntry
from community.models.mail import Mail, MailStop
from community.models.responsibilities import Responsibility
from community.models.traces import Attempt, KeptText

__all__ = [
    "Attempt",
    "Case",
    "CaseScope",
    "Comment",
    "KeptText",
    "LogEntry",
    "Mail",
    "MailLink",
    "MailStop",
    "Responsibility",
]
