"""What Wagtail's models tell search and the page cache whenever they are written.

Wagtail's own signals for publishing, moving and restricting fire outside the transaction; saving
and deleting do not. A receiver only marks: one that read or raised could leave the page tree torn.
What narrows access hides the whole subtree at once.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import Signal
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import (
    Locale,
    ModelLogEntry,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import pre_validate_delete

import pagecache
from accounts.models import User
from cms import required_pages, untranslated
from cms.body import renditions
from cms.models import DistrictPage, GlossaryTerm, SiteSettings
from cms.page_kinds import PAGE, by_kind, kind_of
from cms.querysets import under_restriction
from cms.services import create_district_page
from cms.services.district_editors import share_new_version
from community.talk import discussion
from districts.models import District
from districts.signals import district_changed, district_created
from pictures.models import Picture
from search import outbox

#: What has to be known of a page before it is written over.
BEFORE = tuple({*required_pages.BEFORE, *untranslated.BEFORE, "alias_of__locale", "title"})
#: Any number, the same in every process: PostgreSQL's advisory locks are numbered.
PAGES = 720_014_016


def connect() -> None:
    """Connect everything; called once, when all apps are loaded."""
    for model in get_page_models():
        pre_save.connect(_page_will_be_saved, sender=model, dispatch_uid=f"cms-will-{model}")
        post_save.connect(_page_was_saved, sender=model, dispatch_uid=f"cms-save-{model}")
        pre_delete.connect(_page_will_be_deleted, sender=model, dispatch_uid=f"cms-gone-{model}")
        post_delete.connect(_page_was_deleted, sender=model, dispatch_uid=f"cms-delete-{model}")
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction, dispatch_uid="cms-private")
        signal.connect(_site_changed, sender=Site, dispatch_uid="cms-site")
        for model in (SiteSettings, GlossaryTerm, Picture, get_document_model(), Redirect):
            signal.connect(_frame_changed, sender=model, dispatch_uid=f"cms-frame-{model}")
    pre_save.connect(_log_names_nobody, sender=ModelLogEntry, dispatch_uid="cms-log-names-nobody")
    _keep_what_has_to_stay()
    m2m_changed.connect(
        _groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="cms-groups"
    )
    district_created.connect(_district_was_created, dispatch_uid="cms-district-created")
    district_changed.connect(_district_was_changed, dispatch_uid="cms-district-changed")


def _log_names_nobody(sender: type[ModelLogEntry], instance: ModelLogEntry, **_rest: Any) -> None:
    """Wagtail's log calls what was changed by its name; an account it calls by its number."""
    if instance.content_type and instance.content_type.model_class() is User:
        instance.label = gettext("Account %(number)s") % {"number": instance.object_id}


def _keep_what_has_to_stay() -> None:
    """Let nobody do away with the site, its languages, and what everybody must be able to read."""
    for signal, model, receiver in (
        (pre_save, PageViewRestriction, required_pages.restriction_will_be_saved),
        (pre_save, Site, required_pages.site_will_be_saved),
        (pre_delete, Site, required_pages.site_will_be_deleted),
        (pre_save, Locale, required_pages.locale_will_be_saved),
        (pre_validate_delete, Locale, required_pages.locale_will_be_deleted),
        (pre_delete, Locale, required_pages.locale_will_be_deleted),
    ):
        signal.connect(receiver, sender=model, dispatch_uid=f"cms-stays-{receiver.__name__}")


