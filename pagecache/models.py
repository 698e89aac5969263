"""The numbers that change whenever something public changes."""

from django.db import models


class ContentVersion(models.Model):
    """One row: the version of everything that anonymous readers can see."""

    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)


class Raised(models.Model):
    """The content version at which one thing has last changed; nothing if it never has."""

    key = models.CharField(max_length=255, primary_key=True)
    version = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.version}"
