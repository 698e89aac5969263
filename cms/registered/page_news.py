"""What watchers are told of editorial pages: that one was published, and what is new on it.

Pages that the product makes itself (`cms.services`, the demo) were published by nobody and are no
news. Of an older version only what is the same is told apart from what is new: nobody is told what
was taken away, since a page does not say why.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PageLogEntry, Revision

from cms.body.page_text import plain_text_of
from cms.models import BasePage
from cms.page_kinds import PAGE, kind_of
from community.watching import happenings
from community.watching.changed import EXCERPT, TextChange
from versions.excerpts import what_is_added

_PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")


def was_published(instance: Page, revision: Revision | None = None, **_rest: Any) -> None:
    """Note that somebody has published a page; a receiver of Wagtail's signal."""
    if revision is None or revision.user_id is None or instance.alias_of_id:
        return
    if kind_of(instance) != PAGE:
        return  # what is new in a district is told by the district
    happenings.of_publishing(PAGE, instance.pk, number=revision.pk, actor=revision.user_id)


def read(page: Page, first: int) -> TextChange | None:
    """Return what is new on a public page since before the revision `first` was published."""
    now = page.specific
    if not isinstance(now, BasePage) or now.live_revision_id is None:
        return None
    people = _publishers(now, first)
    before = _before(now, first)
    url = now.get_url() or ""
    if before is None:
        added = what_is_added("", plain_text_of(now), most=EXCERPT)
        return TextChange(added, url, is_new=True, people=people)
    old, new = ((one.title, plain_text_of(one)) for one in (before, now))
    if old == new:
        return None
    added = what_is_added(old[1], new[1], most=EXCERPT)
    return TextChange(added, url, is_new=False, people=people)


def _entries(page: BasePage) -> Any:
    rows = PageLogEntry.objects.filter(page=page.pk, action__in=_PUBLISHED)
    return rows.exclude(revision=None)


def _before(page: BasePage, first: int) -> BasePage | None:
    """Return the page as it was last public before a revision; None where it was not."""
    rows = _entries(page).filter(revision__lt=first).order_by("-revision")
    entry = rows.select_related("revision").first()
    old = entry.revision.as_object() if entry else None
    return old if isinstance(old, BasePage) else None


def _publishers(page: BasePage, first: int) -> tuple[int, ...]:
    """Return the keys of those whose revisions were published, each once."""
    rows = _entries(page).filter(revision__gte=first, revision__lte=page.live_revision_id)
    keys = rows.order_by("revision").values_list("revision__user", flat=True)
    return tuple(dict.fromkeys(key for key in keys if key is not None))
