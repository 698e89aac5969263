"""The form for an image; named by `WAGTAILIMAGES_IMAGE_FORM_BASE`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

HELP = {
    "title": _("Words by which you find the image again."),
    "description": _("What is to be seen, in one sentence: it is read aloud to blind readers."),
    "credit": _("It stands below the image, with the licence."),
}


class PictureForm(BaseImageForm):
    """Says what each field is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, text in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = text
