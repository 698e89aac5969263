"""Taking an entry of any kind out of sight, and back.

This is the row and what search knows of it. Moderators hide by way of `community.inbox.hiding`,
which writes it down and tells the authors.
"""

from django.db import transaction

from districts.models import Entry, State
from districts.services import writing
from versions.hidden import says_hidden_text


def hide_entry(*, entry: Entry, hidden: bool = True) -> bool:
    """Hide an entry of any kind, or show it again; search follows at once.

    Says whether that was news: whether it was public, or hidden. What waits is hidden as well, but
    only what is hidden is shown, and only where its text is not hidden by itself.
    """
    with transaction.atomic():
        if not hidden:
            if says_hidden_text(entry):
                return False
            news = writing.set_state(entry, State.LIVE, only_from={State.HIDDEN})
        else:
            news = writing.set_state(entry, State.HIDDEN, only_from={State.LIVE})
            if not news and not writing.set_state(entry, State.HIDDEN, only_from={State.HELD}):
                return False
        writing.announce_many(entry.KIND, [entry.pk], hidden=hidden)
    return news
