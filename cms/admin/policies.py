"""Which pages and files may somebody in the admin know of? One rule for every list and chooser.

Wagtail asks its permission policies for what a list, search, chooser, report or API shows. Its own
answer is "everything below where you may add a page", drafts of others included, and "every file
below where you may choose", private collections included. Ours is `cms.querysets.visible_to` for
pages; pictures that are not public are seen as `pictures.querysets` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import Collection, CollectionMember, CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from accounts.models import User
from cms.querysets import not_passed, visible_to
from pictures.models import Picture
from pictures.querysets import PictureQuerySet


class VisiblePagesPolicy(PagePermissionPolicy):
    """Wagtail's rights; the tree shows what is public, and what somebody may change."""

    def explorable_instances(self, user: User) -> PageQuerySet:
        rows: PageQuerySet = super().explorable_instances(user)
        if user.is_superuser or not user.is_active:
            return rows
        return rows.filter(pk__in=visible_to(user).values("pk"))


class VisibleFilesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights; who may choose files does not see private ones for other groups.

    Nobody sees pictures that wait or are hidden, but those who may see such things.
    """

    def instances_user_has_any_permission_for(
        self, user: User, actions: Iterable[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if user.is_superuser:
            return rows
        if isinstance(rows, PictureQuerySet):
            rows = rows.visible_to(user)
        if "choose" not in actions:
            return rows
        mine = super().instances_user_has_any_permission_for(user, ["change"])
        open_ones = Q(pk__in=mine.values("pk")) | ~Q(collection__in=closed_collections(user))
        return rows.filter(open_ones)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: CollectionMember
    ) -> bool:
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        if isinstance(instance, Picture) and not _may_see(user, instance):
            return False
        if user.is_superuser or super().user_has_any_permission_for_instance(
            user, ["change"], instance
        ):
            return True
        return not closed_collections(user).filter(pk=instance.collection_id).exists()


def _may_see(user: User, picture: Picture) -> bool:
    return picture.is_public or Picture.objects.visible_to(user).filter(pk=picture.pk).exists()


def closed_collections(user: User) -> QuerySet[Collection]:
    """Return the private collections, and those below them, that `user` is not let into."""
    at_or_above = Q(collection__path=Substr(OuterRef("path"), 1, Length("collection__path")))
    rules = CollectionViewRestriction.objects.filter(not_passed(user), at_or_above)
    return Collection.objects.filter(Exists(rules))
