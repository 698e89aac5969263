"""What do common pages consist of? Drafts to begin from, kept as data in `cms/starter`."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.models import BasePage
from cms.services.pages import TYPES
from cms.starter import starter_patterns


@dataclass(frozen=True, slots=True)
class Pattern:
    """A page to begin from: its type (a key of `TYPES`), what it is for, and its first words."""

    name: str
    type: str
    label: str
    purpose: str
    intro: str
    body: tuple[dict[str, Any], ...]


def patterns_below(parent: Page) -> list[Pattern]:
    """Return what may be begun below a page. For German pages: other languages are translated."""
    specific = parent.specific
    if not isinstance(specific, BasePage) or specific.locale.language_code != "de":
        return []
    allowed = set(specific.creatable_subpage_models())
    return [pattern for pattern in _all() if TYPES[pattern.type] in allowed]


def _all() -> list[Pattern]:
    return [
        Pattern(
            row["name"],
            row["type"],
            row["label"],
            row["for"],
            row["intro"],
            tuple(row["body"]),
        )
        for row in starter_patterns()
    ]
