"""Comments that nobody has answered."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.page_kinds import PAGE
from cms.worklists.base import Item, Worklist
from community.talk import threads


def find() -> list[Item]:
    """Return the public comments below articles that have no answer, the oldest first."""
    waiting = list(threads.unanswered(PAGE))
    pages = Page.objects.live().in_bulk({comment.place_pk for comment in waiting})
    return [
        Item(
            pages[comment.place_pk].title,
            f"{pages[comment.place_pk].get_url()}#{comment.anchor}",
            _("%(name)s has written") % {"name": comment.writer},
            comment.created,
            names=pages[comment.place_pk],
        )
        for comment in waiting
        if comment.place_pk in pages
    ]


UNANSWERED = Worklist(
    "kommentare-ohne-antwort",
    gettext_lazy("Comments without an answer"),
    gettext_lazy("Somebody has said something below an article, and nobody has answered."),
    find,
)
