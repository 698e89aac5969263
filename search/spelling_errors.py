"""Which words is somebody one slip of the finger away from?"""

from __future__ import annotations

import string


def neighbours(folded: str) -> set[str]:
    """Every word that is one typing error away; about 50 for each letter."""
    found: set[str] = set()
    for place in range(1, len(folded) + 1):
        start, rest = folded[:place], folded[place:]
        found.update(start + letter + rest for letter in string.ascii_lowercase)
        if rest:
            found.add(start + rest[1:])
            found.update(start + letter + rest[1:] for letter in string.ascii_lowercase)
        if len(rest) > 1:
            found.add(start + rest[1] + rest[0] + rest[2:])
    found.discard(folded)
    return found
