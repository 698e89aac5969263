"""What of a date was already told to other calendars, and need not be made again."""

from django.db import models


class CalendarLines(models.Model):
    """The lines of iCalendar of a date, in the language of their reader.

    They hold for as long as the date is at `version`, as search counts its changes, and `made_by`
    is what makes them now; see `districts.calendar.kept_lines`.
    """

    date = models.ForeignKey(
        "districts.Date", on_delete=models.CASCADE, related_name="calendar_lines"
    )
    language = models.CharField(max_length=12)
    version = models.BigIntegerField()
    made_by = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "language"], name="districts_calendar_lines")
        ]

    def __str__(self) -> str:
        return f"{self.date_id} {self.language}"
