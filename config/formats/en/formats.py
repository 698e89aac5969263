"""English: 22 November 2026, 18:00. Not Django's "Nov. 22, 2026, 6 p.m.", which is American."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
