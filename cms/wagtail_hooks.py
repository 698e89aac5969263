"""What the admin shows and forbids beyond Wagtail's own."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.models import Document
from wagtail.log_actions import LogActionRegistry
from wagtail.models import AbstractPage, Locale, Page
from wagtail.permissions import register_permission_policy
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from cms import required_pages
from cms.admin import (  # noqa: F401  (they register their hooks)
    api,
    dashboard,
    erasing,
    help,
    js_words,
    languages,
    overrides,
    patterns,
    reports,
    tags,
    worklists,
)
from cms.admin.policies import VisibleFilesPolicy, VisiblePagesPolicy
from cms.admin.settings import GlossaryViewSet, SiteSettingsViewSet
from cms.body.object_links import KnownLinkHandler
from cms.body.rich_text import ExternalLinkHandler
from cms.lost_updates import turns
from cms.lost_updates.targets import Care, Target
from cms.models import BasePage
from cms.querysets import visible_to
from community.people.account_chooser import AccountChooserViewSet, account_chooser
from pictures.models import Picture

# Before anything asks Wagtail's own, which see drafts and private files of others.
register_permission_policy(AbstractPage, VisiblePagesPolicy(Page))
for model, wagtails in ((Picture, "wagtailimages.Image"), (Document, "wagtaildocs.Document")):
    files = VisibleFilesPolicy(model, auth_model=wagtails, owner_field_name="uploaded_by_user")
    # Theirs are registered for any class when their apps are ready, which may come later.
    register_permission_policy(model, files, exact_class=True)
register_snippet(SiteSettingsViewSet)
register_snippet(GlossaryViewSet)


@hooks.register("register_admin_viewset")
def register_account_chooser() -> AccountChooserViewSet:
    """Authors of a page are chosen by name."""
    return account_chooser


@hooks.register("insert_global_admin_css")
def style() -> str:
    """What Wagtail's own style sheet lacks on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))


@hooks.register("insert_editor_js")
def autosave_base() -> str:
    """Let a form name the revision that autosave has made from it."""
    return format_html('<script src="{}"></script>', static("cms/autosave-base.js"))


@hooks.register("insert_editor_js")
def translating() -> str:
    """Let the editor of a translation say which page it is, and show what is refused and why.

    Two sentences are written into its program in English, and are put right where they appear.
    The script stands before the editor, so it has to wait for the whole page.
    """
    words = {
        "More actions": gettext("More actions"),
        "%(source)s to %(target)s translation": gettext("Translation: %(source)s to %(target)s"),
    }
    every = [str(locale) for locale in Locale.objects.all()]
    script = '<script defer src="{}" data-words="{}" data-languages="{}"></script>'
    source = static("cms/translating.js")
    return format_html(script, source, json.dumps(words), json.dumps(every))


@hooks.register("register_log_actions")
def name_log_actions(actions: LogActionRegistry) -> None:
    """Words for what our own services write into the log of a page."""
    actions.register_action(
        "cms.version_confirmed",
        gettext_lazy("Compare with the German text"),
        gettext_lazy("Compared with the German text: still fits"),
    )


@hooks.register("register_rich_text_features")
def know_links(features: FeatureRegistry) -> None:
    """Links to other hosts say so; links to what the site knows follow it."""
    features.register_link_type(ExternalLinkHandler)
    features.register_link_type(KnownLinkHandler)


@hooks.register("before_edit_page", order=-1)
def show_as_locked(request: HttpRequest, page: Page) -> None:
    """Open a translation for reading only while somebody else writes in it."""
    translation = turns.translation_of(Target(Care.TEXT, Page, (page.pk,)), {})
    turn = translation and turns.held_by_another(translation, request.user)
    if turn:
        page.locked, page.locked_by, page.locked_at = True, turn.user, turn.at


@hooks.register("before_move_page")
def refuse_reserved_address(request: HttpRequest, page: Page, parent: Page) -> HttpResponse | None:
    """Say why a page cannot be moved there, instead of failing while it is moved.

    Who may not move it is not even shown its title; Wagtail would ask them to confirm.
    """
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied
    if page.get_parent() != parent:
        required_pages.refuse_moving(page)
    specific = page.specific
    if isinstance(specific, BasePage) and specific.slug_is_reserved(page.slug, parent):
        messages.error(
            request,
            gettext(
                "“%(title)s” cannot stand here: its address is taken by a part of the site itself."
            )
            % {"title": page.title},
        )
        return redirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    return None


@hooks.register("before_delete_page")
def keep_from_deleting(request: HttpRequest, page: Page) -> None:
    """Say so before somebody is asked to confirm."""
    required_pages.refuse_deleting(page)


@hooks.register("before_unpublish_page")
def keep_public(request: HttpRequest, page: Page) -> None:
    """Say so before somebody is asked to confirm."""
    required_pages.refuse_taking_down(page)


@hooks.register("before_bulk_action")
def keep_from_bulk_actions(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: BulkAction
) -> None:
    """Say so before anything is done; nothing of the selection is done then."""
    refuse = {
        "delete": required_pages.refuse_deleting,
        "unpublish": required_pages.refuse_taking_down,
        "move": required_pages.refuse_moving,
    }.get(action_type)
    for page in objects if refuse else ():
        if refuse and isinstance(page, Page):
            refuse(page)


@hooks.register("construct_page_chooser_queryset")
def offer_visible_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """To link to, offer what is public, and drafts only to who may change them."""
    return pages.filter(pk__in=visible_to(request.user).values("pk"))
