"""Tags of files in the admin: a tag can say what a private file is.

Wagtail suggests and offers every tag there is. Ours are those of files that the reader may choose.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.documents.models import Document
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.documents.views.documents import IndexView as DocumentsView
from wagtail.images.views.chooser import ImageChooseView
from wagtail.images.views.chooser import viewset as image_chooser
from wagtail.images.views.images import ImagesFilterSet
from wagtail.images.views.images import IndexView as ImagesView

from accounts.models import User
from accounts.person import Person
from cms.admin.visible_things import visible_rows
from pictures.models import Picture

SUGGESTED = 10


def known_tags(user: Person) -> QuerySet[Tag]:
    """Return the tags of the files that somebody may choose."""
    if not isinstance(user, User):
        return Tag.objects.none()
    files = Q(pk__in=())
    for model in (Picture, Document):
        type_ = ContentType.objects.get_for_model(model)
        files |= Q(content_type=type_, object_id__in=visible_rows(model, user).values("pk"))
    return Tag.objects.filter(pk__in=TaggedItem.objects.filter(files).values("tag"))


def suggest_tags(request: HttpRequest, **_model: str) -> JsonResponse:
    """Suggest tags that begin like what was typed."""
    term = request.GET.get("term", "")
    found = known_tags(request.user).filter(name__istartswith=term).order_by("name")
    names = list(found.values_list("name", flat=True)[:SUGGESTED]) if term else []
    return JsonResponse(names, safe=False)


class _KnownTagsOnly:
    """Mixin for filters of files: offers known tags alone."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, request=request, **kwargs)  # type: ignore[call-arg]
        offered = self.filters.get("tag")  # type: ignore[attr-defined]
        if offered is not None:
            known = set(known_tags(request.user).values_list("name", flat=True))
            offered.extra["choices"] = [
                choice for choice in offered.extra["choices"] if choice[0] in known
            ]


class KnownTagsImagesFilterSet(_KnownTagsOnly, ImagesFilterSet):
    """The filters of images."""


class KnownTagsDocumentsFilterSet(_KnownTagsOnly, DocumentsFilterSet):
    """The filters of documents."""


class KnownTagsImagesView(ImagesView):
    """The list of images."""

    filterset_class = KnownTagsImagesFilterSet


class KnownTagsDocumentsView(DocumentsView):
    """The list of documents."""

    filterset_class = KnownTagsDocumentsFilterSet


class KnownTagsImageChooseView(ImageChooseView):
    """The chooser of images."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        known = set(known_tags(self.request.user).values_list("pk", flat=True))
        context["popular_tags"] = [tag for tag in context["popular_tags"] if tag.pk in known]
        return context


# Read when Wagtail asks its hook for the routes of choosers, after all apps' hooks were loaded.
image_chooser.choose_view_class = KnownTagsImageChooseView
