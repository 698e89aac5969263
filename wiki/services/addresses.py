"""Giving an article its title and address, and leaving a way from those it had.

The slug follows the title, and decides nothing: two articles of one place and language are the
same when their titles have the same words; the second writer is led to the first one's. Where other
words make the same slug ("C" and "C++"), a number tells the addresses apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from districts.models import District
from text.identity import key_for
from text.slugs import unique_slug
from wiki import relinking, shown
from wiki.addresses import NAMELESS, slug_for
from wiki.errors import AddressTaken
from wiki.models import (
    RESERVED_SLUGS,
    SLUG_LENGTH,
    Article,
    FormerAddress,
    FormerTitle,
    Revision,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article is and what it is called: what others find it by."""

    district: District | None
    slug: str
    words: str


def standing_of(article: Article) -> Standing:
    """Return where an article is now, to `leave` it later; reads `article.district`."""
    return Standing(article.district, article.slug, article.title_words)


def titled(title: str) -> dict[str, str]:
    """Return the fields of an article that say its title."""
    return {"title": title, "title_words": key_for(title)}


def fields_for(article: Article, title: str, *, district: District | None) -> dict[str, Any]:
    """Return the fields of an article that is to have this title in this district.

    It keeps its slug while that fits the title and is free there.
    """
    slug, follows = article.slug, slug_for(title) != slug_for(article.title)
    if follows or district != article.district or _waits(article):
        wanted = slug_for(title) if follows else slug
        slug = _free(article, title, district=district, wanted=wanted)
    return {**titled(title), "district": district, "slug": slug}


def _waits(article: Article) -> bool:
    """Say whether an article has its slug and title only until somebody is quicker."""
    return article.state != Article.State.LIVE and article.published_number == 0


def free_slug(article: Article, *, wanted: str = "") -> str:
    """Return a free slug for an article's title: `wanted`, or one made of it.

    Raises `AddressTaken` if another public article there has the title.
    """
    raise_if_named(article, article.title, district=article.district)
    return _free(
        article,
        article.title,
        district=article.district,
        wanted=wanted or slug_for(article.title),
    )


def _free(article: Article, title: str, *, district: District | None, wanted: str) -> str:
    """Return `wanted`, or where that is another one's, the slug of the title with a number.

    Where the slug says nothing (no Latin letter in the title), is a word that addresses need, or
    belongs to an article of another name, a number tells articles apart.
    """
    slug = slug_for(title)
    says_nothing = slug in RESERVED_SLUGS or slug == NAMELESS
    rows = Article.objects.all() if says_nothing else Article.objects.addressed()
    alike = Q(slug__startswith=slug) | Q(slug=wanted)
    there = rows.filter(alike, district=district, language=article.language)
    taken = set(there.exclude(pk=article.pk).values_list("slug", flat=True)) | RESERVED_SLUGS
    return wanted if wanted not in taken else unique_slug(slug, taken, max_length=SLUG_LENGTH)


def check_free(article: Article, title: str, *, district: District | None) -> None:
    """Raise `AddressTaken` if a new title or district would make it the same as another article."""
    moves, renamed = district != article.district, key_for(title) != article.title_words
    if moves or renamed or _waits(article):
        raise_if_named(article, title, district=district)


def raise_if_named(article: Article, title: str, *, district: District | None) -> None:
    """Raise `AddressTaken` if another public article there has the same words for its title."""
    place = district.pk if district else None
    rows = Article.objects.addressed().titled(place, key_for(title), article.language)
    other = rows.exclude(pk=article.pk).with_place().first()
    if other is not None:
        _refuse(other)


def _refuse(other: Article) -> NoReturn:
    message = _("There is an article called “%(title)s” already.")
    raise AddressTaken(message % {"title": other.title}, article=other)


def raise_if_translated(article: Article) -> None:
    """Raise `AddressTaken` if another public article says the same in the same language."""
    family = Article.objects.addressed().filter(translation_key=article.translation_key)
    other = family.filter(language=article.language).exclude(pk=article.pk).with_place().first()
    if other is not None:
        message = _("This translation is there already: “%(title)s”.")
        raise AddressTaken(message % {"title": other.title}, article=other)


@contextmanager
def collisions_named(article: Article) -> Iterator[None]:
    """Turn a lost race for a title or an address, which the database refuses, into `AddressTaken`.

    After the race for an address the winner has other words: who tries again gets a number.
    """
    try:
        yield
    except IntegrityError:
        raise_if_named(article, article.title, district=article.district)
        raise_if_translated(article)
        place = article.district.pk if article.district else None
        there = Article.objects.addressed().at(place, article.slug, article.language)
        other = there.exclude(pk=article.pk).with_place().first()
        if other is not None:
            _refuse(other)
        raise


def leave(article: Article, was: Standing) -> None:
    """Lead from where an article was, and from what it was called, to what it is now.

    Call it inside the transaction that wrote its new title or address. Links are repaired.
    """
    now = standing_of(article)
    if now == was:
        return
    there = {"district": was.district, "language": article.language}
    if now.district != was.district:
        shown.moved()
    if (now.district, now.slug) != (was.district, was.slug):
        _lead(FormerAddress, article, {**there, "slug": was.slug})
    if (now.district, now.words) != (was.district, was.words):
        _lead(FormerTitle, article, {**there, "title_words": was.words})
    if article.state == Article.State.LIVE:
        take(article)


def _lead(
    model: type[FormerAddress] | type[FormerTitle], article: Article, old: Mapping[str, Any]
) -> None:
    model._default_manager.filter(**old).delete()
    model._default_manager.create(article=article, **old)


def forget_hidden(article: Article, number: int) -> None:
    """End the ways from a hidden title and its address, unless a readable one gave them, too.

    Whoever guesses a hidden title must not be told by a redirect that the guess was right.
    """
    title = article.revisions.values_list("title", flat=True).get(number=number)
    readable = article.revisions.filter(state=Revision.State.LIVE, text_hidden=False)
    titles = {*readable.values_list("title", flat=True).distinct(), article.title}
    if slug_for(title) not in {slug_for(other) for other in titles}:
        numbered = rf"^{slug_for(title)}(-[0-9]+)?$"
        FormerAddress.objects.filter(article=article, slug__regex=numbered).delete()
    words = key_for(title)
    if words not in {key_for(other) for other in titles}:
        FormerTitle.objects.filter(article=article, title_words=words).delete()
        relinking.follow({words}, language=article.language)


def take(article: Article) -> None:
    """Let a public article have its title and address: those that others had end, links lead here.

    Red links of its title turn blue.
    """
    there = {"district": article.district, "language": article.language}
    FormerAddress.objects.filter(**there, slug=article.slug).delete()
    FormerTitle.objects.filter(**there, title_words=article.title_words).delete()
    relinking.moved(article)
