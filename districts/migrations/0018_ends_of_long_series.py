"""Series of more than a thousand times stood in the archive before their end: it was counted to.

What is written here is the end that their rule names. The last time may be a little earlier; it is
reckoned anew with the next change.
"""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations

BERLIN = ZoneInfo("Europe/Berlin")
UNTIL = re.compile(r"UNTIL=(\d{8})")
STEP = re.compile(r"INTERVAL=(\d+)")
DAYS = {"FREQ=DAILY": 1, "FREQ=WEEKLY": 7}


def reach_their_end(apps: Any, schema_editor: Any) -> None:
    dates = apps.get_model("districts", "Date").objects.using(schema_editor.connection.alias)
    rows = dates.filter(recurrence__contains="UNTIL=", last_end__isnull=False)
    for row in rows.only("recurrence", "last_end").iterator(chunk_size=500):
        end = end_of(row.recurrence, row.last_end)
        if end is not None:
            row.last_end = end
            row.save(update_fields=["last_end"])


def end_of(rule: str, last_end: datetime) -> datetime | None:
    """Return the end that a rule names, where the one that is kept is cut off before it."""
    found, step = UNTIL.search(rule), STEP.search(rule)
    days = next((days for unit, days in DAYS.items() if unit in rule), None)
    if found is None or days is None:
        return None
    try:
        end = datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=BERLIN) + timedelta(days=1)
    except (OverflowError, ValueError):
        return None
    # Between its last time and its end is less than one step; a month more is certain.
    most = timedelta(days=days * int(step[1] if step else 1) + 31)
    return end if end - last_end > most else None


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0017_word_for_districts"),
    ]

    operations = [
        migrations.RunPython(reach_their_end, migrations.RunPython.noop),
    ]
