"""Where do the files of pictures lie, and where are they to be had?"""

from __future__ import annotations

from django.core.files.base import File
from django.urls import reverse
from wagtail.images.models import WagtailImageFieldFile

from pictures.drawn_files import drawn_file
from pictures.storage import is_private

#: Where the files lie, in the folder of public ones as in the other.
ORIGINALS, SIZES = "original_images", "images"
#: The view that shows files which have no address of their own knows these operations.
SHOWN_BY_VIEW = frozenset({"original", "width", "height", "min", "max", "fill"})


def shown_by_view(picture_pk: int, spec: str) -> str:
    """Return where somebody who may change a picture is shown it, at a size."""
    operations = [part for part in spec.split("|") if part.partition("-")[0] in SHOWN_BY_VIEW]
    size = "|".join(operations) or "original"
    return reverse("wagtailimages:preview", args=[picture_pk, size])


class PictureFile(WagtailImageFieldFile):
    """The file of an image, drawn anew before its width and height are read."""

    @property
    def url(self) -> str:
        """Where it is to be had; what is not public, from a view of the admin that asks who."""
        if self.name and is_private(self.name):
            return shown_by_view(self.instance.pk, "original")
        return str(super().url)

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store what is drawn of a picture, under a name of its kind; raises `NotTaken`."""
        kept = drawn_file(content)
        super().save(kept.name or name, kept, save)
