"""Beginning an easy-language version: an empty draft with the German page's sections as a guide.

Easy language is written anew, not translated sentence by sentence, so nothing of the German text is
taken over but its order and its pictures.
"""

import uuid
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from accounts.models import User
from cms.models import BasePage, DistrictPage
from text.languages import EASY_LANGUAGE


class NotGerman(ValueError):
    """Easy-language versions are made of German pages only."""


def begin_easy_version(*, page: BasePage, user: User) -> BasePage:
    """Return the easy-language version of a German page, made as a draft if there is none.

    Pages above that have no version get one, too, as drafts, so that the new page has its place.
    Raises `NotGerman`.
    """
    if page.locale.language_code != "de":
        raise NotGerman(page.locale.language_code)
    locale = Locale.objects.get(language_code=EASY_LANGUAGE)
    with transaction.atomic():
        known = page.get_translation_or_none(locale)
        if known is not None:
            return known.specific  # type: ignore[no-any-return]
        above = page.get_parent().specific
        parent = above.get_translation_or_none(locale) or begin_easy_version(page=above, user=user)
        return _draft(page, parent, locale, user)


def _draft(page: BasePage, parent: Page, locale: Locale, user: User) -> BasePage:
    made = type(page)(
        title=page.title,
        slug=page.slug,
        locale=locale,
        translation_key=page.translation_key,
        licence=page.licence,
        live=False,
        owner=user,
    )
    if isinstance(page, DistrictPage) and isinstance(made, DistrictPage):
        made.district = page.district
    if hasattr(page, "body"):
        made.body = made._meta.get_field("body").stream_block.to_python(_guide(page))
    parent.refresh_from_db()
    parent.add_child(instance=made)
    made.save_revision(user=user)
    return made


def _guide(page: BasePage) -> list[dict[str, Any]]:
    """Return one empty section for each of the German page, with its first picture."""
    sections: list[dict[str, Any]] = []
    for block in page.body:
        if (block.block_type == "heading" and block.value["level"] == "2") or not sections:
            heading = block.value["text"] if block.block_type == "heading" else page.title
            sections.append({"heading": heading, "image": None, "text": ""})
        if block.block_type == "image" and not sections[-1]["image"]:
            sections[-1]["image"] = block.get_prep_value()["value"]["image"]
    return [{"type": "easy_section", "value": value, "id": str(uuid.uuid4())} for value in sections]
