"""What is there already of what some lines are about? Asked once for all of them.

Where the answer is plain (nothing here was ever called so or stood there) a line need not ask for
itself; where it is not, it does. What others write while a batch is taken over is looked for at
its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from districts.models import District, Topic
from districts.modules import Usage
from districts.modules.own import ARTICLES
from districts.modules.states import states
from text.identity import key_for
from text.wikilinks import likely_links
from wiki import relinking
from wiki.addresses import NAMELESS, article_url, slug_for
from wiki.exchange import ImportedArticle
from wiki.links import Key, LinkedPlace, articles_at, keys_of
from wiki.models import (
    GENERAL,
    RESERVED_SLUGS,
    TITLE_LENGTH,
    Article,
    FormerAddress,
    FormerTitle,
)
from wiki.services.import_rules import ImportRefused, title_of

#: Beyond so many words that links name, each text asks for its own: no database takes any number of
#: values in one question.
MOST = 5_000


class Batch:
    """What is known of the articles that some lines are about, and of where their links lead."""

    def __init__(self, lines: Sequence[ImportedArticle]) -> None:
        self._districts = _districts(lines)
        self._topics = _topics(lines)
        self._titles = _known(
            (Article.objects.all(), FormerTitle.objects.all()),
            "title_words",
            {key_for(title_of(line)) for line in lines},
        )
        self._addresses = _known(
            (Article.objects.all(), FormerAddress.objects.all()),
            "slug",
            {slug for line in lines for slug in _addresses(line)},
        )
        self._states = states()
        self._asked: dict[str, set[Key]] = {}
        self._found: dict[str, dict[Key, Article]] = {}
        self._red: dict[str, set[str]] = defaultdict(set)
        self._blue: dict[int, str] = {}
        self._own: set[str] = set()
        self._ask_for_targets(lines)

    def district(self, line: ImportedArticle) -> District | None:
        """Return where an article belongs. Raises `ImportRefused` where there is no such place."""
        if line.district in (None, "", GENERAL):
            return None
        if line.district not in self._districts:
            raise ImportRefused(_("there is no district %(slug)s") % {"slug": line.district})
        return self._districts[line.district]

    def topics(self, line: ImportedArticle) -> dict[str, int]:
        """Return the topics that are there of those a line names: slug and primary key."""
        return {slug: self._topics[slug] for slug in topics_named(line) if slug in self._topics}

    def is_new(self, line: ImportedArticle) -> bool:
        """Say that nothing here has or had its title or address, in whichever place or state."""
        return key_for(title_of(line)) not in self._titles and not (
            self._addresses | RESERVED_SLUGS | {NAMELESS}
        ).intersection(_addresses(line))

    def articles_at(self, looked: Iterable[Sequence[Key]], language: str) -> Mapping[Key, Article]:
        """Return what `wiki.links.articles_at` does, from what was asked where that will do."""
        asked = self._asked.get(language, set())
        others = [keys for keys in looked if not asked.issuperset(keys)]
        found = self._found.get(language, {})
        return found | articles_at(others, language) if others else found

    def begin(self, article: Article) -> None:
        """Let links lead to an article that has just come to be; call it inside its transaction."""
        self._note(article)
        city = article.district.city_id if article.district else None
        if article.language in self._found and self._states.of(ARTICLES, city) != Usage.OFF:
            key = (article.district_id, article.title_words)
            self._found[article.language][key] = article
        relinking.follow({article.title_words}, language=article.language, find=self.articles_at)

    def forget_targets(self, article: Article) -> None:
        """Ask anew from now on where links lead: this article has got another name or place."""
        self._note(article)
        self._asked.clear()
        self._found.clear()

    def written(self, article: Article, places: Iterable[LinkedPlace]) -> None:
        """Note where the links of an article led when its text was rendered."""
        for place in places:
            if place.article is None:
                self._red[article.language].add(place.words)
            else:
                self._blue[place.article.pk] = article_url(place.article)

    def settle(self) -> None:
        """Let links follow what others have written since the batch began."""
        for language, words in self._red.items():
            relinking.follow_new(words - self._own, language=language)
        now = {
            article.pk: article_url(article)
            for article in Article.objects.live().with_place().filter(pk__in=self._blue)
        }
        moved = [pk for pk, url in self._blue.items() if now.get(pk) != url]
        for article in Article.objects.filter(pk__in=moved):
            with transaction.atomic():
                relinking.moved(article)

    def _note(self, article: Article) -> None:
        self._own.add(article.title_words)
        self._titles.add(article.title_words)
        self._addresses.add(article.slug)

    def _ask_for_targets(self, lines: Sequence[ImportedArticle]) -> None:
        """Ask where the newest texts may lead; more than they really link to does no harm."""
        looked: dict[str, set[tuple[Key, ...]]] = defaultdict(set)
        for line in lines:
            place = self._districts.get(line.district or "")
            district = place.pk if place else None
            looked[line.language] |= {
                tuple(keys_of(district, words, only_there=False))
                for words in {key_for(title_of(line)), *_linked(line)}
            }
        for language, places in looked.items():
            if len(places) <= MOST:
                self._found[language] = articles_at(places, language)
                self._asked[language] = {key for keys in places for key in keys}


def topics_named(line: ImportedArticle) -> list[str]:
    """Return the slugs of all topics that an article has or had, each once."""
    own = [slug for revision in line.revisions for slug in revision.topics or ()]
    return list(dict.fromkeys([*line.topics, *own]))


def _districts(lines: Sequence[ImportedArticle]) -> dict[str, District]:
    slugs = {line.district for line in lines if line.district}
    rows = District.objects.filter(slug__in=slugs).select_related("city")
    return {district.slug: district for district in rows}


def _topics(lines: Sequence[ImportedArticle]) -> dict[str, int]:
    slugs = {slug for line in lines for slug in topics_named(line)}
    return dict(Topic.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def _known(tables: Iterable[QuerySet[Any]], column: str, values: set[str]) -> set[str]:
    """Return which of these values stand in a column of any of these tables; one query."""
    one, other = (
        rows.filter(**{f"{column}__in": values}).order_by().values_list(column, flat=True)
        for rows in tables
    )
    return set(one.union(other))


def _addresses(line: ImportedArticle) -> set[str]:
    return {line.slug, slug_for(title_of(line))} - {""}


def _linked(line: ImportedArticle) -> Iterator[str]:
    """Yield the words of what the newest text of a line may link to."""
    for link in likely_links(line.revisions[-1].body):
        yield key_for(link.target[:TITLE_LENGTH])
