"""The number that changes whenever anything public changes."""

from django.db import models


class ContentVersion(models.Model):
    """One row: the version of everything that anonymous readers can see."""

    version = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.version)
