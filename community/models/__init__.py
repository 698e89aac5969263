"""Who is responsible for what, what waits and was decided, what is said, followed and sent."""

from community.models.cases import Case, CaseScope
from community.models.comments import Comment
from community.models.links import MailLink
from community.models.log import LogEntry
from community.models.mail import Mail, MailStop
from community.models.responsibilities import Responsibility
from community.models.traces import Attempt, KeptText
from community.models.watching import Digest, Happening, Visit, Watch

__all__ = [
    "Attempt",
    "Case",
    "CaseScope",
    "Comment",
    "Digest",
    "Happening",
    "KeptText",
    "LogEntry",
    "Mail",
    "MailLink",
    "MailStop",
    "Responsibility",
    "Visit",
    "Watch",
]