def _in_turn() -> None:
    """Wait for whoever changes pages at this moment; until the end of the transaction.

    Otherwise, on PostgreSQL, a page published below one that is being made private would be seen by
    neither: not among the pages to hide, and not yet private when its record is made.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PAGES])


def _mark(pages: Iterable[Page], *, hidden: bool = False) -> None:
    with transaction.atomic():
        for kind, pks in by_kind(pages).items():
            if pks:
                outbox.changed_many(kind, pks, hidden=hidden)
        pagecache.bump()


def _subtree(page: Page) -> models.QuerySet[Page]:
    """Everything below a page and itself, found by the tree path that is in the database."""
    path = Page.objects.filter(pk=page.pk).values_list("path", flat=True).first() or page.path
    return Page.objects.filter(path__startswith=path)


def _is_private(page: Page) -> bool:
    """Whether the page stands at or below a private one, by the path in the database."""
    return Page.objects.filter(under_restriction(), pk=page.pk).exists()


def _restricted_by(restriction: PageViewRestriction) -> list[Page]:
    """Everything below a restricted page, and below the aliases that show it elsewhere."""
    page = restriction.page
    tops = [page, *Page.objects.filter(alias_of__in=_subtree(page))]
    return [found for top in tops for found in _subtree(top)]


def _page_will_be_saved(
    instance: Page, raw: bool = False, update_fields: frozenset[str] | None = None, **_: Any
) -> None:
    """Remember the old address: a move or a new slug changes all that stands below.

    What the site cannot be without is refused here; saving a page is one transaction.

    A published page also keeps its published title as the one that lists of the admin show. Wagtail
    would show the one of the latest draft, to everybody who finds the page in a list.
    """
    before = None
    if instance.pk and not raw:
        before = Page.objects.filter(pk=instance.pk).values(*BEFORE).first()
    instance._cms_freed = before is not None and _is_freed(instance, before, update_fields)
    if instance._cms_freed:
        instance.live, instance.has_unpublished_changes = False, True
    if before:
        required_pages.check_saving(instance, before, update_fields)
    if not raw:
        untranslated.check_saving(instance, before, update_fields)
    instance._cms_moved = before is not None and before["url_path"] != instance.url_path
    if before and instance.live:
        writes_title = update_fields is None or "title" in update_fields
        instance.draft_title = instance.title if writes_title else before["title"]


def _is_freed(page: Page, before: dict[str, Any], fields: frozenset[str] | None) -> bool:
    """Whether an alias becomes a page of its own that says German words in another language.

    It begins as a draft: as an alias it was not shown as a version of its own.
    """
    if fields is not None and "alias_of" not in fields and "alias_of_id" not in fields:
        return False
    source = before["alias_of__locale"]
    return source is not None and page.alias_of_id is None and source != page.locale_id


def _page_was_saved(instance: Page, raw: bool = False, created: bool = False, **_: Any) -> None:
    if raw or instance.depth < 2:
        return
    if getattr(instance, "_cms_freed", False):
        # Whoever frees it writes nothing else than that.
        Page.objects.filter(pk=instance.pk).update(live=False, has_unpublished_changes=True)
    renditions.make_for_page(instance)
    with transaction.atomic():
        if created and isinstance(instance, DistrictPage):
            share_new_version(instance)
        _in_turn()
        if getattr(instance, "_cms_moved", False):
            # Into a private branch, perhaps: then nothing may be found from now on.
            _mark(_moved(instance), hidden=_is_private(instance))
        else:
            _mark([instance], hidden=not instance.live or _is_private(instance))


def _moved(page: Page) -> list[Page]:
    """Everything below a page that was moved, and the aliases that are as private as it is now."""
    subtree = _subtree(page)
    return [*subtree, *Page.objects.filter(alias_of__in=subtree)]


def _page_will_be_deleted(instance: Page, **_: Any) -> None:
    """Its aliases stay, as pages of their own; nothing is private because of it any more."""
    required_pages.refuse_deleting(instance)
    aliases = Page.objects.filter(alias_of=instance.pk)
    below = [found for alias in aliases for found in _subtree(alias)]
    if below:
        _mark(below)


def _page_was_deleted(instance: Page, **_: Any) -> None:
    # Django announces each page twice, as a bare page and as what it is; one of them will do.
    if type(instance) is not Page:
        with transaction.atomic():
            outbox.changed_many(kind_of(instance), [instance.pk], hidden=True)
            discussion.forget_place(PAGE, instance.pk)
            pagecache.bump()


def _restriction_changed(instance: PageViewRestriction, signal: Signal, **_: Any) -> None:
    with transaction.atomic():
        _in_turn()
        _mark(_restricted_by(instance), hidden=signal is post_save)


def _groups_changed(instance: PageViewRestriction, action: str, **_: Any) -> None:
    if isinstance(instance, PageViewRestriction) and action.startswith("post_"):
        with transaction.atomic():
            _in_turn()
            _mark(_restricted_by(instance), hidden=True)


def _frame_changed(
    instance: models.Model,
    signal: Signal,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """Menus, images, documents and redirects are not found, but seen.

    What stands beside an image in a page is found as long as the image is public.
    """
    if signal is post_save and not raw:
        if isinstance(instance, Picture):
            renditions.make_for_picture(instance)
            if update_fields and "state" in update_fields:
                _mark(renditions.pages_with(instance))
        elif isinstance(instance, SiteSettings):
            renditions.make_for_settings(instance)
    pagecache.bump()


def _site_changed(**_: Any) -> None:
    """Another root page gives every page another address."""
    _mark(Page.objects.filter(depth__gt=1))


def _district_was_created(district: District, **_: Any) -> None:
    create_district_page(district=district)


def _district_was_changed(district: District, fields: frozenset[str], **_: Any) -> None:
    """The page follows the name; search learns the rest by `changed_term`."""
    with transaction.atomic():
        for page in DistrictPage.objects.filter(district=district):
            if page.title != district.name:
                page.title = page.draft_title = district.name
                page.save(clean=False)
            else:
                _mark([page], hidden=not page.live or _is_private(page))
