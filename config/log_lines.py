"""Which lines of the log help somebody who keeps the site running? The others are left out here."""

from __future__ import annotations

import logging

#: A header may have 64 kB; a line of the log is to be read.
LONGEST = 300


class OneLine(logging.Filter):
    """A stranger's wrong request (too many fields, a path that leads outside) is told in one line.

    Where in Django it was noticed says nothing about it, and a scanner would fill the disk with it.
    That an address does not take OPTIONS is its answer to the question what it takes.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
            words = record.getMessage()
            record.args = ()
            record.msg = words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
        asked = getattr(getattr(record, "request", None), "method", "")
        return not (asked == "OPTIONS" and getattr(record, "status_code", 0) == 405)
