"""How is a day written, and which days can nobody mean?"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

#: What people write down here begins with the oldest minutes a city may still have on paper ...
FIRST_YEAR = 1970
#: ... and ends with what somebody can plan: no grant and no lease of a room runs longer.
YEARS_AHEAD = 20


def with_weekday(day: date, form: str = "DATE_FORMAT") -> str:
    """Return "Freitag, 27. November 2026" or "Friday, 27 November 2026".

    `form` names one of the formats in `config.formats`, which know nothing of weekdays.
    """
    return f"{date_format(day, 'l')}, {date_format(day, form)}"


def refuse_other_ages(year: int) -> None:
    """Raise `ValidationError` for years that are none of ours: "26" and "20226" are slips."""
    last = timezone.localdate().year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        message = _(
            "Please write the year with four digits, from %(first)s to %(last)s. Any other is "
            "most likely a slip of the hand."
        )
        raise ValidationError(message, params={"first": FIRST_YEAR, "last": last})
