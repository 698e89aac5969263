"""Duty pages with gaps."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import StandardPage
from cms.worklists.base import Item, Worklist


def find() -> list[Item]:
    """Return the duty pages nobody has finished."""
    return [
        Item(
            page.title,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            _("has gaps"),
            page.last_published_at,
            page,
        )
        for page in StandardPage.objects.exclude(duty="").order_by("path")
        if page.is_unfilled
    ]


UNFILLED = Worklist(
    "pflichtseiten",
    gettext_lazy("Legal pages with gaps"),
    gettext_lazy("Every public site must have them; until they are filled they show a banner."),
    find,
)
