"""What is said of a picture besides its alternative text: by whom, on which terms, who is in it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pictures.licences import Licence
from text.web_address import WebAddressField


class People(models.TextChoices):
    """Whom a picture shows, and what they have said to it."""

    NONE = "none", _("Nobody, or nobody can be recognised")
    AGREED = "agreed", _("People who have agreed")
    CHILDREN = "children", _("Children too; their parents or guardians have agreed")
    CROWD = "crowd", _("Many people at a public event, nobody in particular")


class PictureState(models.TextChoices):
    """Who sees a picture.

    Everybody; its uploader and who may decide; these, after a no; moderators only; nobody any more,
    because its file is destroyed.
    """

    LIVE = "live", _("public")
    HELD = "held", _("waiting for review")
    REFUSED = "refused", _("not accepted")
    HIDDEN = "hidden", _("hidden")
    DELETED = "deleted", _("deleted")


class SaidOfPicture(models.Model):
    """The words that stand with a picture; its alternative text is Wagtail's `description`."""

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("made by"), max_length=200, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.ALL_RIGHTS
    )
    source_url = WebAddressField(_("address of the source"), blank=True)
    taken = models.CharField(
        _("month in which it was taken"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^(19|20)\d\d-(0[1-9]|1[0-2])$")],
    )
    people = models.CharField(_("people in the picture"), max_length=8, choices=People, blank=True)
    #: SHA-256 of the file as it was uploaded, which is kept nowhere.
    upload_digest = models.CharField(max_length=64, blank=True, editable=False)
    #: The same of every file of it that anybody was shown: its own, and its sizes.
    shown_digests = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    #: What a picture that residents share cannot be public without.
    NEEDED: ClassVar = ("description", "credit", "licence", "people")
