"""What waits to be done by editors: one list for each kind of work, all in one shape."""

from cms.worklists.base import Item, Worklist
from cms.worklists.comments import UNANSWERED
from cms.worklists.duties import UNFILLED
from cms.worklists.mine import Doable
from cms.worklists.pictures import WITHOUT_TEXT
from cms.worklists.searches import WITHOUT_HITS
from cms.worklists.stale import STALE
from cms.worklists.versions import EASY_MISSING, ENGLISH_MISSING, OUTDATED

#: In the order in which they are offered.
WORKLISTS: tuple[Worklist, ...] = (
    UNFILLED,
    OUTDATED,
    ENGLISH_MISSING,
    EASY_MISSING,
    WITHOUT_TEXT,
    STALE,
    UNANSWERED,
    WITHOUT_HITS,
)

__all__ = ["WORKLISTS", "Doable", "Item", "Worklist"]
