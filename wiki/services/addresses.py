"""Giving an article its address, and leaving a way from the one it had.

The slug follows the title, and decides nothing: two articles of one place and language are the
same when their titles have the same words; the second writer is led to the first one's. Where other
words make the same slug ("C" and "C++"), a number tells the addresses apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.db import IntegrityError
from django.utils.translation import gettext as _

from districts.models import District
from text.identity import same
from text.slugs import unique_slug
from wiki import relinking
from wiki.addresses import NAMELESS, slug_for
from wiki.edits import KEEP, Kept
from wiki.errors import AddressTaken
from wiki.models import RESERVED_SLUGS, SLUG_LENGTH, Article, FormerAddress, Revision


def free_slug(article: Article) -> str:
    """Return the slug that belongs to an article's title; raise `AddressTaken` if one has it.

    Where it says nothing (no Latin letter in the title), is a word that addresses need, or belongs
    to an article of another name, a number tells articles apart.
    """
    slug = slug_for(article.title)
    raise_if_named(article, article.title, district=article.district)
    says_nothing = slug in RESERVED_SLUGS or slug == NAMELESS
    rows = Article.objects.all() if says_nothing else Article.objects.live()
    taken = set(
        rows.filter(
            district=article.district, language=article.language, slug__startswith=slug
        ).values_list("slug", flat=True)
    )
    return unique_slug(slug, taken | RESERVED_SLUGS, max_length=SLUG_LENGTH)


def slug_now(article: Article) -> str:
    """Return the slug of an article that waited: its own, unless another one has it meanwhile."""
    raise_if_named(article, article.title, district=article.district)
    place = article.district.pk if article.district else None
    others = Article.objects.live().at(place, article.slug, article.language)
    return free_slug(article) if others.exclude(pk=article.pk).exists() else article.slug


def check_free(article: Article, title: str, *, district: District | None) -> None:
    """Raise `AddressTaken` if a new title or district would lead to another article's address."""
    moves = district != article.district
    if moves or not same(title, article.title):
        raise_if_named(article, title, district=district)
    if moves and slug_for(title) == slug_for(article.title):
        raise_if_taken(article, article.slug, district=district)


def raise_if_named(article: Article, title: str, *, district: District | None) -> None:
    """Raise `AddressTaken` if another public article there has the same words for its title."""
    rows = Article.objects.live().numbered(district, slug_for(title), article.language)
    for other in rows.exclude(pk=article.pk).with_place():
        if same(other.title, title):
            _refuse(other)


def raise_if_taken(article: Article, slug: str, *, district: District | Kept | None = KEEP) -> None:
    """Raise `AddressTaken` if another public article has this slug there (default: here)."""
    where = article.district if isinstance(district, Kept) else district
    others = Article.objects.live().at(where.pk if where else None, slug, article.language)
    other = others.exclude(pk=article.pk).with_place().first()
    if other is not None:
        _refuse(other)


def _refuse(other: Article) -> NoReturn:
    message = _("There is an article called “%(title)s” already.")
    raise AddressTaken(message % {"title": other.title}, article=other)


def raise_if_translated(article: Article) -> None:
    """Raise `AddressTaken` if another public article says the same in the same language."""
    family = Article.objects.live().filter(translation_key=article.translation_key)
    other = family.filter(language=article.language).exclude(pk=article.pk).with_place().first()
    if other is not None:
        message = _("This translation is there already: “%(title)s”.")
        raise AddressTaken(message % {"title": other.title}, article=other)


@contextmanager
def collisions_named(article: Article) -> Iterator[None]:
    """Turn a lost race for an address, which the database refuses, into `AddressTaken`."""
    try:
        yield
    except IntegrityError:
        raise_if_named(article, article.title, district=article.district)
        raise_if_taken(article, article.slug)
        raise_if_translated(article)
        raise


def follow_title(article: Article, before: str) -> None:
    """Move an article to the address of its title, if that changed. Inside a transaction."""
    if slug_for(article.title) != slug_for(before):
        place(article, district=article.district, slug=free_slug(article))


def place(article: Article, *, district: District | None, slug: str) -> None:
    """Put an article at another address and lead there from the old one; links are repaired."""
    old = {"district": article.district, "language": article.language, "slug": article.slug}
    if (old["district"], old["slug"]) == (district, slug):
        return
    FormerAddress.objects.filter(**old).delete()
    FormerAddress.objects.create(article=article, **old)
    article.district, article.slug = district, slug
    article.save(update_fields=["district", "slug"])
    take(article, also=str(old["slug"]))


def forget_hidden(article: Article, number: int) -> None:
    """End the way from the address that a hidden title gave, unless a readable one gave it, too.

    Whoever guesses a hidden title must not be told by a redirect that the guess was right.
    """
    slug = slug_for(article.revisions.values_list("title", flat=True).get(number=number))
    readable = article.revisions.filter(state=Revision.State.LIVE, text_hidden=False)
    titles = readable.values_list("title", flat=True).distinct()
    if slug != article.slug and slug not in {slug_for(title) for title in titles}:
        FormerAddress.objects.filter(article=article, slug=slug).delete()


def take(article: Article, also: str = "") -> None:
    """Let a public article have its address: former ones of others end, red links lead here.

    `also` is a further slug whose links may lead elsewhere now.
    """
    FormerAddress.objects.filter(
        district=article.district, language=article.language, slug=article.slug
    ).delete()
    relinking.moved(article, {article.slug, slug_for(article.title), also} - {""})
