"""May a town be called what a command was told? Checked before anything is read or written."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from text import names

LENGTH = 120


def city_name(given: str) -> str:
    """Return the name of a town as it is stored; raises `CommandError`."""
    name = names.clean(given)
    why = names.problem(name)
    if why:
        raise CommandError(f"--city: {names.PROBLEMS[why]}")
    if len(name) > LENGTH:
        words = {"number": LENGTH}
        raise CommandError(_("--city: a name has at most %(number)s characters.") % words)
    return name
