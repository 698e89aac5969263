"""Which responsibilities are there, and what comes with each?

Every app makes its own known, from `AppConfig.ready()`::

    ROLES.register(Role("host", _("host of a room"), cares=True))
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.registry import Registry
from text.translatable import Words


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of responsibility for a place or an entry.

    `words`     what it is, as it stands beside the place
    `reviews`   accepts and refuses there what others send
    `cares`     does what only those who take care of an entry do
    `office`    speaks for the site there: reviews, writes or edits
    `endless`   has no term of twelve months
    """

    key: str
    words: Words
    reviews: bool = False
    cares: bool = False
    office: bool = False
    endless: bool = False


STEWARD = "steward"
CARER = "carer"
AUTHOR = "author"
EDITOR = "editor"

ROLES: Registry[Role] = Registry("role")
ROLES.register(
    Role(STEWARD, _("contact person"), reviews=True, office=True),
    # An entry must not lose its people over the years; they hand it over.
    Role(CARER, _("takes care of an entry"), cares=True, endless=True),
    # Who edits is decided by administrators, who also take it away.
    Role(AUTHOR, pgettext_lazy("of somebody", "author"), office=True, endless=True),
    Role(EDITOR, _("editor"), reviews=True, office=True, endless=True),
)


def reviewing() -> list[str]:
    """Return the roles that accept and refuse."""
    return [role.key for role in ROLES.values() if role.reviews]


def caring() -> list[str]:
    """Return the roles that take care of an entry."""
    return [role.key for role in ROLES.values() if role.cares]


def in_office() -> list[str]:
    """Return the roles that speak for the site in their place."""
    return [role.key for role in ROLES.values() if role.office]
