"""What stands around a page about a thing: its views as tabs, and how those of its past are called.

The same for every kind, so that whoever knows them at one finds them at the next.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def tabs(thing: object, url: str, current: str) -> list[dict[str, Any]]:
    """Return the views of a thing that is read at `url`, as `components/tabs.html` takes them.

    `current` is the one that is shown, as it ends the address. What rests is only read.
    """
    rests = getattr(thing, "rests", False)
    views = [
        ("", _("Read"), "book"),
        ("bearbeiten/", _("Edit"), "edit"),
        ("verlauf/", _("History"), "history"),
    ]
    return [
        {"title": title, "url": f"{url}{view}", "icon": icon, "current": view == current}
        for view, title, icon in views
        if not (rests and view == "bearbeiten/")
    ]


def name_of(view: str) -> str:
    """Return what a page about the past of a thing is called; "" for one without a name."""
    names = {
        "verlauf/": _("History"),
        "version/": _("Version"),
        "vergleich/": _("Compare"),
        "stand/": _("As it was"),
        "wer-schrieb-was/": _("Who wrote what"),
        "zuruecksetzen/": _("Put back"),
        "rueckgaengig/": _("Take back"),
    }
    return names.get(view, "")
