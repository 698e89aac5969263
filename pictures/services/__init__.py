"""Every write to pictures that is no form's of the admin."""

from pictures.services.deciding import accept_picture, hold_again, refuse_picture
from pictures.services.sharing import (
    Upload,
    change_words,
    delete_picture,
    forget_words,
    may_change,
    may_delete,
    seen,
    share_picture,
)
from pictures.services.states import move, remove_discarded, set_state
from pictures.services.stored import (
    KEPT,
    MISSING,
    STRIPPED,
    UNREADABLE,
    strip_stored_pictures,
)

__all__ = [
    "KEPT",
    "MISSING",
    "STRIPPED",
    "UNREADABLE",
    "Upload",
    "accept_picture",
    "change_words",
    "delete_picture",
    "forget_words",
    "hold_again",
    "may_change",
    "may_delete",
    "move",
    "refuse_picture",
    "remove_discarded",
    "seen",
    "set_state",
    "share_picture",
    "strip_stored_pictures",
]
