"""What other apps hear of an account: that it is called, or reached, otherwise from now on.

Names are shown live from the account; nobody copies one. What cannot help holding one all the same
(the address of a page somebody reported, a mail of Wagtail's that waits) follows this signal.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.dispatch import Signal

from accounts.at_address import person_url
from accounts.models import User

#: Sent inside the transaction, with `before` and `after` (`AccountCopy`) and `erased` (bool).
person_changed = Signal()


@dataclass(frozen=True, slots=True)
class AccountCopy:
    """What can be copied of an account."""

    pk: int
    name: str
    slug: str
    email: str
    #: Further addresses it has noted; those that nobody has confirmed may be somebody else's.
    confirmed: frozenset[str]
    unproven: frozenset[str]

    @classmethod
    def of(cls, user: User) -> AccountCopy:
        """Return what an account is called now."""
        noted = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
        return cls(
            user.pk,
            user.name,
            user.slug,
            user.email,
            frozenset(row.email for row in noted if row.verified),
            frozenset(row.email for row in noted if not row.verified and not _is_others(row)),
        )

    @property
    def path(self) -> str:
        """The address of their page, without language."""
        return person_url(self.slug)


def _is_others(noted: EmailAddress) -> bool:
    """Say whether another account has an address that this one only claims to have."""
    others = EmailAddress.objects.filter(email__iexact=noted.email, verified=True)
    return others.exists() or User.objects.filter(email__iexact=noted.email).exists()
