"""Every change to an article."""

from wiki.services.adding import add_paragraph
from wiki.services.creating import create_article
from wiki.services.deciding import (
    accept_changed,
    accept_contribution,
    refuse_contribution,
    reopen_contribution,
    withdraw_contribution,
)
from wiki.services.editing import SaveResult, Seen, save_edit
from wiki.services.freeing import free_task, freed_by
from wiki.services.importing import ImportOutcome, import_article, import_articles
from wiki.services.moderating import (
    confirm_article,
    delete_article,
    hide_parts,
    patrol_revision,
    protect_article,
    restore_article,
    schedule_check,
)
from wiki.services.reverting import revert_article, undo_revision
from wiki.services.tasks import end_task, forget_tasks, item_of, take_task

__all__ = [
    "ImportOutcome",
    "SaveResult",
    "Seen",
    "accept_changed",
    "accept_contribution",
    "add_paragraph",
    "confirm_article",
    "create_article",
    "delete_article",
    "end_task",
    "forget_tasks",
    "free_task",
    "freed_by",
    "hide_parts",
    "import_article",
    "import_articles",
    "item_of",
    "patrol_revision",
    "protect_article",
    "refuse_contribution",
    "reopen_contribution",
    "restore_article",
    "revert_article",
    "save_edit",
    "schedule_check",
    "take_task",
    "undo_revision",
    "withdraw_contribution",
]
