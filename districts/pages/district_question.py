"""What does the page of a district ask of whoever knows the place? One question, about a gap.

The first that nobody has answered yet, in the order in which newcomers ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from districts.entries.overviews import ACTIVE, DATES, KNOWLEDGE
from districts.models import District
from districts.pages.district_parts import DistrictParts


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question in words, and the form in which it is answered."""

    words: str
    url: str
    label: str


def question_of(district: District, parts: DistrictParts) -> OpenQuestion | None:
    """Return what the page asks; None where nothing is written at present."""
    forms = {way["key"]: way["url"] for way in parts.ways}
    first = parts.first_way["url"] if parts.first_way else ""
    name = {"name": district.name}
    asked = (
        (parts.empty, first, _("What should everybody know who is new in %(name)s?") % name),
        (
            not parts.knows(DATES),
            forms.get("event", ""),
            _("Where do people in %(name)s meet every week?") % name,
        ),
        (
            not parts.knows(ACTIVE) or parts.office is None,
            forms.get("actor", ""),
            _("Whom does one ask in %(name)s who needs help?") % name,
        ),
        (
            not parts.knows(KNOWLEDGE),
            forms.get("project", ""),
            _("What works in %(name)s that others could do as well?") % name,
        ),
        (True, first, _("What do you know about %(name)s that is not here yet?") % name),
    )
    for open_still, url, words in asked:
        if open_still and url:
            return OpenQuestion(words, url, _("I know something"))
    return None
