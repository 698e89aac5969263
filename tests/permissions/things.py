"""What is hidden from somebody: one canary a thing, and the roles that may see it.

To add a thing, write a function that makes it in the world with the given word in every text, and
decorate it with its name and the roles that may see it. Note in `world.values` what its addresses
need. A canary that nobody sees fails the suite: then the walk does not reach it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.permissions.world import World

Maker = Callable[[World, str], None]


@dataclass(frozen=True)
class Thing:
    """Something hidden: its name, who may see its canary, and how it is made."""

    name: str
    seen_by: frozenset[str]
    make: Maker

    @property
    def canary(self) -> str:
        """A word that stands nowhere else, in addresses and tables neither."""
        return f"kx{re.sub('[^a-z]', '', self.name)}zz"


THINGS: list[Thing] = []


def thing(name: str, *, seen_by: frozenset[str]) -> Callable[[Maker], Maker]:
    """Put what the decorated function makes into the table."""

    def add(make: Maker) -> Maker:
        THINGS.append(Thing(name, seen_by, make))
        return make

    return add
