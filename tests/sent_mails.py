"""Which mails leave at a moment, digests among them?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import time_machine
from django.core import mail as outbox

from community import mail
from community.watching import collecting


def sent_at(moment: datetime) -> list[Any]:
    """Make what is due then, send it, and return all of it in the order it left."""
    outbox.outbox.clear()
    with time_machine.travel(moment, tick=False):
        collecting.make_due()
        while mail.send_due():
            pass
    return list(outbox.outbox)
