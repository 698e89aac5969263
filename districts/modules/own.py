"""The modules of the directory, and that of the wiki's articles.

All of these were there before there were modules, so that a town that has decided nothing has them.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from districts.modules import Module, Usage
from text.translatable import Words


def _older(key: str, name: Words, sentence: Words, *, basic: bool = True) -> Module:
    return Module(key=key, name=name, sentence=sentence, basic=basic, without_row=Usage.ON)


ARTICLES = _older("articles", _("Articles"), _("Texts that residents write together."))
PROJECTS = _older(
    "projects", _("Projects"), _("What somebody does or has done, and what came of it.")
)
ACTORS = _older("actors", _("Actors"), _("Who does something, and how they can be reached."))
DATES = _older(
    "dates",
    pgettext_lazy("calendar", "Dates"),
    _("What takes place when, with a calendar to take along."),
)
NEEDS = _older("needs", _("Wanted"), _("What somebody looks for: a room, hours, a partner."))
NETWORKS = _older(
    "networks",
    _("Networks"),
    _("Who has joined forces for longer than one project."),
    basic=False,
)
PAPERS = _older(
    "papers",
    _("Council papers"),
    _("What the council and the district councils deal with, by district."),
    basic=False,
)
