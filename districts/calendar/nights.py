"""Does something that ends "before it begins" go on into the night, or is it a slip of the hand?

From eight in the evening until one is a night; from seven until six is most likely an hour that was
meant to be another. `districts.calendar.times.NIGHT` answers another question: on which days it
stands.
"""

from datetime import datetime, time, timedelta

#: Who stays overnight has breakfast; what ends later is told by its last day ...
UNTIL = time(8)
#: ... and so is what began before the evening of the day before.
LONGEST = timedelta(hours=12)


def is_one(start: datetime, end: datetime) -> bool:
    """Say whether somebody may mean a night by these hours on the wall, without a last day."""
    next_day = end.date() == start.date() + timedelta(days=1)
    return next_day and end.time() <= UNTIL and end - start <= LONGEST
