"""Pages nobody has looked at for a long time."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.worklists.base import Item, Worklist

#: A year: opening hours, names and laws change within it.
LONG = timedelta(days=365)


def find() -> list[Item]:
    """Return the published pages that were last published a year ago, the oldest first."""
    old = Page.objects.live().filter(depth__gt=2, last_published_at__lt=timezone.now() - LONG)
    return [
        Item(
            page.title,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            _("last published"),
            page.last_published_at,
            page,
        )
        for page in old.order_by("last_published_at")
    ]


STALE = Worklist(
    "lange-nicht-geprueft",
    gettext_lazy("Not looked at for a year"),
    gettext_lazy("Read them once, and publish them again even if nothing has to change."),
    find,
)
