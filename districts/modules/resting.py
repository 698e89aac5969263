"""What is said where something is only read."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Resting(PermissionDenied):
    """Nothing is written here at present; shown as a page that says so, and of nobody's rights."""

    heading = gettext_lazy("This rests at present")

    def __init__(self) -> None:
        super().__init__(words())


def words() -> str:
    """Return the sentence."""
    return _("This rests at present: you can read it, but nothing is written or sent here.")
