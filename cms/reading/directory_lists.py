"""What the districts know, as lists that editors can narrow: for theme pages, home and blocks."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import pagecache
from cms.reading.entry_places import fetch_places
from cms.reading.languages import html_lang
from districts.entries import EntryKind, OnTopic
from districts.lists.cards import card
from districts.map.signs import sign_of
from districts.models import Actor, Date, District, Entry, Project, Topic
from districts.pages.summary import first_words
from districts.querysets import EntryQuerySet
from districts.shown import all_of
from text.languages import current_language
from wiki.addresses import article_url
from wiki.models import Article
from wiki.subject import KIND

Card = dict[str, Any]
E = TypeVar("E", bound=Entry)


def projects(
    topics: Iterable[Topic] = (), districts: Iterable[District] = (), **chosen: Any
) -> QuerySet[Project]:
    """Return public projects, those that can be taken over first; `chosen` are field values."""
    found = Project.objects.live().filter(**chosen)
    return _narrowed(found, topics, districts, "-transferable", "-updated_at", "pk")


def dates(
    topics: Iterable[Topic] = (), districts: Iterable[District] = (), **chosen: Any
) -> QuerySet[Date]:
    """Return what takes place next."""
    found = Date.objects.live().upcoming(timezone.now()).filter(**chosen)
    return _narrowed(found, topics, districts, "next_start", "pk")


def actors(
    topics: Iterable[Topic] = (), districts: Iterable[District] = (), **chosen: Any
) -> QuerySet[Actor]:
    """Return public actors by name, without council bodies."""
    found = Actor.objects.live().listed().filter(**chosen)
    return _narrowed(found, topics, districts, "sort_key", "pk")


def best_on(kind: EntryKind, on: OnTopic, topics: Iterable[Topic]) -> QuerySet[Any]:
    """Return what is public and current of a kind on topics, the most telling first."""
    found = kind.current(kind.listed_for(None), timezone.now())
    return _narrowed(found, topics, (), *on.best, "pk")


def articles(topics: Iterable[Topic] = ()) -> QuerySet[Article]:
    """Return public articles in the reader's language or German, the last changed first."""
    pagecache.shows_also(all_of(KIND))
    languages = {get_language() or "", settings.LANGUAGE_CODE}
    found = Article.objects.live().filter(language__in=languages)
    found = found.with_place().select_related("district__city")
    chosen = [topic.pk for topic in topics]
    if chosen:
        found = found.filter(
            pk__in=Article.topics.through.objects.filter(topic__in=chosen).values("article")
        )
    return found.order_by("-content_changed_at", "pk")


def cards_of(*lists: Sequence[Entry], districts: Iterable[District] = ()) -> list[list[Card]]:
    """Return the cards of several lists; their places cost one query together.

    Where single times of a date are elsewhere, that is one more for all. `districts` are those the
    lists were narrowed to: of a date that is a guest there the card shows that time.
    """
    fetch_places(*lists)
    changed = [each for found in lists for each in found if isinstance(each, Date) and each.changes]
    hosts = District.objects.select_related("city").order_by("name", "pk")
    prefetch_related_objects(changed, Prefetch("hosts", hosts))
    chosen = frozenset(district.pk for district in districts)
    return [[_short(card(entry, chosen=chosen)) for entry in entries] for entries in lists]


def article_cards(found: Iterable[Article]) -> list[Card]:
    """Return the cards of articles whose places were fetched along."""
    language = html_lang(current_language())
    return [
        {
            "kind_label": _("Wiki article"),
            "title": article.title,
            "url": article_url(article),
            "district": article.district.name if article.district else _("For every district"),
            "lage": sign_of(article.district),
            "date": article.content_changed_at,
            "lang": "" if html_lang(article.language) == language else html_lang(article.language),
        }
        for article in found
    ]


def _narrowed(
    found: EntryQuerySet[E], topics: Iterable[Topic], districts: Iterable[District], *order: str
) -> EntryQuerySet[E]:
    pagecache.shows_also(all_of(found.model.KIND))
    if chosen := list(topics):
        found = found.on_topics(chosen)
    if places := list(districts):
        found, order = found.in_districts(places), ("nearness", *order)
    return found.select_related("city").order_by(*order)


def _short(made: Card) -> Card:
    return {**made, "summary": first_words(made.get("summary") or "", length=180)}
