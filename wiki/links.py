"""Where do the wiki links of a text lead?

`[[Title]]` looks in the district of the article, then in "allgemein"; a named district is searched
alone. An article that was renamed or moved is found under its former address. What does not exist
leads to the form that creates it. `[[seite:…]]` names an editorial page by title or slug.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from wagtail.models import Page

from districts.models import District
from text.identity import same
from text.markdown import LinkTarget, WikiLink
from text.slugs import slugify
from wiki.addresses import article_url, new_url, slug_for
from wiki.models import GENERAL, TITLE_LENGTH, Article, FormerAddress


def keys_of(district: int | None, slug: str, *, only_there: bool) -> list[tuple[int | None, str]]:
    """Return the addresses (district's pk, slug) where a link looks, in their order."""
    own = (district, slug)
    return [own] if only_there or district is None else [own, (None, slug)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link looks, and the article it finds there."""

    district: District | None
    only_there: bool
    slug: str
    title: str
    article: Article | None = None

    @property
    def keys(self) -> list[tuple[int | None, str]]:
        """Return the addresses to look at, in their order."""
        district = self.district.pk if self.district else None
        return keys_of(district, self.slug, only_there=self.only_there)


class Resolver:
    """Resolves the links of one text and remembers them; called once per text."""

    def __init__(self, district: District | None, language: str) -> None:
        self.district = district
        self.language = language
        self.places: tuple[Place, ...] = ()

    def __call__(self, links: Sequence[WikiLink]) -> Mapping[WikiLink, LinkTarget]:
        articles = [link for link in links if link.kind == "article"]
        places = places_of(articles, district=self.district, language=self.language)
        self.places = tuple(places.values())
        targets = {link: self._target(place) for link, place in places.items()}
        return targets | _pages([link for link in links if link.kind == "page"], self.language)

    def _target(self, place: Place) -> LinkTarget:
        if place.article is not None:
            return LinkTarget(article_url(place.article))
        href = new_url(place.district, place.title, self.language)
        return LinkTarget(
            href, exists=False, title=gettext("This article does not exist yet: begin it")
        )


def places_of(
    links: Sequence[WikiLink], *, district: District | None, language: str
) -> dict[WikiLink, Place]:
    """Return where each link leads, for a text of this district and language; three queries."""
    named = _districts([link for link in links if link.district], district)
    places = {link: _place(link, named, district) for link in links}
    found = articles_at({key for place in places.values() for key in place.keys}, language)
    placed = {link: _with_article(place, found) for link, place in places.items()}
    return {link: _by_words(place, language) for link, place in placed.items()}


def _by_words(place: Place, language: str) -> Place:
    """Prefer, among articles whose titles make one slug, the one that has the words of the link."""
    article = place.article
    if article is None or article.slug != place.slug or same(article.title, place.title):
        return place
    rows = Article.objects.live().numbered(article.district, place.slug, language)
    named = (other for other in rows.with_place() if same(other.title, place.title))
    return replace(place, article=next(named, article))


def _place(
    link: WikiLink, named: Mapping[WikiLink, District | None], own: District | None
) -> Place:
    if link in named:
        title = link.title[:TITLE_LENGTH]
        return Place(named[link], only_there=True, slug=slug_for(title), title=title)
    title = link.target[:TITLE_LENGTH]
    return Place(own, only_there=False, slug=slug_for(title), title=title)


def _with_article(place: Place, found: Mapping[tuple[int | None, str], Article]) -> Place:
    article = next((found[key] for key in place.keys if key in found), None)
    return Place(place.district, place.only_there, place.slug, place.title, article)


def _districts(links: Sequence[WikiLink], own: District | None) -> dict[WikiLink, District | None]:
    """Return the district each link names; links whose "district" is none are left out."""
    if not links:
        return {}
    names = {link.district_name or "" for link in links}
    match = Q(slug__in={slugify(name) for name in names}) | Q(name__in=names) | Q(short__in=names)
    candidates = list(District.objects.filter(match).select_related("city").order_by("pk"))
    named: dict[WikiLink, District | None] = {}
    for link in links:
        name = link.district_name or ""
        if slugify(name) == GENERAL:
            named[link] = None
            continue
        fitting = [d for d in candidates if _is_called(d, name) and _is_in(d, link.city)]
        if fitting:
            near = [d for d in fitting if own is not None and d.city_id == own.city_id]
            named[link] = (near or fitting)[0]
    return named


def _is_called(district: District, name: str) -> bool:
    return same(district.name, name) or same(district.short, name) or district.slug == slugify(name)


def _is_in(district: District, city: str | None) -> bool:
    return city is None or same(district.city.name, city)


def articles_at(
    keys: set[tuple[int | None, str]], language: str
) -> dict[tuple[int | None, str], Article]:
    """Return the public articles at these addresses, former ones included; two queries."""
    if not keys:
        return {}
    where = Q(slug__in={slug for _pk, slug in keys}, language=language) & (
        Q(district__isnull=True) | Q(district__in={pk for pk, _slug in keys if pk is not None})
    )
    found = {
        (article.district_id, article.slug): article
        for article in Article.objects.live().filter(where).with_place().order_by()
    }
    if keys - found.keys():
        # Somebody may have moved; a present article comes before a former one.
        live = Article.objects.live()
        rows = FormerAddress.objects.filter(where, article__in=live)
        for row in rows.select_related("article__district"):
            found.setdefault((row.district_id, row.slug), row.article)
    return found


def _pages(links: Sequence[WikiLink], language: str) -> dict[WikiLink, LinkTarget]:
    """Return the public editorial pages that links name.

    Those in the language of the text come before German ones, and these before all others.
    """
    if not links:
        return {}
    titles = {link.title for link in links}
    match = Q(title__in=titles) | Q(slug__in={slugify(title) for title in titles})
    pages = list(Page.objects.live().public().filter(match, depth__gt=1).select_related("locale"))
    codes = (language, settings.LANGUAGE_CODE)
    pages.sort(key=lambda page: ([page.locale.language_code != code for code in codes], page.path))
    targets = {}
    for link in links:
        fitting = (p for p in pages if same(p.title, link.title) or p.slug == slugify(link.title))
        url = next((url for page in fitting if (url := page.get_url())), None)
        if url:
            targets[link] = LinkTarget(url)
    return targets
