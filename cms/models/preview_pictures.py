"""Which pictures of pages were drawn already, and need not be drawn again?"""

from django.db import models


class PreviewPicture(models.Model):
    """The picture of a thing, by the kind and key under which it is known; see `cms.previews.kept`.

    It holds as long as `made_of`, a digest of all that is drawn, is the same. `version` is how
    often the thing had changed, as search counts; null of what search does not know.
    """

    kind = models.CharField(max_length=16)
    object_id = models.BigIntegerField()
    version = models.BigIntegerField(null=True)
    made_of = models.CharField(max_length=32)
    png = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="cms_preview_picture")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
