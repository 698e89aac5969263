"""What “all” means in a list of the admin: all that the person asking may change.

Wagtail takes everything in the list and then asks for the right to each single thing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from cms.admin.visible_things import changeable

#: Those whose lists ask no policy; images and documents do.
ACTIONS: tuple[Any, ...] = (BulkAction, PageBulkAction, UserBulkAction)


def install() -> None:
    """Wrap the methods that say what stands in a list; called once."""
    for action in ACTIONS:
        if not hasattr(action.get_all_objects_in_listing_query, "is_narrowed"):
            listed = _narrowed(action.get_all_objects_in_listing_query)
            action.get_all_objects_in_listing_query = listed


def _narrowed(everything: Callable[..., Any]) -> Callable[..., Any]:
    def get_all_objects_in_listing_query(
        self: BulkAction, parent_id: int | None
    ) -> QuerySet[Any, Any]:
        keys = list(everything(self, parent_id))
        rows = changeable(self.model._base_manager.filter(pk__in=keys))
        return rows.values_list("pk", flat=True)

    get_all_objects_in_listing_query.is_narrowed = True  # type: ignore[attr-defined]
    return get_all_objects_in_listing_query
