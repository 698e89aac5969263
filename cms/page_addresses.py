"""When does the address of a page follow its title?

Until it is published for the first time, if nobody has chosen another one: a page begun from a
pattern or as a copy would otherwise be found for ever at the name of the pattern. The editor in the
browser does the same while one types (`cms.admin.slugs`), but only where the address is free, and
not on a form that is sent without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from text.slugs import slugify

if TYPE_CHECKING:  # it is the form of these pages
    from cms.models.base import CmsPageForm

#: What `unique_slug` adds; a year is none.
_NUMBER = re.compile(r"-\d{1,2}$")


def is_made_of(slug: str, title: str) -> bool:
    """Say whether an address comes from a title, perhaps with a number because it was taken."""
    made = slugify(title)
    return slug == made or _NUMBER.sub("", slug) == made


def is_free(slug: str, parent: Page, *, but: Page | None = None) -> bool:
    """Say whether no page below `parent` has this address, `but` one perhaps."""
    siblings = parent.get_children().filter(slug=slug)
    return not (siblings.not_page(but) if but is not None else siblings).exists()


def follow(form: CmsPageForm, cleaned: dict[str, Any]) -> None:
    """Put the address of the title in a form whose address was left as it was, or emptied."""
    page, title, slug = form.instance, cleaned.get("title"), cleaned.get("slug")
    if not title or slug is None:
        return
    was_titled, was_at = form.initial.get("title", ""), form.initial.get("slug", "")
    is_settled = page.live or page.first_published_at or page.fixed_slug
    left = page.pk and slug == was_at and title != was_titled and is_made_of(slug, was_titled)
    if is_settled and was_at:
        cleaned["slug"] = slug or was_at
    elif not slug or left:
        form.following = frozenset({"slug"})
        cleaned["slug"] = page.slug_for(title, _parent(form))


def _parent(form: CmsPageForm) -> Page:
    return form.parent_page or form.instance.get_parent()


class CmsCopyForm(CopyForm):
    """Wagtail's form, which asks for another address even where the title says it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        parent: Page = cleaned.get("new_parent_page") or self.page.get_parent()
        if self._is_left(cleaned, parent) and cleaned.get("new_title"):
            copy = self.page.specific_class(locale_id=self.page.locale_id)
            cleaned["new_slug"] = copy.slug_for(cleaned["new_title"], parent)
        checked: dict[str, Any] = super().clean()
        return checked

    def _is_left(self, cleaned: dict[str, Any], parent: Page) -> bool:
        """Say whether nobody has chosen the address, or the one that was chosen is taken."""
        slug = cleaned.get("new_slug", "")
        if "new_slug" in self.errors:
            return False
        if slug != self.page.slug:
            return not slug
        return is_made_of(slug, self.page.title) or not is_free(slug, parent)
