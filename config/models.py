"""When the worker last finished a round."""

from django.db import models


class Heartbeat(models.Model):
    """One row a job of the worker: when it last went through, and what went wrong since."""

    job = models.CharField(max_length=40, primary_key=True)
    seen = models.DateTimeField()
    error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.job} {self.seen:%Y-%m-%d %H:%M:%S}"
