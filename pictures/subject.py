"""Pictures as something to be talked of, reported and decided about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.person import Person
from community.subjects import Subject
from community.talk.places import TalkedAbout
from pictures.models import Picture


def load(pk: int) -> Picture | None:
    """Return a picture that was given to all, whatever its state."""
    rows = Picture.objects.shared().filter(pk=pk)
    return rows.select_related("uploaded_by_user").prefetch_related("places").first()


def visible_to(picture: Picture, user: Person) -> bool:
    """Say whether somebody may know of it."""
    return Picture.objects.visible_to(user).filter(pk=picture.pk).exists()


SUBJECT = Subject(
    key="picture",
    one=_("Picture"),
    many=_("Pictures"),
    load=load,
    url=lambda picture: picture.get_absolute_url(),
    visible_to=visible_to,
)
TALK = TalkedAbout(SUBJECT, is_open=lambda picture: picture.is_public)
