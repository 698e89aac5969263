"""Pictures of residents on the pages of districts and entries."""

from __future__ import annotations

from districts import panels
from districts.models import Actor, Date, Network, Project
from districts.pages import pictures_panel
from pictures import belonging

_PANEL = "districts/_pictures_panel.html"


def register_pictures() -> None:
    """Let pictures belong to entries, and show them there.

    Districts show theirs all over their pages (`districts.pages.district_pictures`).
    """
    for model in (Project, Actor, Date, Network):
        belonging.allow(model.KIND)
        panels.register(model, pictures_panel.of_entry, _PANEL)
