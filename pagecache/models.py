"""The numbers that change whenever something public changes."""

from django.db import models


class ContentVersion(models.Model):
    """One row: the version of everything that anonymous readers can see."""

    version = models.BigIntegerField(default=1)
    #: What was made at a lower version is not shown any more; `next_floor` is the next one.
    floor = models.BigIntegerField(default=0)
    next_floor = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.version)


class Raised(models.Model):
    """The content version at which one thing has last changed; nothing if not since the floor."""

    key = models.CharField(max_length=255, primary_key=True)
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.version}"
