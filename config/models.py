"""What the worker has told of itself: one row for it, one for each of its jobs."""

from django.db import models

#: The row of the worker itself; no job may be called so.
WORKER = "worker"


class Heartbeat(models.Model):
    """When a job last went through, and what has been wrong since; for the worker, when it lived
    and which job it was busy with.
    """

    job = models.CharField(max_length=40, primary_key=True)
    seen = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)  # rounds in a row
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    running = models.CharField(max_length=40, blank=True)
    running_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.job} {self.seen:%Y-%m-%d %H:%M:%S}"
