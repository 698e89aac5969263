"""Pictures of residents on the pages of districts and entries."""

from __future__ import annotations

from districts import panels
from districts.entries.overviews import PAPERS
from districts.models import Actor, Date, District, Network, Project
from districts.pages import pictures_panel
from pictures import belonging

_PANEL = "districts/_pictures_panel.html"


def register_pictures() -> None:
    """Let pictures belong to entries, and show them there and on the pages of districts."""
    panels.register(District, pictures_panel.of_district, _PANEL, slot=PAPERS)
    for model in (Project, Actor, Date, Network):
        belonging.allow(model.KIND)
        panels.register(model, pictures_panel.of_entry, _PANEL)
