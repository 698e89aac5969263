"""Images that blind readers learn nothing of."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.worklists.base import Item, Worklist
from pictures.models import Picture


def find() -> list[Item]:
    """Return the images without a description, those that are used first."""
    pictures = Picture.objects.filter(description="").order_by("-created_at")
    items = []
    for picture in pictures:
        uses = picture.get_usage().count()
        note = _("used %(number)s times") % {"number": uses} if uses else _("not used yet")
        url = reverse("wagtailimages:edit", args=[picture.pk])
        items.append((-uses, Item(picture.title, url, note, picture.created_at, picture)))
    return [item for _uses, item in sorted(items, key=lambda pair: pair[0])]


WITHOUT_TEXT = Worklist(
    "bilder-ohne-text",
    gettext_lazy("Images without a description"),
    gettext_lazy("The description is read aloud to blind readers, and found by search engines."),
    find,
)
