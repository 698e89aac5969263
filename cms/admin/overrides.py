"""What a translator puts in place of a picture, a page or a document of the original.

Wagtail-localize keeps any key that is sent, and shows the thing in preview and page. Here
the same holds as for forms (`cms.admin.posted_references`): no key of what one may not know of.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import ForeignKey, Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.blocks import ChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation
from wagtail_localize.views import edit_translation

from cms.admin.posted_references import REFUSAL
from cms.admin.refusals import AdminRefusal
from cms.admin.visible_things import key_of, unknown


def edit_override(
    request: HttpRequest, translation_id: int, overridable_segment_id: int
) -> HttpResponse:
    """Save or forget an override; the whole request is taken back where it may not be."""
    segment = OverridableSegment.objects.filter(pk=overridable_segment_id).first()
    translation = Translation.objects.filter(pk=translation_id).first()
    before = _overriding(segment, translation)
    answer: HttpResponse = edit_translation.edit_override(
        request, translation_id, overridable_segment_id
    )
    if segment and translation and request.method == "PUT" and answer.status_code < 300:
        said = _overriding(segment, translation)
        model = referred_model(translation.source.get_source_instance(), segment.context.path)
        stood = {key_of(model, value) for value in (before, segment.data)} if model else set()
        if model and unknown(model, [said]) - stood:
            raise AdminRefusal(str(REFUSAL))
    return answer


def _overriding(segment: OverridableSegment | None, translation: Translation | None) -> Any:
    if segment is None or translation is None:
        return None
    found = SegmentOverride.objects.filter(
        locale_id=translation.target_locale_id, context_id=segment.context_id
    )
    said = found.values_list("data_json", flat=True).first()
    return json.loads(said) if said else None


def referred_model(instance: Model, content_path: str) -> type[Model] | None:
    """Return what the keys at a place of a page or snippet mean; None where none stand there."""
    name, *rest = content_path.split(".")
    field = instance._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return field.related_model
    if not isinstance(field, StreamField):
        return None
    found = field.get_block_by_content_path(field.value_from_object(instance), rest)
    block = found.block if found else None
    if isinstance(block, ImageBlock):
        block = block.child_blocks["image"]
    return block.model_class if isinstance(block, ChooserBlock) else None


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Ours stands before wagtail-localize's of the same address."""
    edit = "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/"
    return [path(edit, edit_override)]
