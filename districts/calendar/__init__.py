"""When dates take place: rules, single times, months, and iCalendar."""
