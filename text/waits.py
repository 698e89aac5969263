"""How long is somebody asked to wait? In words for a page, never shorter than it is."""

from django.utils.translation import ngettext

MINUTE, HOUR = 60, 3600
#: From here on minutes are of no use to anybody.
_IN_HOURS = 90 * MINUTE


def in_words(seconds: int) -> str:
    """Return "in 24 minutes" or "in about 3 hours", to stand inside a sentence."""
    if seconds <= _IN_HOURS:
        minutes = max(1, -(-seconds // MINUTE))
        return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}
    hours = -(-seconds // HOUR)
    return ngettext("in about %(n)d hour", "in about %(n)d hours", hours) % {"n": hours}
