"""Taking away the demo's pages without touching real ones."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

import pagecache
from cms.models import BasePage, HomePage, SiteSettings, StandardPage
from cms.page_kinds import PAGE
from cms.required_pages import is_needed
from cms.services.duties import ensure_duty_pages, restore_first_text
from cms.starter import starter
from community.models import Comment


def remove_demo_pages() -> int:
    """Take away every page marked as demo; return how many.

    Home and duty pages, which a site cannot be without, get their first text back. What somebody
    has edited in the admin is theirs and stays, and so does a demo page above a real one, or one
    below which real people talk.
    """
    with transaction.atomic():
        for home in HomePage.objects.filter(is_demo=True).select_related("locale"):
            _reset_home(home)
        demo = _demo_pks()
        pages = Page.objects.filter(pk__in=demo).order_by("-depth")
        removed = sum(_remove(page.pk) for page in pages)
        ensure_duty_pages(
            {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
        )
        SiteSettings.objects.update(is_demo=False)
        pagecache.bump()
    return removed


def _demo_pks() -> set[int]:
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    demo: set[int] = set()
    for model in models:
        pages = model.objects.filter(is_demo=True)
        edited = pages.filter(_revisions__user__isnull=False)
        kept = {*edited.values_list("pk", flat=True), *_talked_about(pages)}
        model.objects.filter(pk__in=kept).update(is_demo=False)
        demo.update(pages.values_list("pk", flat=True))
    return demo


def _talked_about(pages: QuerySet[Any]) -> list[int]:
    """Return pages below which real people have said something that was not turned down."""
    standing = (Comment.State.HELD, Comment.State.LIVE, Comment.State.HIDDEN)
    said = Comment.objects.filter(place_kind=PAGE, state__in=standing, place_pk__in=pages)
    return list(said.exclude(author__is_demo=True).values_list("place_pk", flat=True))


def _remove(pk: int) -> bool:
    """Delete one page unless something stands below it; the deepest are asked first.

    A page that a site cannot be without stays where it is and gets its first text back.
    """
    page = Page.objects.get(pk=pk)
    specific = page.specific
    if isinstance(specific, StandardPage) and is_needed(page):
        restore_first_text(specific)
        return True
    if page.numchild:
        type(specific).objects.filter(pk=pk).update(is_demo=False)
        return False
    Comment.objects.at(PAGE, pk).delete()
    page.delete()
    return True


def _reset_home(home: HomePage) -> None:
    for name, value in starter()["home"][home.locale.language_code].items():
        setattr(home, name, value)
    home.body = []
    home.is_demo = False
    # Without a revision it counts as untouched, and the demo can be loaded again.
    home.latest_revision = home.live_revision = None
    home.draft_title = home.title
    home.save()
    home.revisions.all().delete()
