"""Taking an entry out of sight, and back."""

from typing import Any

from django.db import transaction

from districts.models import State
from districts.services import writing


def hide_entry(*, entry: Any, hidden: bool = True) -> None:
    """Hide a project, actor, date, network or paper, or show it again; search follows at once."""
    with transaction.atomic():
        writing.set_state(entry, State.HIDDEN if hidden else State.LIVE)
        writing.announce_many(entry.KIND, [entry.pk], hidden=hidden)
