"""Images, each with the person who made it and the terms on which it may be passed on.

Whether a picture is public is changed by `pictures.services.set_state` alone, which takes its file
along.
"""

import logging
from typing import Any, ClassVar, cast

from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
)
from wagtail.search import index

from pagecache.noting import note
from pictures.licences import Licence
from pictures.models.files import ORIGINALS, SIZES, PictureFile, shown_by_view
from pictures.models.said import PictureState, SaidOfPicture
from pictures.querysets import PictureQuerySet
from pictures.storage import PRIVATE, fresh_name, is_private
from pictures.stripping import BROKEN
from text.name_field import check_model

logger = logging.getLogger(__name__)


class Picture(SaidOfPicture, AbstractImage):
    """An image with credit and licence of its own; `description` is its alternative text."""

    State = PictureState

    is_demo = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=State, default=State.LIVE, editable=False
    )
    #: Given to all under an open licence, at `/bilder/`; the others belong to the editors' pages.
    is_shared = models.BooleanField(default=False, editable=False)

    objects = PictureQuerySet.as_manager()

    admin_form_fields = (
        *Image.admin_form_fields,
        "caption",
        "credit",
        "licence",
        "source_url",
        "people",
    )
    search_fields: ClassVar[list[index.BaseField]] = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        index.FilterField("state"),
        index.FilterField("is_shared"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints: ClassVar = [
            # One statement changes both: there is no moment at which they say different things.
            models.CheckConstraint(
                condition=(Q(state="live") & ~Q(file__startswith=PRIVATE))
                | (~Q(state="live") & Q(file__startswith=PRIVATE)),
                name="pictures_picture_private_unless_live",
            ),
            models.CheckConstraint(
                condition=~Q(state="live", is_shared=True)
                | (
                    ~Q(description="")
                    & ~Q(credit="")
                    & ~Q(licence__in=("", Licence.ALL_RIGHTS))
                    & ~Q(people="")
                ),
                name="pictures_picture_shared_is_complete",
            ),
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "Picture":
        found: Picture = super().from_db(*args, **kwargs)
        found._note_file()
        return found

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._note_file()

    def _note_file(self) -> None:
        """Remember which file the row has named, to know later whether it was exchanged."""
        self._file_read = str(self.__dict__.get("file") or "")

    def clean(self) -> None:
        super().clean()
        check_model(self, "title", "credit")

    def __str__(self) -> str:
        return self.title

    def trust_scopes(self) -> set[tuple[str, int]]:
        """Say where it belongs, for `community.trust`; one query unless prefetched."""
        return {(place.kind, place.pk_in_kind) for place in self.places.all()}

    def get_absolute_url(self) -> str:
        """Return its page; those of editors have none."""
        return reverse("pictures:picture", args=[self.pk]) if self.is_shared else ""

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it; what `live()` says of rows."""
        return self.state == self.State.LIVE

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it. Whether it is public, and where its file lies, stays what it is by now.

        A form may have been filled in while somebody hid the picture.
        """
        if self._state.adding or kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
        else:
            with transaction.atomic():
                self._follow_row()
                super().save(*args, **kwargs)
        self._note_file()

    def _follow_row(self) -> None:
        rows = Picture.objects.select_for_update().filter(pk=self.pk)
        row = rows.values_list("state", "file").first()
        if row is None:
            return
        state, name = row
        if self.file and self.file.name == self._file_read:
            self.moved(state, name)
        self.state = state

    def moved(self, state: str, name: str) -> None:
        """Note that it is in this state now, and its file there."""
        self.state = state
        # Not by assigning to `file`: Django would open it to measure it anew.
        self.__dict__["file"] = name
        self._note_file()

    def get_upload_to(self, filename: str) -> str:
        """Return where a new file is to lie: what is not public, where no address leads."""
        name: str = super().get_upload_to(filename)
        return name if self.is_public else fresh_name(name, folder=ORIGINALS, private=True)

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
            found, made = self.renditions.get_or_create(
                filter_spec=spec, focal_point_key=focus, defaults={"file": file}
            )
            if made and not self._is_as_read():
                found.file.storage.delete(found.file.name)
                raise _MovedMeanwhile
            kept.append(found)

        try:
            note(keep)
        except OSError:
            logger.warning("A size of picture %s could not be stored.", self.pk)
        except _MovedMeanwhile:
            logger.info("Picture %s was hidden or shown while a size was made.", self.pk)
        if kept:
            return kept[0]
        return self._makeshift(spec, focus)

    def _is_as_read(self) -> bool:
        """Whether state and file are still those by which a size was made.

        Asked after the size was stored: `set_state` waits for whoever stores one, and the other way
        round, so that it finds all of them or they find that it was there.
        """
        rows = Picture.objects.filter(pk=self.pk, state=self.state, file=self.file.name)
        return rows.exists()

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


class _MovedMeanwhile(Exception):
    """A size was made of a file that lies elsewhere by now."""


def _forget_makeshift(found: "Rendition") -> None:
    """Take out of Wagtail's cache what stands in for a size that could not be kept."""
    if found.pk is None:
        found.purge_from_cache()


# Width and height stand behind the file in the table and are written after it was stored. A field
# of our own would stand at the end, so Wagtail's is kept and only told which class its files have.
cast(Any, Picture._meta.get_field("file")).attr_class = PictureFile


class Rendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="pictures_rendition_unique"
            )
        ]

    @staticmethod
    def construct_cache_key(image: Picture, filter_cache_key: str, filter_spec: str) -> str:
        """Return the key in Wagtail's cache, another one for each place where the file has lain."""
        key = AbstractRendition.construct_cache_key(image, filter_cache_key, filter_spec)
        return f"{key}-{image.file.name}"

    @property
    def url(self) -> str:
        """Where it is to be had; what is not public, from a view of the admin that asks who."""
        if self.file.name and is_private(self.file.name):
            return shown_by_view(self.image_id, self.filter_spec)
        return str(super().url)

    def get_upload_to(self, filename: str) -> str:
        """Return where a new size is to lie: beside its picture."""
        name: str = super().get_upload_to(filename)
        return name if self.image.is_public else fresh_name(name, folder=SIZES, private=True)


class DiscardedFile(models.Model):
    """A file that no row names any more, until it is deleted (`pictures.services`)."""

    name = models.CharField(max_length=255)
