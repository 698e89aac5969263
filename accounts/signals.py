"""What other apps hear of an account: that it is called, or reached, otherwise from now on.

Names are shown live from the account; nobody copies one. What cannot help holding one all the same
(the address of a page somebody reported, a mail of Wagtail's that waits) follows this signal.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.dispatch import Signal

from accounts.models import User

#: Sent inside the transaction, with `before` and `after` (`Person`) and `erased` (bool).
person_changed = Signal()


@dataclass(frozen=True, slots=True)
class Person:
    """What can be copied of an account."""

    pk: int
    name: str
    slug: str
    email: str

    @classmethod
    def of(cls, user: User) -> Person:
        """Return what an account is called now."""
        return cls(user.pk, user.name, user.slug, user.email)

    @property
    def path(self) -> str:
        """The address of their page, without language."""
        return f"/mitwirkende/{self.slug}/"
