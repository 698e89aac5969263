"""The API of the admin: pages with the relations, and pictures, that the reader may know of."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail import hooks
from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageAncestorsField,
    PageTranslationsField,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page

from cms.querysets import visible_to
from pictures.querysets import PictureQuerySet


class _Visible:
    """Mixin for fields that list pages: leaves out what is hidden from the reader."""

    context: Any

    def to_representation(self, page: Page) -> list[Any]:
        listed: list[Any] = super().to_representation(page)  # type: ignore[misc]
        named = [found["id"] for found in listed]
        rows = visible_to(self.context["request"].user).filter(pk__in=named)
        known = set(rows.values_list("pk", flat=True))
        return [found for found in listed if found["id"] in known]


class _Translations(_Visible, PageTranslationsField):
    pass


class _Ancestors(_Visible, PageAncestorsField):
    pass


class VisiblePageSerializer(AdminPageSerializer):
    """Wagtail's, without the titles of others' drafts beside a page."""

    ancestors = _Ancestors(read_only=True)
    translations = _Translations(read_only=True)


class VisiblePagesAPI(PagesAdminAPIViewSet):
    """Wagtail's; which pages there are is `cms.admin.policies`' to say.

    Of its actions only those that make new pages. The others publish, delete, move or put back
    whatever is there, without a word about what was seen; the admin itself does all that by forms,
    which say it (`cms.lost_updates`).
    """

    base_serializer_class = VisiblePageSerializer
    actions: ClassVar[dict[str, Any]] = {
        name: PagesAdminAPIViewSet.actions[name]
        for name in ("copy", "copy_for_translation", "create_alias")
    }


class VisiblePicturesAPI(ImagesAdminAPIViewSet):
    """Wagtail's, without what waits or is hidden."""

    def get_queryset(self) -> PictureQuerySet:
        found: PictureQuerySet = super().get_queryset()
        return found.visible_to(self.request.user)


@hooks.register("construct_admin_api", order=1)  # whichever app stands first
def take_the_place_of_wagtails(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", VisiblePagesAPI)
    router.register_endpoint("images", VisiblePicturesAPI)
