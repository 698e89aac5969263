"""Writing topics and target groups.

Errors: `TooDeep` (a ValueError).
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

import pagecache
from districts.entries.by_name import called
from districts.models import TargetGroup, Topic
from districts.services.writing import free_slug, with_names
from districts.signals import topic_changed
from search import outbox
from text import names as rule
from text.identity import words_of
from text.slugs import slugify, unique_slug


class TooDeep(ValueError):
    """The tree of topics has two levels, so that it stays a list one can read."""


def create_topic(
    *,
    name: str,
    slug: str = "",
    parent: Topic | None = None,
    synonyms: Iterable[str] = (),
    is_demo: bool = False,
) -> Topic:
    """Make a topic at the top or below one that is there; raises `TooDeep`, `NotAName`."""
    check_depth(parent)
    name = with_names({"name": name})["name"]
    with transaction.atomic():
        topic = Topic.objects.create(
            name=name,
            slug=free_slug(Topic, name, slug),
            parent=parent,
            synonyms="\n".join(synonyms),
            is_demo=is_demo,
        )
        pagecache.bump()
    return topic


def update_topic(*, topic: Topic, **values: Any) -> Topic:
    """Change a topic; what carries its name or synonyms is made findable anew."""
    if "parent" in values:
        check_depth(values["parent"], topic)
    values = with_names(values)
    slug = topic.slug
    with transaction.atomic():
        Topic.objects.filter(pk=topic.pk).update(**values)
        topic.refresh_from_db()
        outbox.changed_term("topic", slug)
        topic_changed.send(Topic, topic=topic, fields=frozenset(values))
        pagecache.bump()
    return topic


def check_depth(parent: Topic | None, topic: Topic | None = None) -> None:
    """Raise `TooDeep` where a topic (None: a new one) below `parent` would make a third level."""
    if parent is None:
        return
    if parent.parent_id is not None or (topic and (topic == parent or topic.children.exists())):
        raise TooDeep(parent.name)


def ensure_target_groups(names: Iterable[str]) -> list[TargetGroup]:
    """Return the target groups of these names, made if need be; blank names are left out.

    Names of the same words are one group, whatever the slug; a number tells equal slugs apart.
    """
    tidy = [fit for name in names if (fit := rule.made_fit(name)[:120])]
    known = called(TargetGroup.objects.order_by("pk"), tidy)
    groups: dict[str, TargetGroup] = {}
    for name in tidy:
        if (words := words_of(name)) not in groups:
            groups[words] = known.get(name) or _new_group(name)
    return list(groups.values())


def _new_group(name: str) -> TargetGroup:
    slug = slugify(name)
    taken = set(TargetGroup.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    free = unique_slug(slug, taken)
    return TargetGroup.objects.get_or_create(slug=free, defaults={"name": name})[0]
