"""Which things does an address of the admin act on?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import Resolver404, resolve
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.generic import DeleteView, EditView
from wagtail.admin.views.generic.multiple_upload import DeleteView as DeleteUploaded
from wagtail.admin.views.generic.multiple_upload import EditView as EditUploaded
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.admin.visible_things import changeable
from text.whole_numbers import whole_number


class Care(Enum):
    """How closely a request is held to what was seen."""

    TEXT = "the text of one page: the revision that the form was filled from"
    BRANCH = "pages with all below them: taking down, moving, copying, deleting"
    OBJECT = "things without revisions: every field that a form can change"
    ROW = "nothing was seen; the request only waits for its turn"


#: Addresses of pages, by their name. What is not named here either changes nothing or makes new.
PAGES = {
    "edit": Care.TEXT,
    "revisions_revert": Care.TEXT,
    "delete": Care.BRANCH,
    "unpublish": Care.BRANCH,
    "move_confirm": Care.BRANCH,
    "copy": Care.BRANCH,
    "convert_alias": Care.BRANCH,
    "set_privacy": Care.BRANCH,
    # A click without a form: what it asks for is in its address.
    "set_page_position": Care.ROW,
    "lock": Care.ROW,
    "unlock": Care.ROW,
    "revisions_unschedule": Care.ROW,
    "workflow_action": Care.ROW,
}
#: Gives a translation up: the page shows the German text again.
CONVERT_TO_ALIAS = "wagtail_localize:convert_to_alias"
OTHERS = {
    CONVERT_TO_ALIAS: Care.BRANCH,
    # Programs: what is left of their actions makes new pages (`cms.admin.api`).
    "wagtailadmin_api:pages:action": Care.ROW,
}
FORMS = (EditView, DeleteView, EditUploaded, DeleteUploaded)


@dataclass(frozen=True)
class Target:
    """Things of one model, by their keys."""

    care: Care
    model: type[Model]
    pks: tuple[Any, ...]


def target_at(address: str) -> Target | None:
    """Return what the form of an address acts on; None for other hosts and plain pages."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    asked = parse_qs(parts.query)
    return target_of(match.func, match.view_name, match.kwargs, lambda name: asked.get(name, []))


def target_of(
    view: Callable[..., Any],
    name: str,
    kwargs: Mapping[str, Any],
    asked: Callable[[str], list[str]],
) -> Target | None:
    """Return what a view acts on, from its name, its class, and what its address says."""
    space, _colon, end = name.rpartition(":")
    care = PAGES.get(end) if space == "wagtailadmin_pages" else OTHERS.get(name)
    if care is Care.BRANCH:
        named = Page.objects.filter(pk=_page_in(kwargs))
        return Target(care, Page, tuple(changeable(named).values_list("pk", flat=True)))
    if care:
        return Target(care, Page, (_page_in(kwargs),))
    if "translation_source_id" in kwargs:
        # The view has no name of its own here: ours stands before Wagtail-localize's.
        return Target(Care.OBJECT, TranslationSource, (kwargs["translation_source_id"],))
    if name == "wagtail_bulk_action":
        return _many(kwargs, asked)
    view_class = getattr(view, "view_class", None)
    if view_class and issubclass(view_class, FORMS) and kwargs:
        model = _model_of(view_class(**getattr(view, "view_initkwargs", {})))
        return Target(Care.OBJECT, model, (next(iter(kwargs.values())),)) if model else None
    return None


def _page_in(kwargs: Mapping[str, Any]) -> Any:
    names = ("page_id", "page_to_move_id", "pk")
    return next(kwargs[name] for name in names if name in kwargs)


def _model_of(made: object) -> type[Model] | None:
    """Return what a form view edits; uploads say it by a method, Wagtail's settings not at all."""
    found: type[Model] | None = getattr(made, "model", None)
    return found or (made.get_model() if hasattr(made, "get_model") else None)


def _many(kwargs: Mapping[str, Any], asked: Callable[[str], list[str]]) -> Target | None:
    """Return what was ticked in a list; "all" stands for the whole list."""
    label, name, action = kwargs["app_label"], kwargs["model_name"], kwargs["action"]
    try:
        model = apps.get_model(label, name)
    except LookupError:
        return None
    if bulk_action_registry.get_bulk_action_class(label, name, action) is None:
        return None
    care = Care.BRANCH if issubclass(model, Page) else Care.OBJECT
    pks, above = asked("id"), whole_number(next(iter(asked("childOf")), ""))
    rows: QuerySet[Any] = model._base_manager.all()
    try:
        if "all" not in pks:
            rows = rows.filter(pk__in=pks)
        elif care is Care.BRANCH and above is not None:
            rows = Page.objects.get(pk=above).get_children() if _exists(above) else rows.none()
        known = changeable(rows).values_list("pk", flat=True)
        return Target(care, Page if care is Care.BRANCH else model, tuple(sorted(known)))
    except (FieldError, ValueError, ValidationError) as error:
        raise Http404 from error


def _exists(pk: int) -> bool:
    return Page.objects.filter(pk=pk).exists()
