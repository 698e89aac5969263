"""What can go wrong when somebody decides.

::

    CaseError
    ├── AlreadyDecided    somebody else was quicker
    ├── NotAllowed        not this person's to decide
    ├── ReasonMissing     nobody is refused without a word
    └── TooLate           a decision can be taken back for 10 minutes only
"""


class CaseError(Exception):
    """Something about a decision cannot be done."""


class AlreadyDecided(CaseError):
    """Somebody else has decided meanwhile."""


class NotAllowed(CaseError):
    """This is not for this person to decide."""


class ReasonMissing(CaseError):
    """Nobody is refused without a word."""


class TooLate(CaseError):
    """The decision stands."""
