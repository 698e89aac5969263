"""The forms for images and documents; named by settings of Wagtail."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pictures.stripping import UnreadablePicture
from pictures.stripping.files import UNREADABLE, bare_file, checked, refused, validate_pixels

HELP = {
    "title": _("Words by which you find the image again."),
    "description": _("What is to be seen, in one sentence: it is read aloud to blind readers."),
    "credit": _("It stands below the image, with the licence."),
}


#: What somebody has to say of a picture before it can be used: who hears the page needs the first,
#: who made it the second. Pictures that programs bring may lack both.
NEEDED = {
    "description": _("Please say in one sentence what is to be seen in the image."),
    "credit": _("Please say who made the image. If you made it, write your own name."),
}


class PictureFileField(WagtailImageField):
    """Wagtail's field, which answers whatever is wrong with a file beside itself."""

    default_error_messages: ClassVar = {
        "invalid_image": _(
            "This file is damaged, or it is no picture of a kind that can be shown here"
            " (moving PNG pictures cannot). Please try another one."
        )
    }

    def check_image_pixel_size(self, f: File) -> None:
        """Refuse what has too many pixels, and what cannot be opened at all.

        Wagtail decodes a picture to learn how large it is, so the header is asked before.
        """
        try:
            validate_pixels(f)
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:  # whatever the readers of damaged files raise
            raise ValidationError(UNREADABLE, code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Says what each field is for, asks what is needed, keeps only what is to be seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = text
        for name, text in NEEDED.items():
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = text
        given = self.fields.get("file")
        if given is not None:
            self.fields["file"] = PictureFileField(
                label=given.label, required=given.required, widget=given.widget
            )

    def clean_file(self) -> Any:
        """Return a new picture as it is kept."""
        file = self.cleaned_data["file"]
        return checked(file) if isinstance(file, UploadedFile) else file


class DocumentForm(BaseDocumentForm):
    """A picture that is uploaded as a document is stripped like every other one."""

    def clean_file(self) -> Any:
        """Return a new file as it is kept."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        try:
            return bare_file(file)
        except UnreadablePicture as error:
            raise refused(error) from error
