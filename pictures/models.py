"""Images, each with the person who made it and the terms on which it may be passed on."""

import logging
from typing import ClassVar

from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
    WagtailImageFieldFile,
)
from wagtail.search import index

from pagecache.noting import note
from pictures.licences import Licence
from pictures.stripping import BROKEN
from pictures.stripping.files import bare_file
from text.name_field import check_model
from text.web_address import WebAddressField

logger = logging.getLogger(__name__)


class PictureFile(WagtailImageFieldFile):
    """The file of an image, stripped before its width and height are read: it may be turned."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store what is to be seen of a picture; raises `stripping.Unreadable`."""
        super().save(name, bare_file(content), save)


class Picture(AbstractImage):
    """An image with credit and licence of its own; `description` is its alternative text."""

    credit = models.CharField(_("made by"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS
    )
    source_url = WebAddressField(_("address of the source"), blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence", "source_url")
    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def clean(self) -> None:
        super().clean()
        check_model(self, "title", "credit")

    def _set_image_file_metadata(self) -> None:
        """Wagtail opens the file of an upload that waited here, and never closes it."""
        was_closed = self.file.closed  # one that is not stored yet is open and has to stay so
        try:
            super()._set_image_file_metadata()
        finally:
            if was_closed:
                self.file.close()

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Make one size. Wagtail's temporary file stays open for ever; ours is memory."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def create_rendition(self, filter: Filter) -> "Rendition":
        """Make and keep a size; a reader sees the original where it cannot be kept now."""
        spec, focus = filter.spec, filter.get_cache_key(self)
        kept: list[Rendition] = []
        try:
            file = self.generate_rendition_file(filter)
        except SourceImageIOError:
            raise
        except BROKEN:
            # Kept before such files were refused; or of a shape that a format cannot hold.
            logger.warning("A size of picture %s could not be made.", self.pk, exc_info=True)
            return self._makeshift(spec, focus)

        def keep() -> None:
            found, _made = self.renditions.get_or_create(
                filter_spec=spec, focal_point_key=focus, defaults={"file": file}
            )
            kept.append(found)

        try:
            note(keep)
        except OSError:
            logger.warning("A size of picture %s could not be stored.", self.pk)
        if kept:
            return kept[0]
        return self._makeshift(spec, focus)

    def _makeshift(self, spec: str, focus: str) -> "Rendition":
        """Return what shows the original where a size is wanted."""
        return Rendition(
            image=self,
            filter_spec=spec,
            focal_point_key=focus,
            file=self.file.name,
            width=self.width,
            height=self.height,
        )

    def create_renditions(self, *filters: Filter) -> dict[Filter, "Rendition"]:
        """Make several, each by itself: one that cannot be kept costs the others nothing."""
        return {filter: self.create_rendition(filter) for filter in filters}

    def get_rendition(self, filter: Filter | str) -> "Rendition":
        """Return a size; one that could not be kept is tried again by the next reader."""
        found: Rendition = super().get_rendition(filter)
        _forget_makeshift(found)
        return found

    def get_renditions(self, *filters: Filter | str) -> dict[str, "Rendition"]:
        """Return several sizes, as `get_rendition` does."""
        found: dict[str, Rendition] = super().get_renditions(*filters)
        for one in found.values():
            _forget_makeshift(one)
        return found


def _forget_makeshift(found: "Rendition") -> None:
    """Take out of Wagtail's cache what stands in for a size that could not be kept."""
    if found.pk is None:
        found.purge_from_cache()


# Width and height stand behind the file in the table and are written after it was stored. A field
# of our own would stand at the end, so Wagtail's is kept and only told which class its files have.
Picture._meta.get_field("file").attr_class = PictureFile


class Rendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="pictures_rendition_unique"
            )
        ]
