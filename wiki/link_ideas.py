"""Which articles may the beginning of a wiki link mean, and how are links to them written?

The link leads to the article from the district of the text: alone where it is found so, else with
the district (and its city where two districts have one name) before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from districts.models import District
from text.slugs import slugify
from wiki.models import GENERAL, SLUG_LENGTH, Article

SHOWN = 8
# Signs that mean something within a link; a title with them is written by its address.
_MARKUP = frozenset("|#[]")


@dataclass(frozen=True, slots=True)
class Idea:
    """An article, the name of its place ("" in the text's own), and what stands in the brackets."""

    title: str
    place: str
    link: str


def ideas(typed: str, *, district: District | None, language: str) -> list[Idea]:
    """Return up to eight public articles whose title begins so, or has a word that does.

    Those of `district` (None: "allgemein") come first. "Place:beginning" looks in one place only.
    """
    place, beginning = _split(typed)
    slug = slugify(beginning, max_length=SLUG_LENGTH, fallback="")
    if not slug:
        return []
    rows = Article.objects.live().filter(language=language).select_related("district__city")
    if place is not None:
        rows = rows.filter(district__in=place) if place else rows.filter(district=None)
    rows = rows.order_by(_nearest_first(district), "title", "pk")
    found = list(rows.filter(slug__startswith=slug)[:SHOWN])
    if len(found) < SHOWN:
        inside = rows.filter(slug__contains=f"-{slug}").exclude(pk__in=[a.pk for a in found])
        found += inside[: SHOWN - len(found)]
    return _written(found, district, language)


def _split(typed: str) -> tuple[list[District] | None, str]:
    """Return the places before a colon ([]: "allgemein", None: no place), and the rest."""
    before, colon, after = (part.strip() for part in typed.partition(":"))
    if not colon:
        return None, typed
    if slugify(before) == GENERAL:
        return [], after
    name = before.partition(" (")[0].replace("\x00", "")
    named = list(District.objects.filter(Q(name__iexact=name) | Q(short__iexact=name)))
    return (named, after) if named else (None, typed)


def _nearest_first(district: District | None) -> Case:
    own = [When(district=district, then=Value(0))] if district else []
    return Case(
        *own,
        When(district__isnull=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _written(found: list[Article], own: District | None, language: str) -> list[Idea]:
    general = [article.slug for article in found if article.district is None]
    covered = set(
        Article.objects.live()
        .filter(district=own, slug__in=general, language=language)
        .values_list("slug", flat=True)
        if own and general
        else ()
    )
    names = {article.district.name for article in found if article.district}
    rows = District.objects.filter(name__in=names).values("name").annotate(count=Count("pk"))
    ambiguous = {row["name"] for row in rows if row["count"] > 1}
    return [_idea(article, own, covered, ambiguous) for article in found]


def _idea(article: Article, own: District | None, covered: set[str], ambiguous: set[str]) -> Idea:
    place = article.district
    title = article.title
    link = title
    if _MARKUP & set(title):
        link = f"{article.slug}|{''.join(char for char in title if char not in _MARKUP)}"
    if place == own:
        return Idea(title, "", link)
    if place is None:
        return Idea(
            title, _("General knowledge"), f"Allgemein:{link}" if article.slug in covered else link
        )
    name = f"{place.name} ({place.city.name})" if place.name in ambiguous else place.name
    return Idea(title, name, f"{name}:{link}" if "|" in link else f"{name}:{link}|{title}")
