"""Where do the wiki links of a text lead?

`[[Title]]` looks in the district of the article, then in "allgemein"; a named district is searched
alone. Titles are the same when their words are: `[[C++]]` is not the article "C". One that was
renamed or moved is found by its former title. What does not exist leads to the form that creates
it. `[[seite:…]]` names an editorial page by title or slug.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from wagtail.models import Page

from districts.entries.by_name import districts_called
from districts.models import District
from text.identity import key_for, same, words_of
from text.markdown import LinkTarget, WikiLink
from text.slugs import slugify
from wiki.addresses import article_url, new_url
from wiki.models import GENERAL, TITLE_LENGTH, Article, FormerTitle

#: What addresses are made of, and by what links find them: a text may lead to hundreds.
FOUND = ("title_words", "slug", "language", "district", "district__slug")
#: Where a link looks: the district's pk (None: "allgemein") and the words of the title.
Key: TypeAlias = tuple[int | None, str]
#: Answers what `articles_at` does; somebody with many texts may have asked for all of them before.
Find: TypeAlias = Callable[[Iterable[Sequence[Key]], str], Mapping[Key, Article]]


def keys_of(district: int | None, words: str, *, only_there: bool) -> list[Key]:
    """Return where a link looks, in its order."""
    own = (district, words)
    return [own] if only_there or district is None else [own, (None, words)]


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """Where a link looks, and the article it finds there."""

    district: District | None
    only_there: bool
    title: str
    words: str
    article: Article | None = None

    @property
    def keys(self) -> list[Key]:
        """Return where to look, in this order."""
        district = self.district.pk if self.district else None
        return keys_of(district, self.words, only_there=self.only_there)


class Resolver:
    """Resolves the links of one text and remembers them; called once per text."""

    def __init__(self, district: District | None, language: str, find: Find | None = None) -> None:
        self.district = district
        self.language = language
        self.find = find or articles_at
        self.places: tuple[LinkedPlace, ...] = ()

    def __call__(self, links: Sequence[WikiLink]) -> Mapping[WikiLink, LinkTarget]:
        articles = [link for link in links if link.kind == "article"]
        places = places_of(articles, district=self.district, language=self.language, find=self.find)
        self.places = tuple(places.values())
        targets = {link: self._target(place) for link, place in places.items()}
        return targets | _pages([link for link in links if link.kind == "page"], self.language)

    def _target(self, place: LinkedPlace) -> LinkTarget:
        if place.article is not None:
            return LinkTarget(article_url(place.article))
        href = new_url(place.district, place.title, self.language)
        return LinkTarget(
            href, exists=False, title=gettext("This article does not exist yet: begin it")
        )


def places_of(
    links: Sequence[WikiLink],
    *,
    district: District | None,
    language: str,
    find: Find | None = None,
) -> dict[WikiLink, LinkedPlace]:
    """Return where each link leads, for a text of this district and language; three queries."""
    named = _districts([link for link in links if link.district], district)
    places = {link: _place(link, named, district) for link in links}
    found = (find or articles_at)([place.keys for place in places.values()], language)
    return {link: _with_article(place, found) for link, place in places.items()}


def _place(
    link: WikiLink, named: Mapping[WikiLink, District | None], own: District | None
) -> LinkedPlace:
    there = link in named
    title = (link.title if there else link.target)[:TITLE_LENGTH]
    return LinkedPlace(named.get(link, own), there, title, key_for(title))


def _with_article(place: LinkedPlace, found: Mapping[Key, Article]) -> LinkedPlace:
    return replace(place, article=next((found[key] for key in place.keys if key in found), None))


def _districts(links: Sequence[WikiLink], own: District | None) -> dict[WikiLink, District | None]:
    """Return the district each link names; links whose "district" is none are left out."""
    called = districts_called({link.district_name or "" for link in links})
    named: dict[WikiLink, District | None] = {}
    for link in links:
        name = link.district_name or ""
        if words_of(name) == GENERAL:
            named[link] = None
            continue
        fitting = [d for d in called.get(name, ()) if _is_in(d, link.city)]
        if fitting:
            near = [d for d in fitting if own is not None and d.city_id == own.city_id]
            named[link] = (near or fitting)[0]
    return named


def _is_in(district: District, city: str | None) -> bool:
    return city is None or same(district.city.name, city)


def articles_at(looked: Iterable[Sequence[Key]], language: str) -> dict[Key, Article]:
    """Return the public articles that links find; `looked` is where each looks, in its order.

    Former titles are asked for where a link does not find its first one; one query or two.
    """
    places = list(looked)
    keys = {key for place in places for key in place}
    if not keys:
        return {}
    live = Article.objects.live()
    rows = live.filter(_any_of(keys, language)).order_by()
    if any(district is not None for district, _words in keys):
        rows = rows.select_related("district")
    found = {(row.district_id, row.title_words): row for row in rows.only(*FOUND)}
    missing = {key for place in places for key in takewhile(lambda key: key not in found, place)}
    # Something may have been renamed; what is called so now comes before what was.
    for key, article in _renamed(missing, language).items():
        found.setdefault(key, article)
    return found


def _renamed(keys: Collection[Key], language: str) -> dict[Key, Article]:
    """Return the public articles that were called so; most often none, as the first answer says."""
    if not keys:
        return {}
    former = FormerTitle.objects.filter(_any_of(keys, language))
    named = {row[:2]: row[2] for row in former.values_list("district", "title_words", "article")}
    articles = Article.objects.live().with_place().in_bulk(named.values()) if named else {}
    return {key: articles[pk] for key, pk in named.items() if pk in articles}


def _any_of(keys: Collection[Key], language: str) -> Q:
    """Condition: the title and place of one of these, or of two of them."""
    words, districts = {key[1] for key in keys}, {key[0] for key in keys} - {None}
    there = Q(district__in=districts)
    if any(key[0] is None for key in keys):
        there |= Q(district__isnull=True)
    return Q(title_words__in=words, language=language) & there


def _pages(links: Sequence[WikiLink], language: str) -> dict[WikiLink, LinkTarget]:
    """Return the public editorial pages that links name.

    Those in the language of the text come before German ones, and these before all others. A slug
    is one only as it is typed: that of the words may belong to a page of others.
    """
    if not links:
        return {}
    match = Q()
    for title in {link.title for link in links}:
        # Databases do not know which titles are the same; addresses of those begin alike.
        match |= Q(title__iexact=title) | Q(slug__startswith=slugify(title)) | Q(slug=title)
    pages = list(Page.objects.live().public().filter(match, depth__gt=1).select_related("locale"))
    codes = (language, settings.LANGUAGE_CODE)
    pages.sort(key=lambda page: ([page.locale.language_code != code for code in codes], page.path))
    targets = {}
    for link in links:
        named = [page for page in pages if same(page.title, link.title)]
        fitting = named or [page for page in pages if page.slug == link.title]
        url = next((url for page in fitting if (url := page.get_url())), None)
        if url:
            targets[link] = LinkTarget(url)
    return targets
