"""What of the work somebody can do themselves: the rest would end at a closed door."""

from collections.abc import Iterator

from django.utils.functional import cached_property
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.models import User
from cms.querysets import visible_to
from cms.worklists.base import Item, Worklist
from pictures.models import Picture


class Doable:
    """Knows which pages and pictures somebody may change; asks the database once for each kind."""

    def __init__(self, user: User) -> None:
        self.user = user
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        images = policy_registry.get_by_type(Picture)
        pictures = images.instances_user_has_permission_for(user, "change")
        self.pages = frozenset(pages.values_list("pk", flat=True))
        self._pictures = frozenset(pictures.values_list("pk", flat=True))

    def of(self, worklists: tuple[Worklist, ...]) -> Iterator[tuple[Worklist, list[Item]]]:
        """Return these lists, without those of which nothing can be done, each with its items."""
        for worklist in worklists:
            if not worklist.right or self.user.has_perm(worklist.right):
                yield worklist, [item for item in worklist.find() if self._may(item)]

    @cached_property
    def _known(self) -> frozenset[int]:
        return frozenset(visible_to(self.user).values_list("pk", flat=True))

    def _may(self, item: Item) -> bool:
        if item.names is not None and item.names.pk not in self._known:
            return False
        if item.about is None:
            return True
        return item.about.pk in (self.pages if isinstance(item.about, Page) else self._pictures)
