"""What does the page of an article show, and what makes it stale?

The page names the things on it when it is made, a change names what it changes when it is written;
both with the keys of this module. An article is on its own page and on those that lead to it, are
led to by it, translate it or are about the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Value
from django.db.models.functions import Cast

import pagecache
from accounts import awaiting
from districts import shown as directory
from districts.models import District, Need
from text import thing_keys
from wiki.models import GENERAL, Article, Mention
from wiki.subject import KIND

#: The key of who takes care of what.
TASKS = "tasks of the wiki"


def said_by(article: Article, backlinks: Iterable[int], similar: Iterable[str]) -> None:
    """Say what the page of an article shows that is being made.

    `backlinks` are the articles it names as leading here, `similar` the keys of what it names as
    being about the same.
    """
    pagecache.shows_only(
        key_of(article.pk),
        _family(article),
        _at(article),
        _led_to(article.pk),
        *map(key_of, backlinks),
        *similar,
    )


def said_at(article: Article) -> None:
    """Say that what is being made shows whichever article is at the address of this one."""
    pagecache.shows_also(_at(article))


def said_by_list(place: District | None) -> None:
    """Say that what is being made shows the articles of a district (None: any articles)."""
    if place is None:
        pagecache.shows_only(directory.all_of(KIND))
    else:
        directory.said_by_kind(KIND, directory.DISTRICT, [place.pk])


def said_by_worklists() -> None:
    """Say that what is being made shows which articles wait for somebody, what is wanted, and who
    takes care of it.
    """
    pagecache.shows_only(directory.all_of(KIND), directory.all_of(Need.KIND), TASKS)


def tasks_changed() -> None:
    """Make the lists of work new: somebody takes care of a row, or does so no more."""
    pagecache.bump([TASKS], only_said=True)
    awaiting.changed()


@dataclass(frozen=True, slots=True)
class About:
    """What an article is about: topics (primary keys), and entries (kind and slug)."""

    topics: Iterable[int]
    entries: Iterable[tuple[str, str]]


def changed(article: Article, about: About | None = None) -> None:
    """Make pages new that show an article: its words, its state, its address, its translations.

    Call it when its topics and what its text mentions are written; these are `about`, if they are
    known already.
    """
    own = {key_of(article.pk), _family(article), _at(article), directory.all_of(KIND)}
    if article.district_id:
        own.add(directory.belongs_to(directory.DISTRICT, article.district_id, of=KIND))
    about = about or _about(article)
    for topic in about.topics:
        own.add(directory.belongs_to(directory.TOPIC, topic, of=KIND))
    own |= {directory.mentions_of(*entry) for entry in about.entries}
    pagecache.bump(own)


def moved() -> None:
    """Make pages of districts new: an article may be no longer in one."""
    pagecache.bump([directory.moved_between(directory.DISTRICT, of=KIND)], only_said=True)


def mentions_changed(entries: Iterable[tuple[str, str]]) -> None:
    """Make pages of entries new (kind, slug) which an article mentions that did not, or did."""
    pagecache.bump((directory.mentions_of(*entry) for entry in entries), only_said=True)


def pages_changed(articles: Iterable[int]) -> None:
    """Make the pages of articles new that say the same words as before.

    Their links lead elsewhere.
    """
    pagecache.bump(map(key_of, articles), only_said=True)


def links_changed(targets: Iterable[int]) -> None:
    """Make pages of articles new to which others lead that did not, or are called otherwise."""
    pagecache.bump(map(_led_to, targets), only_said=True)


def key_of(article: int) -> str:
    """Return the key of an article by its primary key."""
    return thing_keys.key(KIND, article)


def _about(article: Article) -> About:
    """Ask what an article is about; one query."""
    text = CharField()
    topics = article.topics.through.objects.filter(article=article).values_list(
        Value("", output_field=text), Cast("topic", text)
    )
    mentions = Mention.objects.filter(article=article).values_list("kind", "slug")
    found = list(topics.union(mentions))
    return About(
        [int(name) for kind, name in found if not kind],
        [(kind, name) for kind, name in found if kind],
    )


def _family(article: Article) -> str:
    return f"translations:{article.translation_key}"


def _at(article: Article) -> str:
    # In whichever language: where one has no article, the address shows that of another.
    place = article.district.slug if article.district else GENERAL
    return f"wiki address:{place}/{article.slug}"


def _led_to(article: int) -> str:
    return f"links to article:{article}"
