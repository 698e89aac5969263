"""Counting what one account or connection writes, the same on every way of writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from community import limits
from community.cases import Sender
from wiki.errors import TooMany

ACTION = "write"


def count(sender: Sender) -> None:
    """Count one write, inside its transaction. Raises `limits.LimitReached`."""
    limits.count(action=ACTION, user=sender.user, network=sender.network)


def wait_for_turn(sender: Sender) -> None:
    """Take one's turn at counting, before a row is locked."""
    limits.wait_for_turn(action=ACTION, user=sender.user, network=sender.network)


@contextmanager
def named() -> Iterator[None]:
    """Say "too much" in the words of the wiki, so that forms keep what was typed."""
    try:
        yield
    except limits.LimitReached as error:
        message = _("That was a lot in a short time. Please try again in a few minutes.")
        raise TooMany(message, retry_after=error.retry_after) from error
