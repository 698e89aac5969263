"""Every write to pictures that is no form's of the admin."""

from pictures.services.deciding import accept_picture, hold_again, refuse_picture
from pictures.services.destroying import destroy_again, destroy_picture
from pictures.services.objecting import ask_by_mail, check_link, confirm_by_mail
from pictures.services.sharing import (
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
from pictures.services.with_text import (
    accept_with_text,
    refuse_with_text,
    wait_again_with_text,
    wait_with_text,
    wait_without_text,
)
from pictures.taking import Upload

__all__ = [
    "KEPT",
    "MISSING",
    "STRIPPED",
    "UNREADABLE",
    "Upload",
    "accept_picture",
    "accept_with_text",
    "ask_by_mail",
    "change_words",
    "check_link",
    "confirm_by_mail",
    "delete_picture",
    "destroy_again",
    "destroy_picture",
    "forget_words",
    "hold_again",
    "may_change",
    "may_delete",
    "move",
    "refuse_picture",
    "refuse_with_text",
    "remove_discarded",
    "seen",
    "set_state",
    "share_picture",
    "strip_stored_pictures",
    "wait_again_with_text",
    "wait_with_text",
    "wait_without_text",
]
