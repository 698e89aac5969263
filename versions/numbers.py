"""What is one word although blanks stand in it?

A telephone number, a date, a time, a price, an account number: whoever changes a part of it changes
the whole. Two people's halves put together would be a number that nobody wrote.
"""

from __future__ import annotations

_BLANK = "[ \\t\u00a0\u2007\u202f]"
#: More groups than any number has that people dial or pay with; tables of figures are cut here.
_GROUPS = 12

_WEEKDAY = r"(?:(?:Mon|Diens|Donners|Frei|Sams)tag|Mittwoch|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So)"
_MONTH = (
    r"(?:Jan(?:uar)?|Feb(?:ruar)?|M(?:är|rz|ärz)|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|O[kc]t(?:ober)?|Nov(?:ember)?|De[zc](?:ember)?"
    r"|January|February|March|May|June|July)\b\.?"
)
_UNIT = r"(?:Uhr|Euro|EUR|Cent|Prozent|[€%])(?!\w)"
# Signs that hold the parts of a number together; a comma or a full stop only without a blank.
_JOINT = (
    f"(?:[.,:·][-–]?|{_BLANK}?[/()\\-–+]{{1,3}}{_BLANK}?|{_BLANK}{{1,2}}"
    f"|{_BLANK}bis{_BLANK}(?:zum{_BLANK})?)"
)
_DAY = f"\\d{{1,2}}\\.{_BLANK}?(?:\\d{{1,2}}\\.|{_MONTH})(?:{_BLANK}?\\d{{2,4}}(?!\\d))?"
_FIRST_OF_SEVERAL = (
    f"\\d{{1,2}}\\.(?:{_BLANK}und(?={_BLANK}\\d)|(?={_BLANK}?(?:bis|[-–/]){_BLANK}?\\d))"
)
_PART = f"(?:{_DAY}|{_FIRST_OF_SEVERAL}|\\d+(?:,[-–]+)?(?:{_BLANK}?{_UNIT})?)"

#: The pattern of such a word, to be put before that of other words.
NUMBER = (
    "(?=[\\d(+€A-Z])(?<![^\\W_])"
    f"(?:{_WEEKDAY}\\b\\.?,?{_BLANK}(?:de[nmr]{_BLANK})?(?=\\d))?"
    f"(?:(?:\\+|[A-Z]{{2}}|€|EUR){_BLANK}?(?=\\d)|\\({_BLANK}?(?=[\\d+])\\+?)?"
    f"{_PART}(?:{_JOINT}{_PART}){{0,{_GROUPS}}}(?!\\w|[-@&'’/:]+[^\\W\\d])"
)
