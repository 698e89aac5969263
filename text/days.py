"""How is a day written together with its weekday, in the language of the page?"""

from datetime import date

from django.utils.formats import date_format


def with_weekday(day: date, form: str = "DATE_FORMAT") -> str:
    """Return "Freitag, 27. November 2026" or "Friday, 27 November 2026".

    `form` names one of the formats in `config.formats`, which know nothing of weekdays.
    """
    return f"{date_format(day, 'l')}, {date_format(day, form)}"
