"""The forms for images and documents; named by settings of Wagtail."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pictures.drawn_files import drawn_file
from pictures.encoding.anew import NotTaken, TooHeavy, WrongKind
from pictures.stripping import UnreadablePicture
from pictures.stripping.files import bare_file, refused

HELP = {
    "title": _("Words by which you find the image again."),
    "description": _("What is to be seen, in one sentence: it is read aloud to blind readers."),
    "credit": _("It stands below the image, with the licence."),
}
HELP_FILE = _(
    "A photo (JPEG, HEIC), PNG, WebP or AVIF file of up to 15 MB. Place, time and camera are taken"
    " out of it."
)

#: What somebody has to say of a picture before it can be used: who hears the page needs the first,
#: who made it the second. Pictures that programs bring may lack both.
NEEDED = {
    "description": _("Please say in one sentence what is to be seen in the image."),
    "credit": _("Please say who made the image. If you made it, write your own name."),
}


class PictureFileField(WagtailImageField):
    """Wagtail's field, without its readers: a picture is drawn anew by a process that has limits.

    What is wrong with a file is answered as residents are answered who give pictures.
    """

    default_validators: ClassVar[list[Any]] = []  # the kind of a file follows from what is in it
    default_error_messages: ClassVar = {
        "empty": _("This file is empty. Please choose another one.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = HELP_FILE
        self.error_messages["invalid_image_extension"] = WrongKind.message
        self.error_messages["file_too_large_unknown_size"] = TooHeavy.message

    def to_python(self, data: File | None) -> File | None:
        """Return the new file; `ValidationError` with the words of `NotTaken`."""
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        try:
            return drawn_file(file)
        except NotTaken as error:
            raise ValidationError(str(error.message), code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Says what each field is for, asks what is needed, draws the file anew."""

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
