"""Who writes, may they just now, and is it looked at before it is public?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts import naming
from accounts.models import User
from community import cases, limits, trust
from districts.entries.revision_values import Fields, change_of
from districts.models import Entry
from districts.modules import resting
from districts.services import writing


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes, and what they say about it. A guest has no author and `is_guest` set.

    Scripts and importers have neither; they are not held and not counted.
    """

    author: User | None = None
    author_name: str = ""
    mail: str = ""
    network: str = ""
    summary: str = ""
    minor: bool = False
    is_guest: bool = False

    @property
    def is_system(self) -> bool:
        """Whether a script writes."""
        return self.author is None and not self.is_guest

    def fields(self) -> dict[str, Any]:
        """Return it as columns of a revision."""
        return {
            "author": self.author,
            "author_name": "" if self.author else self.author_name[:80],
            "summary": self.summary[:300],
            "minor": self.minor,
        }

    def sender(self) -> cases.Sender:
        """Return it as the sender of a case."""
        return cases.Sender(self.author, self.author_name[:80], self.mail, self.network)


#: Scripts and importers write without a name.
SYSTEM = Signature()


def held_because(entry: Entry, signature: Signature, before: Fields, after: Fields) -> str:
    """Return why a write waits for review, "" when it goes live."""
    if signature.is_system:
        return ""
    return trust.held_because(signature.author, entry, change_of(before, after))


def ensure_open(entry: Entry, signature: Signature) -> None:
    """Raise `writing.NotAllowed` where people do not write at present; scripts and imports do."""
    if not signature.is_system and entry.rests:
        raise writing.NotAllowed(resting.words())


def count(signature: Signature) -> None:
    """Count a write against the limits, and see that a guest's name is theirs.

    Raises `limits.LimitReached` and `writing.NotAName`.
    """
    if signature.is_guest and signature.author_name:
        try:
            naming.checked(signature.author_name)
        except naming.NameRefused as error:
            raise writing.NotAName(error, field="author_name") from error
    if not signature.is_system:
        limits.count(action="write", user=signature.author, network=signature.network)
