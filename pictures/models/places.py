"""Where a picture belongs: districts and topics, which the apps above know."""

from typing import ClassVar

from django.db import models

from pictures.models.pictures import Picture


class PicturePlace(models.Model):
    """A district or topic that a picture is from or about; its steward may decide on it."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=20)
    pk_in_kind = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("picture", "kind", "pk_in_kind"), name="pictures_place_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=("kind", "pk_in_kind"))]
