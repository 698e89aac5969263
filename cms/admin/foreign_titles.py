"""The one rule for names (`text.names`) for things whose models are not ours: files, tags, groups.

Their forms say why a name is none. Whatever is saved in another way (the name of an uploaded file,
a program) is put right, because nobody is there to type it anew.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import pre_save
from taggit.models import TagBase
from taggit.utils import _parse_tags

from text import name_field, names
from text.slugs import slugify

#: By model, the field that is read as its name.
FIELDS = {
    "auth.Group": "name",
    "taggit.Tag": "name",
    "wagtailcore.APIToken": "name",
    "wagtailcore.Collection": "name",
    "wagtailcore.Site": "site_name",
    "wagtailcore.Task": "name",
    "wagtailcore.Workflow": "name",
    "wagtaildocs.Document": "title",
}


def install() -> None:
    """Hold the rule for every field, in forms and wherever else one is saved."""
    TagBase.slugify = tag_slug
    for label, field in FIELDS.items():
        model = apps.get_model(label)
        # The list of this process alone: what the migrations of others know is another one.
        model._meta.get_field(field).validators.append(name_field.checked)
        for kind in apps.get_models():
            if issubclass(kind, model):
                pre_save.connect(
                    put_right, sender=kind, dispatch_uid=f"title of {kind._meta.label}"
                )


def put_right(*, instance: Model, **_rest: Any) -> None:
    """Leave out of a name what nobody may type."""
    for label, field in FIELDS.items():
        value = getattr(instance, field, "") if isinstance(instance, apps.get_model(label)) else ""
        if value:
            setattr(instance, field, names.made_fit(value, str(instance._meta.verbose_name)))


def tag_slug(_tag: TagBase, name: str, number: int | None = None) -> str:
    """Return the slug of a tag, spelled as all addresses are; with a number where it is taken."""
    slug = slugify(name, fallback="schlagwort")
    return slug if number is None else f"{slug}-{number}"


def tags_of(text: str) -> list[str]:
    """Return the tags in what was typed; before they are looked up, so that none is there twice."""
    tags = (names.made_fit(tag) for tag in _parse_tags(text))
    return sorted({tag for tag in tags if tag})
